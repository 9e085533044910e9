package org.kpulse.analysis.noise;

import org.kpulse.analysis.AnalysisException;

/**
 * The interval that is wanted of the ratio of two kernels with the same number of boots each.
 *
 * @param halfWidthPercent at most this far up from the ratio, in percent of it; above 0
 * @param confidence of the interval, 0 to 1
 * @param priorDegreesOfFreedom that the comparison adds to those of its own boots (moderated t); 0 for Student's t
 * @param mostIterations no boot is given more than these
 */
public record RepetitionGoal(
        double halfWidthPercent, double confidence, double priorDegreesOfFreedom, int mostIterations) {

    public RepetitionGoal {
        if (!(halfWidthPercent > 0)
                || !Double.isFinite(halfWidthPercent)
                || !(confidence > 0 && confidence < 1)
                || !(priorDegreesOfFreedom >= 0)
                || mostIterations < 1) {
            throw new AnalysisException("A half width of " + halfWidthPercent + " % at a confidence of " + confidence
                    + " with " + priorDegreesOfFreedom + " prior degrees of freedom and at most " + mostIterations
                    + " iterations cannot be planned for.");
        }
    }

    /** 95 %, Student's t, at most 100 iterations. */
    public static RepetitionGoal ofHalfWidthPercent(double percent) {
        return new RepetitionGoal(percent, 0.95, 0, 100);
    }

    /** The half width on the log scale. */
    double logHalfWidth() {
        return Math.log1p(halfWidthPercent / 100);
    }
}
