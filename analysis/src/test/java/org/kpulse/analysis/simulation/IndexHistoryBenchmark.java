package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.index.IndexEstimate;
import org.kpulse.analysis.index.IndexHistory;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.LkpTable5;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time of a whole history: 10,000 kernels x 55 metrics of Table 5 x 6 platforms with 3 boots each, every index with its interval; one kernel
 * of ten misses a metric. All samples are in memory. Run by docs/benchmarks/jmh.sh, which gives it 1 GB of heap.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IndexHistoryBenchmark {

    private static final int KERNELS = 10_000;
    private static final int PLATFORMS = 6;
    private static final int BOOTS = 3;

    private final List<MetricKey> metrics = new ArrayList<>();
    private final List<double[][]> kernels = new ArrayList<>();
    private double[][] baseline = {};

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        List<Double> deviations = new ArrayList<>();
        for (LkpTable5.Row row : LkpTable5.ROWS) {
            for (int i = 0; i < row.subtests(); i++) {
                metrics.add(new MetricKey(row.benchmark(), "m" + i));
                deviations.add(row.deviationPercent() / 100);
            }
        }
        baseline = boots(deviations, random);
        for (int i = 0; i < KERNELS * PLATFORMS; i++) {
            double[][] boots = boots(deviations, random);
            if (i % 10 == 0) {
                Arrays.fill(boots[random.nextInt(boots.length)], Double.NaN);
            }
            kernels.add(boots);
        }
    }

    /** Memory in use with all samples and nothing else. */
    @TearDown
    public void sayMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println("samples take " + (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000 + " MB");
    }

    @Benchmark
    public List<IndexHistory.Point> indices() {
        List<IndexHistory.Point> points = new ArrayList<>(kernels.size());
        for (int platform = 0; platform < PLATFORMS; platform++) {
            IndexHistory history = new IndexHistory(metrics, baseline, LkpTable5.weights(), IndexRules.DEFAULT);
            for (int kernel = 0; kernel < KERNELS; kernel++) {
                history.index("kernel", kernels.get(platform * KERNELS + kernel))
                        .ifPresent(points::add);
            }
        }
        return points;
    }

    /** The same, and over the platforms. */
    @Benchmark
    public List<IndexEstimate> indicesOverPlatforms() {
        List<IndexHistory.Point> points = indices();
        List<IndexEstimate> overall = new ArrayList<>(KERNELS);
        for (int kernel = 0; kernel < KERNELS; kernel++) {
            List<IndexEstimate.Term> terms = new ArrayList<>();
            for (int platform = 0; platform < PLATFORMS; platform++) {
                terms.add(new IndexEstimate.Term(
                        1, points.get(platform * KERNELS + kernel).estimate()));
            }
            overall.add(IndexEstimate.weightedMean(terms));
        }
        return overall;
    }

    private static double[][] boots(List<Double> deviations, SplittableRandom random) {
        double[][] logs = new double[deviations.size()][BOOTS];
        for (int i = 0; i < logs.length; i++) {
            for (int boot = 0; boot < BOOTS; boot++) {
                logs[i][boot] = 5 + deviations.get(i) * random.nextGaussian();
            }
        }
        return logs;
    }
}
