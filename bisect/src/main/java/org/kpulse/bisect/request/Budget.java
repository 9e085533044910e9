package org.kpulse.bisect.request;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;

/**
 * The most that a bisection may take.
 *
 * @param seconds of builds and boots
 * @param boots number
 */
public record Budget(OptionalDouble seconds, OptionalInt boots) {

    private static final Pattern WORD = Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,9})?)(s|m|h| ?boots?)");

    /** As people write it: {@code 4h}, {@code 90m}, {@code 600s} or {@code 40boots}; null is no limit. */
    public static Budget parse(@Nullable String text) {
        if (text == null) {
            return new Budget(OptionalDouble.empty(), OptionalInt.empty());
        }
        Matcher matcher = WORD.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UsageException(
                    "A budget is a time or a number of boots, such as 4h, 90m, 600s or 40boots, not \"" + text + "\".");
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> seconds(number);
            case "m" -> seconds(60 * number);
            case "h" -> seconds(3600 * number);
            default -> new Budget(OptionalDouble.empty(), OptionalInt.of((int) number));
        };
    }

    private static Budget seconds(double seconds) {
        return new Budget(OptionalDouble.of(seconds), OptionalInt.empty());
    }
}
