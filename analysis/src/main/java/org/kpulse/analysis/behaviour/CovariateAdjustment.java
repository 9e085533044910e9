package org.kpulse.analysis.behaviour;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.behaviour.AdjustedComparison.Outcome;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/**
 * Takes out of a comparison what the host's state explains of the boots' noise ({@link Ancova}, CUPED). Only a
 * {@link HostCovariate} may be given, by type.
 *
 * <p>Whether it is used is decided without looking at the boots compared: by the correlation over a baseline (the bound nearer to 0)
 * and the number of boots, from which follows how much shorter the interval is to be expected, the lost degree of freedom counted.
 * Deciding by the compared boots is tempting and wrong: their metric keeps the covariate when chance favours it, and leaving it out
 * for its imbalance leaves it out where it is needed most. Simulated, either let p fall below 5 % in 6 to 7 % of comparisons without
 * a change.
 */
public final class CovariateAdjustment {

    private CovariateAdjustment() {}

    /** How ln(metric) goes with the covariate over a baseline's boots that have both; empty where there is no correlation. */
    public static Optional<Pearson> baseline(MetricBoots metric, HostValues values) {
        List<BootSamples> both = metric.boots().stream()
                .filter(boot -> values.byBoot().containsKey(boot.boot()))
                .toList();
        double[] logs = logs(both, metric.iterations());
        boolean finite = Arrays.stream(logs).allMatch(Double::isFinite);
        return finite ? Pearson.of(values(both, values.byBoot()).orElseThrow(), logs) : Optional.empty();
    }

    /**
     * Compares logarithms of boots.
     *
     * @param samples the metric
     * @param base the covariate in the base's boots
     * @param candidate the same covariate in the candidate's
     * @param baseline what {@link #baseline} said of boots not among those compared
     * @throws AnalysisException if a compared value is 0, which has no logarithm
     */
    public static AdjustedComparison compare(
            MetricSamples samples,
            HostValues base,
            HostValues candidate,
            Optional<Pearson> baseline,
            AdjustmentRules rules) {
        if (base.covariate() != candidate.covariate()) {
            throw new AnalysisException("Metric " + samples.key() + " cannot be adjusted for " + base.covariate()
                    + " on one side and " + candidate.covariate() + " on the other.");
        }
        if (samples.hasZero()) {
            throw new AnalysisException("Metric " + samples.key()
                    + " cannot be adjusted for a covariate: a sample is 0 and has no logarithm.");
        }
        int iterations = samples.commonIterations();
        double[] baseLogs = logs(samples.base(), iterations);
        double[] candidateLogs = logs(samples.candidate(), iterations);
        Optional<double[]> baseX = values(samples.base(), base.byBoot());
        Optional<double[]> candidateX = values(samples.candidate(), candidate.byBoot());
        Unadjusted unadjusted = new Unadjusted(samples, base.covariate(), baseLogs, candidateLogs, rules);
        if (baseX.isEmpty() || candidateX.isEmpty()) {
            return unadjusted.because(Outcome.MISSING);
        }
        if (Math.min(baseLogs.length, candidateLogs.length) < 2
                || baseLogs.length + candidateLogs.length - 3 < rules.leastDegreesOfFreedom()) {
            return unadjusted.because(Outcome.TOO_FEW_BOOTS);
        }
        Optional<Ancova> fit = Ancova.of(baseX.get(), baseLogs, candidateX.get(), candidateLogs, rules.sdFloor());
        if (fit.isEmpty()) {
            return unadjusted.because(Outcome.FLAT);
        }
        double explained = explained(baseline, rules.confidence());
        if (explained == 0) {
            return unadjusted.because(Outcome.UNRELATED);
        }
        if (Ancova.expectedWidth(explained, baseLogs.length + candidateLogs.length, rules.confidence()) >= 1) {
            return unadjusted.because(Outcome.NO_GAIN);
        }
        Ancova ancova = fit.get();
        double left = ancova.standardError() / ancova.unadjustedError();
        return new AdjustedComparison(
                samples.key(),
                base.covariate(),
                Outcome.USED,
                ancova.difference(),
                Optional.of(ancova.interval(rules.confidence())),
                OptionalDouble.of(ancova.p()),
                OptionalDouble.of(ancova.degreesOfFreedom()),
                OptionalDouble.of(ancova.theta()),
                OptionalDouble.of(left * left),
                OptionalDouble.of(ancova.covariateDifference()),
                rules.ruleVersion());
    }

    /** Share of the variance that the covariate explains at least: the square of the interval's bound nearer to 0. */
    private static double explained(Optional<Pearson> baseline, double confidence) {
        return baseline.flatMap(pearson -> pearson.interval(confidence))
                .filter(interval -> !interval.contains(0))
                .map(interval -> Math.min(Math.abs(interval.low()), Math.abs(interval.high())))
                .map(r -> r * r)
                .orElse(0.0);
    }

    private static double[] logs(List<BootSamples> boots, int iterations) {
        return boots.stream().mapToDouble(boot -> boot.meanLog(iterations)).toArray();
    }

    private static Optional<double[]> values(List<BootSamples> boots, Map<String, Double> byBoot) {
        return boots.stream().allMatch(boot -> byBoot.containsKey(boot.boot()))
                ? Optional.of(boots.stream()
                        .mapToDouble(boot -> byBoot.getOrDefault(boot.boot(), 0.0))
                        .toArray())
                : Optional.empty();
    }

    /** The comparison without a covariate. */
    private static final class Unadjusted {
        private final MetricSamples samples;
        private final HostCovariate covariate;
        private final Moments base;
        private final Moments candidate;
        private final AdjustmentRules rules;

        Unadjusted(
                MetricSamples samples,
                HostCovariate covariate,
                double[] base,
                double[] candidate,
                AdjustmentRules rules) {
            this.samples = samples;
            this.covariate = covariate;
            this.base = Moments.of(base).withSdAtLeast(rules.sdFloor());
            this.candidate = Moments.of(candidate).withSdAtLeast(rules.sdFloor());
            this.rules = rules;
        }

        AdjustedComparison because(Outcome outcome) {
            Optional<MeanDifference> welch =
                    base.n() >= 2 && candidate.n() >= 2 ? Optional.of(Welch.of(base, candidate)) : Optional.empty();
            return new AdjustedComparison(
                    samples.key(),
                    covariate,
                    outcome,
                    candidate.mean() - base.mean(),
                    welch.map(test -> test.interval(rules.confidence())),
                    welch.map(test -> OptionalDouble.of(test.p())).orElse(OptionalDouble.empty()),
                    welch.map(test -> OptionalDouble.of(test.degreesOfFreedom()))
                            .orElse(OptionalDouble.empty()),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    rules.ruleVersion());
        }
    }
}
