package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time of the change points of a whole history: 10,000 kernels x 55 metrics x 6 platforms, a series each, ten steps in every second
 * one. All points are in memory. Run by docs/benchmarks/jmh.sh, which gives it 1 GB of heap.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SeriesHistoryBenchmark {

    private static final int KERNELS = 10_000;
    private static final int SERIES = 55 * 6;
    private static final int STEPS = 10;

    private final List<List<SeriesPoint>> history = new ArrayList<>();

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SERIES; i++) {
            double[] y = Shapes.Noise.NORMAL.draw(KERNELS, random);
            for (int step = 1; i % 2 == 0 && step <= STEPS; step++) {
                y = Shapes.level(y, step * KERNELS / (STEPS + 1), KERNELS, 3 * random.nextGaussian());
            }
            history.add(Shapes.points(y));
        }
    }

    @Benchmark
    public long changePoints() {
        return history.stream()
                .mapToLong(series -> ChangeAnalysis.of(series, ChangeRules.DEFAULT)
                        .findings()
                        .size())
                .sum();
    }
}
