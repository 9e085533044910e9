package org.kpulse.analysis.noise;

import org.kpulse.analysis.AnalysisException;

/**
 * How far the boots of one kernel differed, against what the metric's components predict.
 *
 * @param ratio sample variance of the boot means within builds over the variance the components give them; not negative
 * @param degreesOfFreedom boots less builds, at least 1
 */
public record GroupVariance(double ratio, int degreesOfFreedom) {
    public GroupVariance {
        if (!(ratio >= 0) || !Double.isFinite(ratio) || degreesOfFreedom < 1) {
            throw new AnalysisException(
                    "A variance ratio of " + ratio + " with " + degreesOfFreedom + " degrees of freedom is none.");
        }
    }
}
