package org.kpulse.harness.sources.kernelorg;

import java.time.Instant;
import java.util.Optional;

/**
 * One release in kernel.org's list.
 *
 * @param version as written
 * @param moniker {@code mainline}, {@code stable}, {@code longterm} or {@code linux-next}
 * @param released when, if it says
 * @param endOfLife whether its line gets no more releases
 * @param source address of its archive; none for linux-next
 * @param pgp address of its signature; none for what nobody signs
 */
public record Release(
        ReleaseVersion version,
        String moniker,
        Optional<Instant> released,
        boolean endOfLife,
        Optional<String> source,
        Optional<String> pgp) {}
