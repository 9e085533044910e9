package org.kpulse.harness.store;

import java.time.Instant;
import java.util.List;
import org.kpulse.analysis.noise.CanaryNight;
import org.kpulse.analysis.noise.CanaryPoint;
import org.kpulse.analysis.noise.CanaryTrend;

/**
 * One host's canary on one platform, night after night.
 *
 * @param platformId the platform; another processor or emulator of the same name is another, and begins a series of its own
 * @param platform its name
 * @param host where the worker runs
 * @param kernel exact reference of the canary
 * @param suite what it is measured by
 * @param nights in the order of time
 */
public record CanarySeries(
        long platformId, String platform, String host, String kernel, String suite, List<Night> nights) {

    public CanarySeries {
        nights = List.copyOf(nights);
        if (nights.isEmpty()) {
            throw new IllegalArgumentException("a series has a night at least");
        }
    }

    /**
     * One night.
     *
     * @param task the task that asked for it
     * @param experiment what it was measured in
     * @param at when the task ended
     * @param measured what was measured
     */
    public record Night(long task, long experiment, Instant at, CanaryNight measured) {}

    /** The judgement of each night, in their order. */
    public List<CanaryPoint> trend() {
        return CanaryTrend.of(nights.stream().map(Night::measured).toList());
    }

    /** The newest night. */
    public Night last() {
        return nights.get(nights.size() - 1);
    }
}
