package org.kpulse.analysis;

import java.util.Arrays;
import java.util.List;

/**
 * What one boot measured of one metric: value i belongs to iteration i, in the order of measurement. Immutable; whether the values
 * are usable is checked by {@link MetricSamples}, which can name the metric.
 */
public final class BootSamples {

    private final String boot;
    private final double[] values;

    private BootSamples(String boot, double[] values) {
        if (boot.isBlank()) {
            throw new AnalysisException("A boot needs an id: it is what an error message names.");
        }
        this.boot = boot;
        this.values = values;
    }

    /** One boot (its run id) with its values in the metric's unit, in iteration order. */
    public static BootSamples of(String boot, double... values) {
        return new BootSamples(boot, values.clone());
    }

    /** As {@link #of(String, double...)}. */
    public static BootSamples of(String boot, List<Double> values) {
        return new BootSamples(
                boot, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Id of the boot; the same boot has the same id in every metric. */
    public String boot() {
        return boot;
    }

    /** Number of iterations. */
    public int count() {
        return values.length;
    }

    /** The values in iteration order, a copy. */
    public double[] values() {
        return values.clone();
    }

    /** Value of iteration {@code i}, counted from 0. */
    public double value(int i) {
        return values[i];
    }

    /**
     * Arithmetic mean of the first {@code iterations} values. A running mean: it cannot overflow, and equal values give exactly
     * that value.
     */
    public double mean(int iterations) {
        double mean = values[0];
        for (int i = 1; i < iterations; i++) {
            mean += (values[i] - mean) / (i + 1);
        }
        return mean;
    }

    /** Mean of the natural logarithms of the first {@code iterations} values, all of which must be positive. */
    public double meanLog(int iterations) {
        double mean = Math.log(values[0]);
        for (int i = 1; i < iterations; i++) {
            mean += (Math.log(values[i]) - mean) / (i + 1);
        }
        return mean;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BootSamples that && boot.equals(that.boot) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * boot.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "BootSamples[" + boot + ", " + Arrays.toString(values) + "]";
    }
}
