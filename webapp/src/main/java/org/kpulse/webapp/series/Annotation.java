package org.kpulse.webapp.series;

import java.time.Instant;
import org.kpulse.webapp.table.Shown;

/**
 * What somebody said of a kernel on a platform.
 *
 * @param everyMetric whether it is shown with every metric, else with one
 */
record Annotation(long kernel, boolean everyMetric, String text, String who, Instant at) {

    /** Characters of a text. */
    static final int MOST_TEXT = 500;

    /** With who and when, UTC. */
    String said() {
        return text + " (" + who + ", " + Shown.time(at).text() + ")";
    }
}
