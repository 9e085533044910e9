package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Time of one series: analysed once, and one point appended to a watch. Run by docs/benchmarks/jmh.sh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChangePointBenchmark {

    @Param({"1000", "10000"})
    int points;

    @Param({"0", "10", "100"})
    int steps;

    private final SplittableRandom random = new SplittableRandom(1);
    private List<SeriesPoint> series = List.of();
    private ChangeWatch watch = ChangeWatch.start(ChangeRules.DEFAULT);
    private double level;

    @Setup
    public void draw() {
        double[] y = Shapes.Noise.NORMAL.draw(points, random);
        for (int step = 1; step <= steps; step++) {
            y = Shapes.level(y, step * points / (steps + 1), points, 3 * random.nextGaussian());
        }
        series = Shapes.points(y);
        level = y[points - 1];
    }

    /** A watch that knows the series and what was found in it. */
    @Setup(Level.Iteration)
    public void resume() {
        List<Finding> frozen = new ArrayList<>();
        for (Finding finding : Shapes.analysed(series)) {
            if (finding.refersTo().isEmpty()) {
                frozen.add(Wording.renumbered(finding, frozen.size() + 1));
            }
        }
        watch = ChangeWatch.resume(ChangeRules.DEFAULT, series, frozen);
    }

    @Benchmark
    public ChangeAnalysis analysedOnce() {
        return ChangeAnalysis.of(series, ChangeRules.DEFAULT);
    }

    @Benchmark
    public List<Finding> appended() {
        return watch.append(SeriesPoint.of("new", Shapes.UNIT * (level + random.nextGaussian())));
    }
}
