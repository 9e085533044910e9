package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.changepoint.ChangeAnalysis;
import org.kpulse.analysis.changepoint.ChangeRules;
import org.kpulse.analysis.changepoint.ChangeWatch;
import org.kpulse.analysis.changepoint.Finding;
import org.kpulse.analysis.changepoint.SeriesPoint;

/**
 * How often a step in a series of kernels is found, and how often one is found where there is none.
 *
 * @param shape of the noise of a point
 * @param correlation of a point's noise with that of the one before, above -1 and below 1
 * @param points of a series, at least 1
 * @param step size of the step in deviations; 0 for none
 * @param after points from the step on, at the end of the series; 0 to {@code points}
 */
public record DetectSimulation(NoiseShape shape, double correlation, int points, double step, int after) {

    /** A finding counts for a step if it lies at most so many points beside it. */
    private static final int NEAR = 5;

    private static final double DEVIATION = 0.01;

    public DetectSimulation {
        if (points < 1 || after < 0 || after > points || !(Math.abs(correlation) < 1) || !Double.isFinite(step)) {
            throw new AnalysisException(
                    "A series needs a point, a step within it and a correlation between -1 and 1, not " + points
                            + " points, " + after + " after the step and a correlation of " + correlation + ".");
        }
    }

    /**
     * What was seen.
     *
     * @param series looked at
     * @param points in them
     * @param found series whose step was found in the analysis of all points
     * @param offlineFalse changes found in the analysis of all points where there was none
     * @param onlineFound series whose step was found by the watch, point after point
     * @param onlineFalse changes that the watch found where there was none
     */
    public record Counts(long series, long points, long found, long offlineFalse, long onlineFound, long onlineFalse) {

        Counts plus(Counts other) {
            return new Counts(
                    series + other.series,
                    points + other.points,
                    found + other.found,
                    offlineFalse + other.offlineFalse,
                    onlineFound + other.onlineFound,
                    onlineFalse + other.onlineFalse);
        }

        /** Share of steps found in the analysis of the whole series. */
        public double power() {
            return (double) found / series;
        }

        /** Share of steps found by the watch. */
        public double onlinePower() {
            return (double) onlineFound / series;
        }

        /** False changes for each thousand points, in the analysis of whole series. */
        public double falsePerThousand() {
            return 1000.0 * offlineFalse / points;
        }

        /** False alerts for each thousand points, of the watch, before fresh boots confirm or refute them. */
        public double onlineFalsePerThousand() {
            return 1000.0 * onlineFalse / points;
        }
    }

    /** Runs it; equal seeds give equal numbers. */
    public Counts run(int series, long seed) {
        return LongStream.range(0, series)
                .parallel()
                .mapToObj(i -> one(new SplittableRandom(seed * 1_000_003 + i)))
                .reduce(new Counts(0, 0, 0, 0, 0, 0), Counts::plus);
    }

    private Counts one(SplittableRandom random) {
        List<SeriesPoint> drawn = new ArrayList<>(points);
        double noise = shape.draw(random);
        double fresh = Math.sqrt(1 - correlation * correlation);
        ChangeWatch watch = ChangeWatch.start(ChangeRules.DEFAULT);
        for (int i = 0; i < points; i++) {
            noise = i == 0 ? noise : correlation * noise + fresh * shape.draw(random);
            drawn.add(SeriesPoint.of("k" + i, DEVIATION * (noise + (i >= points - after ? step : 0))));
            watch.append(drawn.get(i));
        }
        List<Finding> all = ChangeAnalysis.of(drawn, ChangeRules.DEFAULT).findings();
        return new Counts(
                1, points, found(all) ? 1 : 0, wrong(all), found(watch.findings()) ? 1 : 0, wrong(watch.findings()));
    }

    private boolean found(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.kind().isAlert() && isNear(finding));
    }

    private long wrong(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind().isAlert() && !isNear(finding))
                .count();
    }

    private boolean isNear(Finding finding) {
        int place = points - after;
        return step != 0 && after > 0 && Math.abs(finding.position() - place) <= NEAR;
    }
}
