package org.kpulse.analysis.noise;

import org.kpulse.analysis.AnalysisException;

/**
 * What measuring takes, in seconds of the machine.
 *
 * @param build one build of a kernel; not negative
 * @param boot one boot up to its first counted iteration, warm-up included; above 0
 * @param iteration one iteration; above 0
 */
public record RepetitionCosts(double build, double boot, double iteration) {
    public RepetitionCosts {
        if (!(build >= 0 && boot > 0 && iteration > 0) || !Double.isFinite(build + boot + iteration)) {
            throw new AnalysisException("Costs must be finite seconds, of a boot and an iteration above 0, not " + build
                    + ", " + boot + " and " + iteration + ".");
        }
    }

    /** Seconds of one boot with its iterations. */
    public double ofBoot(int iterations) {
        return boot + iterations * iteration;
    }
}
