package org.kpulse.harness.config;

import java.util.List;

/** What values a configuration key takes. */
public sealed interface Range {

    /** Whether the value is one of them. */
    boolean accepts(String value);

    /** In words, for messages and documentation. */
    String words();

    /** A whole number between two, both included. */
    record Whole(long least, long most) implements Range {
        @Override
        public boolean accepts(String value) {
            try {
                long number = Long.parseLong(value);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        @Override
        public String words() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** One of a few words. */
    record Choice(List<String> values) implements Range {
        @Override
        public boolean accepts(String value) {
            return values.contains(value);
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", values);
        }
    }

    /** Text of a form. */
    record Text(String words, String pattern) implements Range {
        @Override
        public boolean accepts(String value) {
            return value.matches(pattern);
        }
    }

    static Range number(long least, long most) {
        return new Whole(least, most);
    }

    static Range oneOf(String... values) {
        return new Choice(List.of(values));
    }

    static Range text(String words, String pattern) {
        return new Text(words, pattern);
    }

    static Range any(String words) {
        return new Text(words, "[^\\n]*");
    }
}
