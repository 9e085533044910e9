package org.kpulse.analysis.changepoint;

import java.util.Arrays;
import java.util.List;

/**
 * What is to be found in a whole series, analysed once. Assumes levels that stay for 3 points or more and noise of one scale (per-point standard
 * errors apart), correlated between neighbours at most; needs about 8 points to say anything. Formulas, error rates and power:
 * docs/statistics.md. Time grows about linearly with the number of points.
 *
 * @param findings in the order of their position, numbered from 1
 * @param noiseSd deviation of a typical point about its level, on the scale of y
 * @param correlation of neighbouring points, 0 if it could be chance
 * @param points number of points that were measured
 */
public record ChangeAnalysis(List<Finding> findings, double noiseSd, double correlation, int points) {

    public ChangeAnalysis {
        findings = List.copyOf(findings);
    }

    /** A first division is generous, so that no change hides in the noise estimated from it. */
    private static final double GENEROUS = 0.7;

    private static final int FEWEST = 2 * Boundary.LEAST;
    private static final int PASSES = 2;

    /** All changes of the series, with one point a kernel in their order. */
    public static ChangeAnalysis of(List<SeriesPoint> points, ChangeRules rules) {
        List<Seen> seen = Seen.of(points);
        if (seen.isEmpty()) {
            return new ChangeAnalysis(List.of(), rules.sdFloor(), 0, 0);
        }
        Prepared series = Prepared.of(seen, seen.size(), rules.sdFloor());
        int n = series.size();
        int[] ends = {0, n};
        ArNoise noise = series.noise(Levels.flat(ends), n, rules.sdFloor());
        if (n >= FEWEST) {
            int[] candidates = Screening.candidates(series.sums());
            ArNoise guess = ArNoise.known(series.scale());
            ends = Segmentation.levels(series.sums(), candidates, guess, GENEROUS);
            for (int pass = 0; pass < PASSES && ends.length > 2; pass++) {
                noise = series.noise(Levels.flat(ends), n, rules.sdFloor());
                int[] before = ends;
                ends = Segmentation.levels(series.sums(), candidates, noise, series.unit(noise));
                if (Arrays.equals(before, ends)) {
                    break;
                }
            }
            noise = series.noise(Levels.flat(ends), n, rules.sdFloor());
        }
        List<Finding> findings = new Report(series, noise, rules).of(ends);
        return new ChangeAnalysis(findings, noise.sigma(), noise.correlation(), n);
    }
}
