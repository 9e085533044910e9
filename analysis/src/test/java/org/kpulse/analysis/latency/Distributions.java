package org.kpulse.analysis.latency;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.kpulse.analysis.MetricKey;

/** Distributions for the tests. */
final class Distributions {

    static final MetricKey KEY = new MetricKey("schbench", "wakeup");

    private Distributions() {}

    /** Latencies about 1 ms in ns with deviation 0.7 (log), times a boot's own factor. */
    static LatencyHistogram lognormal(
            String boot, SplittableRandom random, int values, double bootSd, LongUnaryOperator changed) {
        LatencyHistogram.Recorder recorder = LatencyHistogram.recorder(KEY, boot);
        double factor = bootSd * random.nextGaussian();
        for (int i = 0; i < values; i++) {
            double value = 1e6 * Math.exp(0.7 * random.nextGaussian() + factor);
            recorder.record(changed.applyAsLong((long) value));
        }
        return recorder.histogram();
    }

    static LatencyHistogram histogram(String boot, long... values) {
        LatencyHistogram.Recorder recorder = LatencyHistogram.recorder(KEY, boot);
        Arrays.stream(values).forEach(recorder::record);
        return recorder.histogram();
    }
}
