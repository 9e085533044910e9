package org.kpulse.analysis.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.BenjaminiHochberg;

/**
 * Compares a candidate kernel with a base kernel on one platform. The unit of replication is the boot: the mean of the natural
 * logarithms of its iterations. Boots are assumed independent and their means about normal. Formulas: docs/statistics.md.
 */
public final class Comparer {

    private Comparer() {}

    /**
     * One answer a metric, in the order given. All metrics tested on this candidate belong in one call: the correction for
     * multiple testing is over what is passed in.
     *
     * @throws AnalysisException if a metric is given twice
     */
    public static List<MetricComparison> compare(List<MetricSamples> metrics, ComparisonRules rules) {
        return compare(metrics, rules, NoisePriors.NONE);
    }

    /** As {@link #compare(List, ComparisonRules)}, with what earlier boots say of each metric's noise. */
    public static List<MetricComparison> compare(
            List<MetricSamples> metrics, ComparisonRules rules, NoisePriors priors) {
        requireDistinct(metrics);
        List<MetricTest> tests = metrics.stream()
                .map(metric -> MetricTest.of(metric, rules, priors))
                .toList();
        double[] p = tests.stream().flatMapToDouble(test -> test.p().stream()).toArray();
        double[] q = BenjaminiHochberg.adjust(p);
        List<MetricComparison> answers = new ArrayList<>(tests.size());
        int tested = 0;
        for (MetricTest test : tests) {
            answers.add(test.p().isPresent() ? test.judged(q[tested++], rules) : test.untested(rules));
        }
        return List.copyOf(answers);
    }

    private static void requireDistinct(List<MetricSamples> metrics) {
        Set<MetricKey> seen = new HashSet<>();
        for (MetricSamples metric : metrics) {
            if (!seen.add(metric.key())) {
                throw new AnalysisException("Metric " + metric.key() + " is given twice; join its boots into one.");
            }
        }
    }
}
