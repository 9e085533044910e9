package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;

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

    /**
     * The 55 metrics of LKP's Table 5 with the deviation that its authors measured for each benchmark (Chen, Ananiev and Tikhonov
     * 2007): {@code reaim7/1} at 0.46 % to {@code iozone/21} at 14.7 %.
     */
    public static List<SimulatedMetric> table5() {
        List<SimulatedMetric> metrics = new ArrayList<>();
        add(metrics, "reaim7", 1, 0.46);
        add(metrics, "aiostress", 8, 12.8);
        add(metrics, "cpu-int-fp", 2, 0.6);
        add(metrics, "dbench", 1, 11.3);
        add(metrics, "fileio", 1, 11.8);
        add(metrics, "iozone", 21, 14.7);
        add(metrics, "kbuild", 1, 1.4);
        add(metrics, "mmbench", 1, 4.9);
        add(metrics, "netperf", 7, 1.6);
        add(metrics, "java-business", 1, 0.6);
        add(metrics, "tbench", 1, 12.7);
        add(metrics, "tiobench", 9, 11.4);
        add(metrics, "volanomark", 1, 0.8);
        return List.copyOf(metrics);
    }

    private static void add(List<SimulatedMetric> metrics, String benchmark, int subtests, double percent) {
        for (int i = 1; i <= subtests; i++) {
            metrics.add(new SimulatedMetric(new MetricKey(benchmark, Integer.toString(i)), percent / 100));
        }
    }
}
