package org.kpulse.harness.patch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a series a mail says that it stands, {@code [PATCH net-next v3 02/10]}.
 *
 * @param number 0 is the cover letter
 * @param of how many patches the series has
 * @param tags all that stands in the brackets without the number, which all of a series share
 */
record PatchPlace(int number, int of, String tags) {

    private static final Pattern TAGGED = Pattern.compile("\\[([^\\]]{0,100})\\]\\s*(.*)");
    private static final Pattern NUMBERS = Pattern.compile("\\b(\\d{1,4})/(\\d{1,4})\\b");

    static Optional<PatchPlace> of(String subject) {
        Matcher tagged = TAGGED.matcher(subject);
        if (!tagged.matches()) {
            return Optional.empty();
        }
        Matcher numbers = NUMBERS.matcher(tagged.group(1));
        if (!numbers.find()) {
            return Optional.empty();
        }
        String tags = tagged.group(1).substring(0, numbers.start()) + "n/" + Integer.parseInt(numbers.group(2))
                + tagged.group(1).substring(numbers.end());
        return Optional.of(new PatchPlace(
                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), "[" + tags + "]"));
    }

    /** A subject without what stands in brackets before it. */
    static String bare(String subject) {
        Matcher tagged = TAGGED.matcher(subject);
        return tagged.matches() ? tagged.group(2) : subject;
    }
}
