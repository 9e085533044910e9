package org.kpulse.webapp.letter;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;

/**
 * What a digest says of a week. All lists are short enough for a mail; {@link Part#more} says how many are left out.
 *
 * @param monday first day of the week, UTC
 * @param week as people write it, {@code 2026-W48}
 * @param regressed what was called for the first time, the largest impact first
 * @param dismissed how many more of these people called noise, a fault of ours, a duplicate or an improvement
 * @param fixed regressions that a person said to be fixed or a later kernel showed to be gone
 * @param culprits commits that bisections found
 * @param indices one for each platform
 * @param rates what was called between equal kernels, over all time
 * @param boots what the lab did
 * @param page where reports are; empty where nobody said how others reach the pages
 */
public record DigestFacts(
        LocalDate monday,
        String week,
        Part<Moved> regressed,
        long dismissed,
        Part<Moved> fixed,
        Part<Found> culprits,
        List<Standing> indices,
        List<Rate> rates,
        Boots boots,
        String page) {

    public DigestFacts {
        indices = List.copyOf(indices);
        rates = List.copyOf(rates);
    }

    /**
     * The first of a list.
     *
     * @param more how many there are beyond these
     */
    public record Part<T>(List<T> first, long more) {

        public Part {
            first = List.copyOf(first);
        }

        /** Of all, at most so many. */
        public static <T> Part<T> of(List<T> all, int most) {
            int shown = Math.min(most, all.size());
            return new Part<>(all.subList(0, shown), all.size() - (long) shown);
        }

        /** How many there are. */
        public long size() {
            return first.size() + more;
        }
    }

    /**
     * A regression.
     *
     * @param state its word
     * @param metric with the largest change of those that stand; empty if none does
     * @param percent of it; empty where the base was 0
     * @param metrics how many stand
     */
    public record Moved(
            long regression,
            String state,
            String candidate,
            String base,
            String metric,
            OptionalDouble percent,
            int metrics,
            List<String> platforms) {

        public Moved {
            platforms = List.copyOf(platforms);
        }
    }

    /** A commit that a bisection found; what it looked for is in words. */
    public record Found(long bisection, String revision, String subject, boolean confirmed, String sought) {}

    /**
     * The index of a platform.
     *
     * @param before at the begin of the week; empty if there was none against the same base
     */
    public record Standing(String platform, String base, Index now, Optional<Index> before) {}

    /** The newest index of a moment; the interval is 95 %. */
    public record Index(String kernel, double value, Optional<Interval> interval) {}

    /**
     * What was called between equal kernels: each is a false alarm.
     *
     * @param called comparisons with a call, of all
     * @param percent 95 % interval of the rate
     */
    public record Rate(
            String platform, String rules, boolean countsInstructions, long called, long all, Interval percent) {}

    /**
     * Boots of the week.
     *
     * @param all that ended
     * @param faults those that failed by a fault of ours, the most frequent first
     */
    public record Boots(long all, List<Fault> faults) {

        public Boots {
            faults = List.copyOf(faults);
        }

        /** How many failed so. */
        public long failed() {
            return faults.stream().mapToLong(Fault::boots).sum();
        }
    }

    /** Boots that failed by one fault of ours. */
    public record Fault(String code, long boots, String platforms) {}
}
