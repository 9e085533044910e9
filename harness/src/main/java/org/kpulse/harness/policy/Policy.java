package org.kpulse.harness.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.git.NamePattern;
import org.kpulse.harness.sources.patches.PatchSource;

/**
 * Which kernels get which suites where, when, and compared with what.
 *
 * @param name as in the configuration; {@code tree NAME} and {@code patches NAME} for what a source says of itself
 * @param origin where it was said
 * @param selector which kernels
 * @param when when
 * @param work what is done
 * @param terms how it is treated
 */
public record Policy(String name, String origin, Selector selector, When when, Work work, Terms terms) {

    /** What makes it act. */
    public enum Trigger {
        SEEN,
        CRON,
        WEEKEND,
        IDLE,
        CANARY;

        /** Whether it asks for kernels again that were tested. */
        boolean repeats() {
            return this == IDLE || this == CANARY;
        }
    }

    /** What an idle platform is filled with. */
    public enum Fill {
        INCONCLUSIVE,
        NOISE
    }

    /** Patterns; all three must fit. */
    public record Selector(List<String> sources, List<String> lines, List<String> kernels) {

        /** Whether it is for this kernel; a series of patches is meant only where its source is named in full. */
        boolean selects(Sighting sighting) {
            if (sighting.source().startsWith(PatchSource.PREFIX) && !sources.contains(sighting.source())) {
                return false;
            }
            return NamePattern.anyMatches(sources, sighting.source())
                    && NamePattern.anyMatches(lines, sighting.kernel().line())
                    && NamePattern.anyMatches(kernels, sighting.kernel().ref());
        }
    }

    /**
     * When it acts.
     *
     * @param cron for {@link Trigger#CRON}
     * @param zone of its days and weekends
     * @param fill for {@link Trigger#IDLE}
     */
    public record When(Trigger trigger, Optional<CronTimes> cron, ZoneId zone, Fill fill) {

        /** The date then, {@code 2026-11-28}. */
        String day(Instant now) {
            return now.atZone(zone).toLocalDate().toString();
        }
    }

    /** Suites, platforms, and how many boots; 0: as configured. */
    public record Work(List<String> suites, List<String> platforms, int boots) {}

    /**
     * How it is treated.
     *
     * @param against {@code previous}, {@code parent-tag}, {@code unpatched} or a kernel reference
     * @param priority 0 to 100
     * @param budget what it may use of a platform a day
     * @param bisect whether regressions that it confirms are bisected
     */
    public record Terms(String against, int priority, Duration budget, boolean bisect) {}

    /** The same on one of its platforms. */
    Policy on(String platform) {
        return new Policy(
                name, origin, selector, when, new Work(work.suites(), List.of(platform), work.boots()), terms);
    }

    /** Who asks, as a request says. */
    public String asker() {
        return "policy:" + name;
    }
}
