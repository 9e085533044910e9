package org.kpulse.analysis.behaviour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/** Boots that lose {@code theta} times the stolen share of time (0 to 30 %). */
record StolenTime(MetricSamples samples, HostValues base, HostValues candidate) {

    static final Optional<Pearson> BASELINE = Optional.of(new Pearson(40, 0.95));

    static StolenTime of(long seed, int base, int candidate, double theta, double noise, double effect) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Double> baseSteal = new HashMap<>();
        Map<String, Double> candidateSteal = new HashMap<>();
        MetricSamples samples = new MetricSamples(
                new MetricKey("fio", "iops"),
                "s",
                Direction.LOWER_IS_BETTER,
                boots(random, "b", base, theta, noise, 0, baseSteal),
                boots(random, "c", candidate, theta, noise, effect, candidateSteal));
        return new StolenTime(
                samples,
                new HostValues(HostCovariate.STEAL, baseSteal),
                new HostValues(HostCovariate.STEAL, candidateSteal));
    }

    private static List<BootSamples> boots(
            SplittableRandom random,
            String name,
            int boots,
            double theta,
            double noise,
            double effect,
            Map<String, Double> steal) {
        List<BootSamples> samples = new ArrayList<>();
        for (int i = 0; i < boots; i++) {
            double stolen = 0.3 * random.nextDouble();
            steal.put(name + i, stolen);
            samples.add(
                    BootSamples.of(name + i, 5 * Math.exp(effect + theta * stolen + noise * random.nextGaussian())));
        }
        return samples;
    }

    StolenTime swapped() {
        List<BootSamples> newBase = samples.candidate();
        List<BootSamples> newCandidate = samples.base();
        HostValues newBaseValues = candidate;
        HostValues newCandidateValues = base;
        return new StolenTime(
                new MetricSamples(samples.key(), "s", Direction.LOWER_IS_BETTER, newBase, newCandidate),
                newBaseValues,
                newCandidateValues);
    }

    AdjustedComparison compare() {
        return compare(BASELINE);
    }

    AdjustedComparison compare(Optional<Pearson> baseline) {
        return CovariateAdjustment.compare(samples, base, candidate, baseline, AdjustmentRules.DEFAULT);
    }

    AdjustedComparison compare(Map<String, Double> baseValues, Map<String, Double> candidateValues) {
        return CovariateAdjustment.compare(
                samples,
                new HostValues(HostCovariate.STEAL, baseValues),
                new HostValues(HostCovariate.STEAL, candidateValues),
                BASELINE,
                AdjustmentRules.DEFAULT);
    }

    MeanDifference welch() {
        return Welch.of(moments(samples.base()), moments(samples.candidate()));
    }

    private static Moments moments(List<BootSamples> boots) {
        return Moments.of(boots.stream().mapToDouble(boot -> boot.meanLog(1)).toArray());
    }
}
