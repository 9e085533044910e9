package org.kpulse.analysis.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.Weights;

/**
 * Processor time of one comparison and index of 1,000 metrics x 10 + 10 boots x 10 iterations with 2,000 resamples, on one thread: the first
 * call of the process, and medians when warm; what else runs on the machine matters little. Not a test: how to run it is in docs/statistics.md.
 */
final class AnalysisBenchmark {

    private static final int ROUNDS = 21;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private AnalysisBenchmark() {}

    public static void main(String[] args) {
        for (double deviation : new double[] {0.005, 0.15}) {
            List<MetricSamples> metrics = new Campaign(Noise.NORMAL, 1_000, 10, 10, 0.01, List.of(deviation))
                    .draw(0.005, new SplittableRandom(1));
            List<Double> compare = new ArrayList<>();
            List<Double> index = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long start = CPU.getCurrentThreadCpuTime();
                Comparer.compare(metrics, ComparisonRules.forTime());
                long compared = CPU.getCurrentThreadCpuTime();
                IndexCalculator.compute(metrics, Set.of(), Weights.byRule(), IndexRules.DEFAULT);
                compare.add((compared - start) / 1e6);
                index.add((CPU.getCurrentThreadCpuTime() - compared) / 1e6);
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "deviation %.1f %%: compare first %.1f ms, median %.1f ms; index first %.1f ms, median %.1f ms",
                    100 * deviation,
                    compare.get(0),
                    median(compare),
                    index.get(0),
                    median(index)));
        }
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }
}
