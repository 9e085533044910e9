package org.kpulse.analysis.latency;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kpulse.analysis.Finite;
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
    private static final double ROUNDING_SD = 1 / Math.sqrt(12); // of a uniform error, in widths

    private LatencyComparer() {}

    /** The quantiles in the order given. Their p values are to be corrected together with all others of the candidate. */
    public static List<QuantileComparison> compare(
            LatencySamples samples, List<Quantile> quantiles, LatencyRules rules) {
        return quantiles.stream()
                .map(quantile -> compare(samples, quantile, rules))
                .toList();
    }

    private static QuantileComparison compare(LatencySamples samples, Quantile quantile, LatencyRules rules) {
        double largest = Math.max(largest(samples.base(), quantile), largest(samples.candidate(), quantile));
        boolean zero = hasZero(samples.base(), quantile) || hasZero(samples.candidate(), quantile);
        // on the absolute scale: shares of the largest
        double unit = largest > 0 ? largest : 1;
        double[] base = scores(samples.base(), quantile, zero, unit);
        double[] candidate = scores(samples.candidate(), quantile, zero, unit);
        Moments rawBase = Moments.of(base);
        Moments rawCandidate = Moments.of(candidate);
        boolean enoughBoots = base.length >= 2 && candidate.length >= 2;
        boolean tested = enoughBoots && samples.defines(quantile);
        double floor = Math.max(
                rules.sdFloor(),
                Math.max(
                        rounding(samples.base(), quantile, zero, unit),
                        rounding(samples.candidate(), quantile, zero, unit)));

        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        note(remarks, Remark.TOO_FEW_BOOTS, !enoughBoots);
        note(remarks, Remark.TOO_FEW_VALUES, !samples.defines(quantile));
        note(remarks, Remark.ZERO_QUANTILE, zero);
        note(remarks, Remark.RESOLUTION, tested && Math.min(rawBase.sd(), rawCandidate.sd()) < floor);
        note(remarks, Remark.UNEQUAL_COUNTS, quantile.equals(Quantile.MAX) && hasUnequalCounts(samples));

        boolean resampled = tested
                && Math.min(base.length, candidate.length) >= rules.leastBootsToResample()
                && Math.max(rawBase.sd(), rawCandidate.sd()) >= floor;
        Optional<MeanDifference> welch = tested
                ? Optional.of(Welch.of(rawBase.withSdAtLeast(floor), rawCandidate.withSdAtLeast(floor)))
                : Optional.empty();
        Optional<Interval> interval = welch.map(test -> resampled
                ? new StudentisedBootstrap(rules.confidence(), rules.resamples(), floor, rules.seed())
                        .difference(base, candidate)
                : test.interval(rules.confidence()));
        return new QuantileComparison(
                quantile,
                zero ? rawBase.mean() * unit : Math.exp(rawBase.mean()),
                zero ? rawCandidate.mean() * unit : Math.exp(rawCandidate.mean()),
                zero ? Scale.ABSOLUTE : Scale.LOG,
                inUnit(rawCandidate.mean() - rawBase.mean(), zero, unit),
                interval.map(i -> new Interval(inUnit(i.low(), zero, unit), inUnit(i.high(), zero, unit))),
                method(tested, resampled),
                welch.map(test -> OptionalDouble.of(test.p())).orElse(OptionalDouble.empty()),
                remarks,
                rules.ruleVersion());
    }

    private static double inUnit(double difference, boolean zero, double unit) {
        return zero ? Finite.saturate(difference * unit) : difference;
    }

    private static Method method(boolean tested, boolean resampled) {
        if (!tested) {
            return Method.NONE;
        }
        return resampled ? Method.STUDENTISED_BOOTSTRAP : Method.WELCH_T;
    }

    private static double[] scores(List<LatencyHistogram> boots, Quantile quantile, boolean zero, double unit) {
        return boots.stream()
                .mapToDouble(boot -> boot.value(quantile).orElseThrow())
                .map(value -> zero ? value / unit : Math.log(value))
                .toArray();
    }

    /** Standard deviation of the rounding to buckets, of the boot where it is largest, on the scale of the scores. */
    private static double rounding(List<LatencyHistogram> boots, Quantile quantile, boolean zero, double unit) {
        return boots.stream()
                .mapToDouble(boot -> boot.width(quantile).orElseThrow()
                        / (zero ? unit : boot.value(quantile).orElseThrow()))
                .map(width -> width * ROUNDING_SD)
                .max()
                .orElseThrow();
    }

    private static double largest(List<LatencyHistogram> boots, Quantile quantile) {
        return boots.stream()
                .mapToDouble(boot -> boot.value(quantile).orElseThrow())
                .max()
                .orElseThrow();
    }

    private static boolean hasZero(List<LatencyHistogram> boots, Quantile quantile) {
        return boots.stream().anyMatch(boot -> boot.value(quantile).orElseThrow() == 0);
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
