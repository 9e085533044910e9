package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

/**
 * The weighted geometric mean of ratios (DESIGN 6.3, LKP section 4.1):
 * {@code I = 100 * exp(sum w_m (ybar_m,candidate - ybar_m,base) / sum w_m)}, y being +-ln(x) so that larger is better. The interval
 * is over boots: a boot's metrics share its noise and stay together. It holds for the index with the weights stated in the answer; that the
 * same boots may have chosen them is allowed for.
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
        BootLogs base = BootLogs.of(used, MetricSamples::base);
        BootLogs candidate = BootLogs.of(used, MetricSamples::candidate);
        List<MetricKey> keys = used.stream().map(MetricSamples::key).toList();
        BootWeights shares = new BootWeights(WeightPlan.of(keys, weights), base, candidate);
        double[] share = shares.all();
        if (Arrays.stream(share).noneMatch(w -> w > 0)) {
            throw new AnalysisException("There is no index: the weights of all measured metrics are 0.");
        }

        List<Contribution> contributions = new ArrayList<>(used.size());
        double logIndex = 0;
        for (int i = 0; i < share.length; i++) {
            double gain = candidate.mean(i) - base.mean(i);
            contributions.add(new Contribution(keys.get(i), share[i], gain, share[i] * gain));
            logIndex += share[i] * gain;
        }
        IndexInterval interval = IndexInterval.of(
                logIndex,
                SideScores.of(base, share, boot -> shares.without(base, boot), shares.plainShare()),
                SideScores.of(candidate, share, boot -> shares.without(candidate, boot), shares.plainShare()),
                rules);
        IndexEstimate estimate = new IndexEstimate(logIndex, interval.precision());
        return new PerformanceIndex(
                estimate.value(),
                interval.values(),
                interval.method(),
                estimate,
                contributions,
                leftOut,
                rules.ruleVersion());
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
