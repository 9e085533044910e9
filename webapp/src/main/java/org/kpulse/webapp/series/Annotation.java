package org.kpulse.webapp.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.table.Shown;

/**
 * What somebody said of a kernel on a platform.
 *
 * @param kernel as it was named
 * @param of the metric whose series shows it; null for those of every metric
 * @param who said it
 * @param at when, UTC
 * @param withdrawn who took it back; null while it is shown
 */
public record Annotation(
        long id,
        String platform,
        @JsonProperty("kernel_id") long kernelId,
        String kernel,
        @Nullable Of of,
        String text,
        String who,
        Instant at,
        @Nullable Withdrawn withdrawn) {

    /** Characters of a text. */
    static final int MOST_TEXT = 500;

    /** A metric. */
    public record Of(String benchmark, String metric) {}

    /**
     * That it was taken back.
     *
     * @param at when, UTC
     */
    public record Withdrawn(String who, Instant at) {}

    /** With who and when, UTC. */
    String said() {
        return text + " (" + who + ", " + Shown.time(at).text() + ")";
    }
}
