package org.kpulse.harness.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.run.Sample;

/** All samples of one metric in one run with their rollup, one row of {@code run_metric}. */
final class SampleSeries {

    private static final int MAX_ITERATIONS = 1_000_000;

    private final double[] values; // by iteration, NaN where one gave none; the last is a number
    private int n;
    private double mean;
    private double sumLn;
    private double min = Double.POSITIVE_INFINITY;
    private double max;

    private SampleSeries(double[] values) {
        this.values = values;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                n++;
                mean += (value - mean) / n; // no overflow near the largest number
                sumLn += Math.log(value);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
    }

    /**
     * The name of a metric, which is unique among the benchmarks of a suite.
     *
     * @param benchmark name of the recipe
     * @param metric name within it
     */
    record Name(String benchmark, String metric) {}

    /** The samples of a run by metric. Two samples of one metric and iteration are an {@link InfraException}. */
    static Map<Name, SampleSeries> of(List<Sample> samples) {
        Map<Name, double[]> values = new LinkedHashMap<>();
        for (Sample sample : samples) {
            values.merge(
                    new Name(sample.benchmark(), sample.metric()),
                    alone(sample),
                    (before, one) -> joined(before, sample));
        }
        Map<Name, SampleSeries> series = new LinkedHashMap<>();
        values.forEach((name, list) -> series.put(name, new SampleSeries(list)));
        return series;
    }

    private static double[] alone(Sample sample) {
        if (sample.iteration() >= MAX_ITERATIONS) {
            throw new InfraException("Iteration " + sample.iteration() + " of " + sample.benchmark() + "/"
                    + sample.metric() + " is beyond " + MAX_ITERATIONS + ".");
        }
        double[] values = new double[sample.iteration() + 1];
        Arrays.fill(values, Double.NaN);
        values[sample.iteration()] = sample.value();
        return values;
    }

    private static double[] joined(double[] before, Sample sample) {
        int size = before.length;
        double[] values = sample.iteration() < size ? before : Arrays.copyOf(before, sample.iteration() + 1);
        Arrays.fill(values, size, values.length, Double.NaN);
        if (!Double.isNaN(values[sample.iteration()])) {
            throw new InfraException("Two samples of " + sample.benchmark() + "/" + sample.metric() + " in iteration "
                    + sample.iteration() + " of one run.");
        }
        values[sample.iteration()] = sample.value();
        return values;
    }

    /** The row of {@code COPY run_metric} in text format, with its line end. */
    void copyTo(StringBuilder out, long runId, long metricId) {
        out.append(runId)
                .append('\t')
                .append(metricId)
                .append('\t')
                .append(n)
                .append('\t')
                .append(mean)
                .append('\t');
        out.append(min == 0 ? "\\N" : String.valueOf(sumLn / n)).append('\t');
        out.append(min).append('\t').append(max).append("\t{");
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(Double.isNaN(values[i]) ? "NULL" : String.valueOf(values[i]));
        }
        out.append("}\n");
    }
}
