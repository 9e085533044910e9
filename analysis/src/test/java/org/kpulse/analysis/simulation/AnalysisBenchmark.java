package org.kpulse.analysis.simulation;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time of one comparison with its index: 1,000 metrics x 10 + 10 boots x 10 iterations and 2,000 resamples, on one thread, warm. Run by
 * docs/benchmarks/jmh.sh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AnalysisBenchmark {

    /** Deviation between boots; at 0.15 most metrics are inconclusive and their boots are planned. */
    @Param({"0.005", "0.15"})
    public double deviation;

    private List<MetricSamples> metrics = List.of();

    /** All that is measured. */
    public record Answer(List<MetricComparison> comparisons, PerformanceIndex index) {}

    @Setup
    public void draw() {
        metrics = new Campaign(NoiseShape.NORMAL, 1_000, 10, 10, 0.01, List.of(deviation))
                .draw(0.005, new SplittableRandom(1));
    }

    @Benchmark
    public Answer compareWithIndex() {
        return new Answer(compare(), index());
    }

    @Benchmark
    public List<MetricComparison> compare() {
        return Comparer.compare(metrics, ComparisonRules.forTime());
    }

    @Benchmark
    public PerformanceIndex index() {
        return IndexCalculator.compute(metrics, Set.of(), Weights.byRule(), IndexRules.DEFAULT);
    }
}
