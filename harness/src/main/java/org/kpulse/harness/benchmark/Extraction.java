package org.kpulse.harness.benchmark;

import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/** How a metric's value is found in the output of a benchmark's command. */
public sealed interface Extraction {

    /** What the output should have had, for the message that it has not. */
    String expected();

    /**
     * A regular expression, tried on each line.
     *
     * @param regex with one capturing group: the number
     * @param scale factor from the printed number to the metric's unit
     * @param take what becomes of several matches
     */
    record Lines(Pattern regex, double scale, Take take) implements Extraction {

        public Lines {
            if (regex.matcher("").groupCount() != 1) {
                throw new IllegalArgumentException("needs exactly one capturing group: " + regex);
            }
            checkScale(scale);
        }

        @Override
        public String expected() {
            return "a line that matches " + regex.pattern();
        }
    }

    /**
     * A number of the first JSON object in the output.
     *
     * @param pointer where it stands, RFC 6901
     * @param scale factor from the printed number to the metric's unit
     */
    record Json(JsonPointer pointer, double scale) implements Extraction {

        public Json {
            checkScale(scale);
        }

        @Override
        public String expected() {
            return "JSON with a number at " + pointer;
        }
    }

    /**
     * A parser written in Java, for what the others cannot say.
     *
     * @param parser its name, see {@link MetricParsers}
     */
    record Named(String parser) implements Extraction {

        @Override
        public String expected() {
            return "what the parser " + parser + " reads";
        }
    }

    /** What becomes of several matches. */
    enum Take {
        LAST,
        FIRST,
        SUM,
        MEAN
    }

    private static void checkScale(double scale) {
        if (!Double.isFinite(scale) || scale <= 0) {
            throw new IllegalArgumentException("scale must be a positive number: " + scale);
        }
    }
}
