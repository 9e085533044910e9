package org.kpulse.harness.sources;

import java.time.Instant;
import java.util.Optional;
import org.kpulse.harness.patch.PatchSeries;

/**
 * A kernel that a source has now.
 *
 * @param ref exact reference
 * @param line what it belongs to, printable: {@code longterm}, {@code main}, {@code v6.13-rc1}
 * @param endOfLife whether its line gets no more releases
 * @param released when it was released or committed, if the source says
 * @param series the patches in it, when they have just arrived
 */
public record Seen(
        String ref, String line, boolean endOfLife, Optional<Instant> released, Optional<PatchSeries> series) {

    public Seen {
        if (ref.isBlank() || line.isBlank()) {
            throw new IllegalArgumentException("a kernel seen has a reference and a line");
        }
    }

    /** A kernel as somebody has it, without patches of ours. */
    public Seen(String ref, String line, boolean endOfLife, Optional<Instant> released) {
        this(ref, line, endOfLife, released, Optional.empty());
    }
}
