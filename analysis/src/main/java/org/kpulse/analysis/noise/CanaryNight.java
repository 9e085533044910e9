package org.kpulse.analysis.noise;

import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;

/**
 * What a machine measured of its canary in one night.
 *
 * @param metrics what was measured of each metric
 */
public record CanaryNight(Map<MetricKey, Level> metrics) {

    public CanaryNight {
        metrics = Map.copyOf(metrics);
    }

    /**
     * One metric.
     *
     * @param direction which way it is better
     * @param mean over the boots of the night, in the metric's unit, not below 0; 0 has no logarithm and is left out of the trend
     * @param cvPercent coefficient of variation between its boots, percent; NaN if there was one boot only
     */
    public record Level(Direction direction, double mean, double cvPercent) {

        public Level {
            if (!(mean >= 0) || !Double.isFinite(mean) || cvPercent < 0 || Double.isInfinite(cvPercent)) {
                throw new AnalysisException(
                        "A mean of " + mean + " that varies by " + cvPercent + " % is no level of a metric.");
            }
        }
    }
}
