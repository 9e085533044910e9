package org.kpulse.harness.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;

/** Numbers as people read them: four significant digits, signs on changes, a dash for what there is none of. */
public final class Numbers {

    private static final String NONE = "-";

    private Numbers() {}

    /** A value in its unit: {@code 339.8}, {@code 25,430}, {@code 0.06852}. */
    public static String value(double value) {
        double size = Math.abs(value);
        if (size >= 1e9 || (size > 0 && size < 1e-4)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 5;
        return fixed(value, digits);
    }

    /** A change in percent: {@code +1.24 %}. */
    public static String change(OptionalDouble percent) {
        return percent.isPresent() ? signed(percent.getAsDouble()) + " %" : NONE;
    }

    /** The interval of a change: {@code [-0.10, +2.58]}. */
    public static String interval(Interval interval) {
        return "[" + signed(interval.low()) + ", " + signed(interval.high()) + "]";
    }

    /** A p or q value: {@code 0.031}, {@code <0.001}. */
    public static String probability(OptionalDouble p) {
        if (p.isEmpty()) {
            return NONE;
        }
        return p.getAsDouble() < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p.getAsDouble());
    }

    /** Seconds: {@code 183.2 s}. */
    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** A number with its sign: {@code +1.24}. */
    public static String signed(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return value > 0 ? ">+999" : "<-999";
        }
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        String text = fixed(value, digits);
        return text.equals("-0.00") ? "+0.00" : text.startsWith("-") || Double.isNaN(value) ? text : "+" + text;
    }

    /** What the format {@code %,.Nf} gives; that costs ten times as much, and pages have thousands of numbers. */
    private static String fixed(double value, int digits) {
        if (!(Math.abs(value) < 999) || (value == 0 && 1 / value < 0)) {
            return String.format(Locale.ROOT, "%,." + digits + "f", value);
        }
        String text =
                BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
        return value < 0 && !text.startsWith("-") ? "-" + text : text;
    }
}
