package org.kpulse.analysis.comparison;

import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.VariancePrior;

/** What earlier boots say of each metric's noise on the platform. */
@FunctionalInterface
public interface NoisePriors {

    /** Nothing is known: every metric is judged by its own boots alone. */
    NoisePriors NONE = (metric, iterations) -> Optional.empty();

    /**
     * Variance of a boot's mean logarithm over so many iterations, within one kernel; empty if the metric has no history.
     *
     * @param iterations that each boot of the comparison has, at least 1
     */
    Optional<VariancePrior> of(MetricKey metric, int iterations);
}
