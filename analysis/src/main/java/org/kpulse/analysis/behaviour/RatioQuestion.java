package org.kpulse.analysis.behaviour;

import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricSamples;

/**
 * A metric of two kernels and the counter that drives it.
 *
 * @param samples the metric
 * @param baseline how the two went together over baseline boots: its sign says whether their ratio or their product is asked about
 * @param base the counter in the base's boots
 * @param candidate the counter in the candidate's
 */
public record RatioQuestion(MetricSamples samples, CounterCorrelation baseline, Counter base, Counter candidate) {

    public RatioQuestion {
        if (!samples.key().equals(baseline.metric())
                || !base.name().equals(baseline.counter())
                || !candidate.name().equals(baseline.counter())) {
            throw new AnalysisException("A correlation of " + baseline.metric() + " with " + baseline.counter()
                    + " says nothing of " + samples.key() + " and counters " + base.name() + " and " + candidate.name()
                    + ".");
        }
        if (baseline.pearson().isEmpty()) {
            throw new AnalysisException("Metric " + samples.key() + " has no correlation with " + baseline.counter()
                    + "; only a metric that a counter drives has a ratio to ask about.");
        }
    }

    /** +1 if they rise together (the ratio is asked about), -1 if one falls as the other rises (the product). */
    int sign() {
        return baseline.pearson().orElseThrow().r() < 0 ? -1 : 1;
    }
}
