package org.kpulse.webapp.runs;

import java.util.List;
import org.kpulse.harness.crash.KernelLog;
import org.kpulse.webapp.table.Visible;

/**
 * A line of a console for a page.
 *
 * @param text made printable
 * @param crash whether it begins a report of what fails a run
 */
record ConsoleLine(String text, boolean crash) {

    private static final int LONGEST = 2000;

    /** The lines of a console. */
    static List<ConsoleLine> of(String console) {
        return console.isBlank()
                ? List.of()
                : console.lines().map(ConsoleLine::line).toList();
    }

    private static ConsoleLine line(String line) {
        String text = line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line;
        return new ConsoleLine(
                Visible.of(text.stripTrailing().replace("\t", "    ")),
                KernelLog.crash(text).isPresent());
    }
}
