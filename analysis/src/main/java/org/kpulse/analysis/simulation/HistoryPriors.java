package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.inference.FDistributionFit;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.VariancePrior;

/** TEMP experiment. */
final class HistoryPriors {
    static double lastD0;

    static NoisePriors of(Map<MetricKey, List<List<BootSamples>>> history) {
        if (history.values().stream().allMatch(List::isEmpty)) {
            return NoisePriors.NONE;
        }
        Map<MetricKey, VariancePrior> priors = new LinkedHashMap<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> dfs = new ArrayList<>();
        Map<MetricKey, double[]> pooled = new LinkedHashMap<>();
        history.forEach((key, kernels) -> {
            double sum = 0;
            double df = 0;
            List<Moments> groups = new ArrayList<>();
            for (List<BootSamples> boots : kernels) {
                Moments m = Moments.of(
                        boots.stream().mapToDouble(b -> b.meanLog(b.count())).toArray());
                groups.add(m);
                sum += (m.n() - 1) * m.sd() * m.sd();
                df += m.n() - 1;
            }
            double variance = sum / df;
            pooled.put(key, new double[] {variance, df});
            for (Moments m : groups) {
                ratios.add(m.sd() * m.sd() / variance);
                dfs.add(m.n() - 1.0);
            }
        });
        double d0 = FDistributionFit.of(
                        ratios.stream().mapToDouble(d -> d).toArray(),
                        dfs.stream().mapToDouble(d -> d).toArray())
                .degreesOfFreedom();
        lastD0 = d0;
        pooled.forEach((key, v) -> priors.put(key, new VariancePrior(v[0], Math.min(50, 1 / (1 / d0 + 1 / v[1])))));
        return (metric, iterations) -> Optional.ofNullable(priors.get(metric));
    }
}
