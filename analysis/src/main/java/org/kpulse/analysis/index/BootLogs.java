package org.kpulse.analysis.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.Moments;

/**
 * One side of an index: for each metric and boot the mean of {@code y = s * ln(x)} over the boot's iterations, larger being better. The
 * order of the boots changes no bit of what is computed from it.
 */
final class BootLogs {

    private final double[][] logs;
    private final int boots;
    private final Moments[] moments;

    /**
     * Values as they are.
     *
     * @param logs {@code [metric][boot]}, NaN where the boot lacks the metric; each metric has a boot at least
     */
    BootLogs(double[][] logs) {
        this.logs = logs;
        boots = logs.length == 0 ? 0 : logs[0].length;
        moments = new Moments[logs.length];
        for (int i = 0; i < logs.length; i++) {
            moments[i] = Moments.of(present(logs[i]));
        }
    }

    /** What {@code side} of each metric has; a boot is known by its id. */
    static BootLogs of(List<MetricSamples> metrics, Function<MetricSamples, List<BootSamples>> side) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (MetricSamples metric : metrics) {
            for (BootSamples boot : side.apply(metric)) {
                positions.putIfAbsent(boot.boot(), positions.size());
            }
        }
        double[][] logs = new double[metrics.size()][positions.size()];
        for (int i = 0; i < logs.length; i++) {
            MetricSamples metric = metrics.get(i);
            int iterations = metric.commonIterations();
            Arrays.fill(logs[i], Double.NaN);
            for (BootSamples boot : side.apply(metric)) {
                logs[i][positions.getOrDefault(boot.boot(), 0)] =
                        metric.direction().sign() * boot.meanLog(iterations);
            }
        }
        return new BootLogs(logs);
    }

    int boots() {
        return boots;
    }

    int metrics() {
        return logs.length;
    }

    /** Boots that have the metric. */
    int count(int metric) {
        return moments[metric].n();
    }

    /** Mean over the boots. */
    double mean(int metric) {
        return moments[metric].mean();
    }

    /** Sum of squared deviations from the mean. */
    double squares(int metric) {
        Moments m = moments[metric];
        return m.sd() * m.sd() * (m.n() - 1);
    }

    boolean has(int metric, int boot) {
        return !Double.isNaN(logs[metric][boot]);
    }

    /** Deviation of the boot from the mean of all that have the metric; 0 if it has it not. */
    double residual(int metric, int boot) {
        double value = logs[metric][boot];
        return Double.isNaN(value) ? 0 : value - moments[metric].mean();
    }

    /** The values that are there; the array itself if all are. */
    private static double[] present(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            }
        }
        return values;
    }
}
