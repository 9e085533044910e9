package org.kpulse.analysis.behaviour;

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
 * {@link HostCovariate} may be given, by type. It is used only if the slope is sure and the interval becomes shorter although the
 * slope costs a degree of freedom; name one covariate beforehand: trying several and keeping the best understates the noise.
 */
public final class CovariateAdjustment {

    private CovariateAdjustment() {}

    /**
     * Compares logarithms of boots.
     *
     * @throws AnalysisException if a compared value is 0, which has no logarithm
     */
    public static AdjustedComparison compare(
            MetricSamples samples, HostValues base, HostValues candidate, AdjustmentRules rules) {
        if (base.covariate() != candidate.covariate()) {
            throw new AnalysisException("Metric " + samples.key() + " cannot be adjusted for " + base.covariate()
                    + " on one side and " + candidate.covariate() + " on the other.");
        }
        if (samples.hasZero()) {
            throw new AnalysisException("Metric " + samples.key()
                    + " cannot be adjusted for a covariate: a sample is 0 and has no logarithm.");
        }
        double[] baseLogs = logs(samples, samples.base());
        double[] candidateLogs = logs(samples, samples.candidate());
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
        Ancova ancova = fit.get();
        if (ancova.slopeP() > rules.slopeAlpha()) {
            return unadjusted.because(Outcome.UNRELATED);
        }
        if (ancova.halfWidth(rules.confidence()) >= ancova.unadjustedHalfWidth(rules.confidence())) {
            return unadjusted.because(Outcome.NO_GAIN);
        }
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

    private static double[] logs(MetricSamples samples, List<BootSamples> boots) {
        int iterations = samples.commonIterations();
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
