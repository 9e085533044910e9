package org.kpulse.analysis.noise;

import org.kpulse.analysis.AnalysisException;

/**
 * How sure three variance components are: the variances and covariances of their estimates, 0 for those that were not estimated.
 * On the scale of variances squared.
 */
public record ComponentCovariance(
        double iteration, double boot, double build, double iterationBoot, double iterationBuild, double bootBuild) {

    /** Nothing was estimated, or nothing varies. */
    static final ComponentCovariance NONE = new ComponentCovariance(0, 0, 0, 0, 0, 0);

    public ComponentCovariance {
        if (!Double.isFinite(iteration + boot + build + iterationBoot + iterationBuild + bootBuild)) {
            throw new AnalysisException("Covariances of variance components must be finite.");
        }
    }

    /** Variance of the estimate of {@code perIteration * iteration + boot + builds * build}. */
    double ofSum(double perIteration, double builds) {
        return perIteration * perIteration * iteration
                + boot
                + builds * builds * build
                + 2 * perIteration * iterationBoot
                + 2 * perIteration * builds * iterationBuild
                + 2 * builds * bootBuild;
    }

    /** With what was called boot called build. */
    ComponentCovariance bootAsBuild() {
        return new ComponentCovariance(iteration, 0, boot, 0, iterationBoot, 0);
    }
}
