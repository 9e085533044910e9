package org.kpulse.harness.policy;

import java.time.Duration;
import java.util.List;

/**
 * How long tasks take, by those that were done. Pure.
 *
 * @param measured the last first
 */
public record Durations(List<Measured> measured) {

    /** What a task is taken to need while none was ever done. */
    static final Duration UNKNOWN = Duration.ofMinutes(30);

    private static final int LAST = 9;

    public Durations {
        measured = List.copyOf(measured);
    }

    /** How long a task took. */
    public record Measured(String suite, String platform, Duration worked) {}

    /**
     * What a task needs.
     *
     * @param measured whether a task of this suite on this platform was ever done
     */
    public record Estimate(Duration duration, boolean measured) {}

    /** The median of the last tasks of this suite on this platform; else of any on it; else a guess. */
    public Estimate of(String suite, String platform) {
        List<Duration> same = last(suite, platform);
        if (!same.isEmpty()) {
            return new Estimate(median(same), true);
        }
        List<Duration> any = measured.stream()
                .filter(m -> m.platform().equals(platform))
                .limit(LAST)
                .map(Measured::worked)
                .toList();
        return new Estimate(any.isEmpty() ? UNKNOWN : median(any), false);
    }

    private List<Duration> last(String suite, String platform) {
        return measured.stream()
                .filter(m -> m.suite().equals(suite) && m.platform().equals(platform))
                .limit(LAST)
                .map(Measured::worked)
                .toList();
    }

    private static Duration median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
