package org.kpulse.harness.tests.foreign;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An output in lines that are short enough to look at, and not too many. */
final class Lines {

    static final int MAX_CHARACTERS = 2 << 20;
    static final int MAX_LINE = 4096;

    private static final Pattern END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]{0,16}[mK]");

    private Lines() {}

    /** Lines without colours, one after the other; {@code longest} characters of each. */
    static Stream<String> of(String text, int longest, ReportBuilder report) {
        if (text.length() > MAX_CHARACTERS) {
            report.complain("more than " + (MAX_CHARACTERS >> 20) + " Mi characters; the rest is left out");
        }
        String bounded = ReportBuilder.cut(text, MAX_CHARACTERS);
        return END.splitAsStream(bounded)
                .map(line -> ReportBuilder.cut(line, longest))
                .map(line ->
                        line.indexOf('\u001b') < 0 ? line : COLOUR.matcher(line).replaceAll(""));
    }
}
