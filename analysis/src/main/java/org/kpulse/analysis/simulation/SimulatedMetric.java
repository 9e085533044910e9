package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.index.LkpTable5;

/**
 * A metric as a simulation knows it.
 *
 * @param key the metric
 * @param deviation standard deviation of a boot's mean logarithm, as a share of 1, above 0
 */
public record SimulatedMetric(MetricKey key, double deviation) {

    public SimulatedMetric {
        if (!(deviation > 0) || !Double.isFinite(deviation)) {
            throw new AnalysisException("The deviation of " + key + " must be above 0, not " + deviation + ".");
        }
    }

    /** The 55 metrics of {@link LkpTable5} with its deviations: {@code Reaim7/1} at 0.46 % to {@code Iozone/21} at 14.7 %. */
    public static List<SimulatedMetric> table5() {
        List<SimulatedMetric> metrics = new ArrayList<>();
        for (LkpTable5.Row row : LkpTable5.ROWS) {
            for (int i = 1; i <= row.subtests(); i++) {
                MetricKey key = new MetricKey(row.benchmark(), Integer.toString(i));
                metrics.add(new SimulatedMetric(key, row.deviationPercent() / 100));
            }
        }
        return List.copyOf(metrics);
    }
}
