package org.kpulse.analysis.inference;

import org.kpulse.analysis.AnalysisException;

/** Placeholder until merged. */
public record VariancePrior(double variance, double degreesOfFreedom) {
    public VariancePrior {
        if (!(variance > 0) || !(degreesOfFreedom > 0)) {
            throw new AnalysisException("prior");
        }
    }

    public double posterior(double observed, double df) {
        return (degreesOfFreedom * variance + df * observed) / (degreesOfFreedom + df);
    }
}
