package org.kpulse.webapp.publish;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;

/**
 * All that is published, gathered before any of it is written. Kernels have their {@link PublicNames} everywhere.
 *
 * @param series the index of each platform
 * @param regressions the largest impact first; each with the calls that stand alone
 * @param comparisons the frozen ones of these regressions' kernels, the newest first
 * @param kernels all that are named, by number
 */
record Publication(
        Instant at,
        List<Series> series,
        List<Published> regressions,
        List<Frozen> comparisons,
        Map<Long, NamedKernel> kernels) {

    Publication {
        series = List.copyOf(series);
        regressions = List.copyOf(regressions);
        comparisons = List.copyOf(comparisons);
        kernels = Map.copyOf(kernels);
    }

    /**
     * A reviewed regression.
     *
     * @param culprit the commit, if a bisection found it and fresh boots confirmed it
     */
    record Published(HeldRegression held, Optional<Culprit> culprit) {}

    /**
     * A kernel.
     *
     * @param revision full hash of the commit; empty for ready-made kernels, like compiler
     * @param config hash of its configuration; empty where none came with it
     */
    record NamedKernel(
            long id,
            String name,
            String release,
            String architecture,
            String revision,
            String compiler,
            String config,
            Instant firstSeen) {}

    /**
     * A frozen comparison.
     *
     * @param index of the candidate, base = 100
     * @param metrics the most significant first
     */
    record Frozen(
            long id,
            String platform,
            long baseId,
            long candidateId,
            Instant at,
            String rules,
            OptionalDouble index,
            Optional<Interval> interval,
            List<Judged> metrics) {

        Frozen {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A metric of it; changes in percent of the value, positive is larger.
     *
     * @param verdict as {@link org.kpulse.analysis.comparison.Verdict} names it
     */
    record Judged(
            String benchmark,
            String metric,
            String unit,
            boolean lowerIsBetter,
            Side base,
            Side candidate,
            OptionalDouble change,
            Optional<Interval> interval,
            OptionalDouble q,
            OptionalDouble mde,
            String verdict) {}

    /** What one kernel gave: the mean of its boots' means. */
    record Side(double mean, int boots) {}
}
