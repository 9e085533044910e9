package org.kpulse.webapp.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people wrote into the fields of a form or of JSON; each is named when it makes no sense. */
public final class Fields {

    private static final int MOST_TEXT = 500;
    private static final Set<String> NO = Set.of("false", "off", "no", "0");
    private static final Set<String> YES = Set.of("true", "on", "yes", "1");

    private Fields() {}

    /** The text without blanks around it; empty if there is none. */
    public static Optional<String> given(String name, @Nullable String text) {
        if (text != null && text.length() > MOST_TEXT) {
            throw new BadParameter(name, "it has at most " + MOST_TEXT + " characters.");
        }
        return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
    }

    /** The text; what is missing is named. */
    public static String needed(String name, @Nullable String text) {
        return given(name, text).orElseThrow(() -> new BadParameter(name, "it is not said."));
    }

    /** Words with blanks or commas between; none if there is no text. */
    public static List<String> words(String name, @Nullable String text) {
        return Arrays.stream(given(name, text).orElse("").split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A number above 0, with or without decimals. */
    public static Optional<Double> number(String name, @Nullable String text) {
        return given(name, text).map(said -> {
            if (!said.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
                throw new BadParameter(name, "a number such as 2.5, not \"" + said + "\".");
            }
            return Double.valueOf(said);
        });
    }

    /** Yes or no in any of the usual words; no if nothing is said. */
    public static boolean flag(String name, @Nullable String text) {
        Optional<String> said = given(name, text);
        if (said.isPresent() && !YES.contains(said.get()) && !NO.contains(said.get())) {
            throw new BadParameter(name, "true or false, not \"" + said.get() + "\".");
        }
        return said.filter(YES::contains).isPresent();
    }
}
