package org.kpulse.analysis.latency;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.StudentisedBootstrap;
import org.kpulse.analysis.inference.Welch;
import org.kpulse.analysis.latency.QuantileComparison.Method;
import org.kpulse.analysis.latency.QuantileComparison.Remark;
import org.kpulse.analysis.latency.QuantileComparison.Scale;

/**
 * Compares quantiles of two kernels. Values within a boot are not independent (they share its layout and luck, and a stall hits
 * many of them), so they are never pooled: each boot gives one logarithm of its quantile, and those are compared as boot means are
 * elsewhere: Welch's t for few boots, from 8 on a studentised bootstrap of boots (docs/statistics.md).
 */
public final class LatencyComparer {

    private static final double UNEQUAL = 1.1;

    private LatencyComparer() {}

    /** The quantiles in the order given. Their p values are to be corrected together with all others of the candidate. */
    public static List<QuantileComparison> compare(
            LatencySamples samples, List<Quantile> quantiles, LatencyRules rules) {
        return quantiles.stream()
                .map(quantile -> compare(samples, quantile, rules))
                .toList();
    }

    private static QuantileComparison compare(LatencySamples samples, Quantile quantile, LatencyRules rules) {
        QuantileScores scores = new QuantileScores(samples, quantile);
        double floor = Math.max(rules.sdFloor(), scores.rounding());
        Moments rawBase = Moments.of(scores.base());
        Moments rawCandidate = Moments.of(scores.candidate());
        boolean enoughBoots = rawBase.n() >= 2 && rawCandidate.n() >= 2;
        boolean tested = enoughBoots && samples.defines(quantile);

        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        note(remarks, Remark.TOO_FEW_BOOTS, !enoughBoots);
        note(remarks, Remark.TOO_FEW_VALUES, !samples.defines(quantile));
        note(remarks, Remark.ZERO_QUANTILE, scores.scale() == Scale.ABSOLUTE);
        note(remarks, Remark.RESOLUTION, tested && Math.min(rawBase.sd(), rawCandidate.sd()) < floor);
        note(remarks, Remark.UNEQUAL_COUNTS, quantile.equals(Quantile.MAX) && hasUnequalCounts(samples));

        Optional<MeanDifference> welch = tested
                ? Optional.of(Welch.of(rawBase.withSdAtLeast(floor), rawCandidate.withSdAtLeast(floor)))
                : Optional.empty();
        boolean resampled = Math.min(rawBase.n(), rawCandidate.n()) >= rules.leastBootsToResample()
                && Math.max(rawBase.sd(), rawCandidate.sd()) >= floor;
        Method tester = resampled ? Method.STUDENTISED_BOOTSTRAP : Method.WELCH_T;
        Optional<Interval> interval = welch.map(test -> resampled
                ? new StudentisedBootstrap(rules.confidence(), rules.resamples(), floor, rules.seed())
                        .difference(scores.base(), scores.candidate())
                : test.interval(rules.confidence()));
        return new QuantileComparison(
                quantile,
                scores.level(rawBase.mean()),
                scores.level(rawCandidate.mean()),
                scores.scale(),
                scores.difference(rawCandidate.mean() - rawBase.mean()),
                interval.map(i -> new Interval(scores.difference(i.low()), scores.difference(i.high()))),
                tested ? tester : Method.NONE,
                welch.map(test -> OptionalDouble.of(test.p())).orElse(OptionalDouble.empty()),
                remarks,
                rules.ruleVersion());
    }

    private static boolean hasUnequalCounts(LatencySamples samples) {
        double base = meanCount(samples.base());
        double candidate = meanCount(samples.candidate());
        return Math.max(base, candidate) > UNEQUAL * Math.min(base, candidate);
    }

    private static double meanCount(List<LatencyHistogram> boots) {
        return boots.stream().mapToLong(LatencyHistogram::count).average().orElseThrow();
    }

    private static void note(Set<Remark> remarks, Remark remark, boolean applies) {
        if (applies) {
            remarks.add(remark);
        }
    }
}
