package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/**
 * The weighted geometric mean of ratios (DESIGN 6.3, LKP section 4.1):
 * {@code I = 100 * exp(sum w_m (ybar_m,candidate - ybar_m,base) / sum w_m)}, y being +-ln(x) so that larger is better. The interval
 * is over boots: a boot's metrics share its noise and stay together. Weights are taken as known.
 */
public final class IndexCalculator {

    private IndexCalculator() {}

    /**
     * The index over {@code metrics}.
     *
     * @param metrics what both kernels measured, each metric once
     * @param expected metrics that should be in it; those that are not in {@code metrics} are named in the answer
     * @throws AnalysisException if no metric is left, if one is given twice, or if all weights are 0
     */
    public static PerformanceIndex compute(
            List<MetricSamples> metrics, Set<MetricKey> expected, Weights weights, IndexRules rules) {
        List<MetricSamples> used =
                metrics.stream().filter(metric -> !metric.hasZero()).toList();
        List<LeftOut> leftOut = leftOut(metrics, expected);
        if (used.isEmpty()) {
            throw new AnalysisException(
                    "There is no index: none of the metrics was measured with positive samples on both"
                            + " kernels; missing: "
                            + leftOut.stream().map(LeftOut::key).toList() + ".");
        }
        Map<MetricKey, Double> resolved = WeightResolver.resolve(used, weights);
        double totalWeight =
                resolved.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(totalWeight > 0)) {
            throw new AnalysisException("There is no index: the weights of all measured metrics are 0.");
        }

        List<Contribution> contributions = new ArrayList<>(used.size());
        SideScores.Builder base = new SideScores.Builder();
        SideScores.Builder candidate = new SideScores.Builder();
        double logIndex = 0;
        for (MetricSamples metric : used) {
            double weight = resolved.getOrDefault(metric.key(), 0.0) / totalWeight;
            Map<String, Double> baseLogs = gains(metric, metric.base());
            Map<String, Double> candidateLogs = gains(metric, metric.candidate());
            double baseMean = mean(baseLogs);
            double gain = mean(candidateLogs) - baseMean;
            if (weight > 0) {
                base.add(weight, 0, baseMean, baseLogs);
                candidate.add(weight, gain, baseMean + gain, candidateLogs);
            }
            contributions.add(new Contribution(metric.key(), weight, gain, weight * gain));
            logIndex += weight * gain;
        }
        Scored scored = scored(base.build(), candidate.build(), rules);
        double index = logIndex;
        return new PerformanceIndex(
                value(index),
                scored.interval().map(i -> new Interval(value(i.low()), value(i.high()))),
                scored.method(),
                index,
                contributions,
                leftOut,
                rules.ruleVersion());
    }

    private record Scored(Optional<Interval> interval, PerformanceIndex.Method method) {}

    private static Scored scored(SideScores base, SideScores candidate, IndexRules rules) {
        int fewest = Math.min(base.fewest(), candidate.fewest());
        if (fewest < 2) {
            return new Scored(Optional.empty(), PerformanceIndex.Method.NONE);
        }
        Moments baseMoments = base.moments();
        Moments candidateMoments = candidate.moments();
        boolean varies = baseMoments.sd() >= rules.sdFloor() || candidateMoments.sd() >= rules.sdFloor();
        boolean resampled = base.complete() && candidate.complete() && fewest >= rules.leastBootsToResample() && varies;
        if (resampled) {
            Interval interval = new BootBootstrap(base.scores(), candidate.scores(), rules.sdFloor())
                    .interval(rules.confidence(), rules.resamples(), rules.seed());
            return new Scored(Optional.of(interval), PerformanceIndex.Method.STUDENTISED_BOOTSTRAP);
        }
        MeanDifference welch =
                Welch.of(baseMoments.withSdAtLeast(rules.sdFloor()), candidateMoments.withSdAtLeast(rules.sdFloor()));
        return new Scored(Optional.of(welch.interval(rules.confidence())), PerformanceIndex.Method.WELCH_T);
    }

    private static Map<String, Double> gains(MetricSamples metric, List<BootSamples> boots) {
        int iterations = metric.commonIterations();
        int sign = metric.direction().sign();
        Map<String, Double> byBoot = new LinkedHashMap<>();
        boots.forEach(boot -> byBoot.put(boot.boot(), sign * boot.meanLog(iterations)));
        return byBoot;
    }

    private static double mean(Map<String, Double> byBoot) {
        return Moments.of(byBoot.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .mean();
    }

    private static double value(double logIndex) {
        return Finite.saturate(100 * Math.exp(logIndex));
    }

    private static List<LeftOut> leftOut(List<MetricSamples> metrics, Set<MetricKey> expected) {
        List<LeftOut> leftOut = new ArrayList<>();
        Set<MetricKey> measured = new HashSet<>();
        for (MetricSamples metric : metrics) {
            if (!measured.add(metric.key())) {
                throw new AnalysisException("Metric " + metric.key() + " is given twice; join its boots into one.");
            }
            if (metric.hasZero()) {
                leftOut.add(new LeftOut(metric.key(), LeftOut.Reason.ZERO_SAMPLES));
            }
        }
        for (MetricKey key : new TreeSet<>(expected)) {
            if (!measured.contains(key)) {
                leftOut.add(new LeftOut(key, LeftOut.Reason.NOT_MEASURED));
            }
        }
        return leftOut;
    }
}
