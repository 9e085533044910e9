package org.kpulse.analysis.latency;

import java.util.List;
import java.util.stream.Stream;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.latency.QuantileComparison.Scale;

/** One quantile of every boot on the scale on which it is compared: logarithms, or shares of the largest if a boot's is 0. */
final class QuantileScores {

    private static final double ROUNDING_SD = 1 / Math.sqrt(12); // of a uniform error, in widths

    private final LatencySamples samples;
    private final Quantile quantile;
    private final Scale scale;
    private final double unit;

    QuantileScores(LatencySamples samples, Quantile quantile) {
        this.samples = samples;
        this.quantile = quantile;
        double[] all = boots().mapToDouble(this::value).sorted().toArray();
        this.scale = all[0] == 0 ? Scale.ABSOLUTE : Scale.LOG;
        this.unit = Math.max(all[all.length - 1], 1);
    }

    Scale scale() {
        return scale;
    }

    double[] base() {
        return scores(samples.base());
    }

    double[] candidate() {
        return scores(samples.candidate());
    }

    /** Standard deviation of the rounding to buckets, of the boot where it is largest. */
    double rounding() {
        return ROUNDING_SD
                * boots().mapToDouble(
                                boot -> boot.width(quantile).orElseThrow() / (scale == Scale.LOG ? value(boot) : unit))
                        .max()
                        .orElseThrow();
    }

    /** A mean of scores in the metric's unit. */
    double level(double mean) {
        return scale == Scale.LOG ? Math.exp(mean) : mean * unit;
    }

    /** A difference of scores as {@link QuantileComparison#difference()}. */
    double difference(double scaled) {
        return scale == Scale.LOG ? scaled : Finite.saturate(scaled * unit);
    }

    private double[] scores(List<LatencyHistogram> boots) {
        return boots.stream()
                .mapToDouble(this::value)
                .map(value -> scale == Scale.LOG ? Math.log(value) : value / unit)
                .toArray();
    }

    private double value(LatencyHistogram boot) {
        return boot.value(quantile).orElseThrow();
    }

    private Stream<LatencyHistogram> boots() {
        return Stream.concat(samples.base().stream(), samples.candidate().stream());
    }
}
