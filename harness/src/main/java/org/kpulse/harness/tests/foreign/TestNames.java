package org.kpulse.harness.tests.foreign;

import java.util.regex.Pattern;

/** Names that are the same in every run (docs/tests.md). */
final class TestNames {

    private static final Pattern KSELFTEST = Pattern.compile("^selftests: ?/?([^:]+): (.+)$");
    private static final Pattern PROCESS = Pattern.compile("^\\[\\d+\\] ");
    private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{8,16}\\b");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFD]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private TestNames() {}

    /** The name of a test from what its suite calls it; empty if nothing is left. */
    static String of(String description) {
        String name = line(description);
        name = PROCESS.matcher(name).replaceFirst("");
        name = ADDRESS.matcher(name).replaceAll("0x*");
        return KSELFTEST.matcher(name).replaceFirst("$1/$2");
    }

    /** One line, printable, single blanks. */
    static String line(String text) {
        return CONTROL.matcher(BLANKS.matcher(text).replaceAll(" "))
                .replaceAll("?")
                .strip();
    }

    /** A valid name. */
    static String clean(String name) {
        String clean = line(name);
        return clean.isEmpty()
                ? "test"
                : ReportBuilder.cut(clean, Told.MAX_NAME).strip();
    }
}
