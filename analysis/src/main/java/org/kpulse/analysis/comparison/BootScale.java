package org.kpulse.analysis.comparison;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricSamples;

/** The scale on which the boots of one metric are compared, and how numbers on it read in percent and in the metric's unit. */
sealed interface BootScale {

    /** Logarithms, or the values themselves if a compared one is 0. */
    static BootScale of(MetricSamples samples, SideSummary base, SideSummary candidate) {
        if (!samples.hasZero()) {
            return new Log();
        }
        double largest = Math.max(base.max(), candidate.max());
        double unit = largest > 0 ? largest : 1;
        return new Absolute(unit, base.mean() / unit, Math.max(base.mean(), candidate.mean()) / unit);
    }

    Change.Scale kind();

    /** One boot's mean over its first iterations. */
    double score(BootSamples boot, int iterations);

    /** A share of 1, such as a margin, on this scale. */
    double share(double share);

    /** A difference on this scale as {@link Change#difference()}. */
    double difference(double scaled);

    /** A difference on this scale in percent of the base, if the base is not 0. */
    OptionalDouble percent(double scaled);

    /** An interval on this scale in percent of the base, if the base is not 0. */
    default Optional<Interval> percent(Interval interval) {
        OptionalDouble low = percent(interval.low());
        OptionalDouble high = percent(interval.high());
        return low.isPresent() && high.isPresent()
                ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
                : Optional.empty();
    }

    /** Each boot's mean. */
    default double[] scores(List<BootSamples> boots, int iterations) {
        return boots.stream().mapToDouble(boot -> score(boot, iterations)).toArray();
    }

    /** Natural logarithms: differences are ratios. */
    record Log() implements BootScale {
        @Override
        public Change.Scale kind() {
            return Change.Scale.LOG;
        }

        @Override
        public double score(BootSamples boot, int iterations) {
            return boot.meanLog(iterations);
        }

        @Override
        public double share(double share) {
            return Math.log1p(share);
        }

        @Override
        public double difference(double scaled) {
            return scaled;
        }

        @Override
        public OptionalDouble percent(double scaled) {
            return OptionalDouble.of(Finite.percent(scaled));
        }
    }

    /**
     * Values over the largest sample, so that nothing overflows.
     *
     * @param unit the largest sample, or 1 if all are 0
     * @param base the base's mean in it
     * @param reference the larger side's mean in it, of which margins are shares: the same when the sides are swapped
     */
    record Absolute(double unit, double base, double reference) implements BootScale {
        @Override
        public Change.Scale kind() {
            return Change.Scale.ABSOLUTE;
        }

        @Override
        public double score(BootSamples boot, int iterations) {
            return boot.mean(iterations) / unit;
        }

        @Override
        public double share(double share) {
            return share * reference;
        }

        @Override
        public double difference(double scaled) {
            return Finite.saturate(scaled * unit);
        }

        @Override
        public OptionalDouble percent(double scaled) {
            return base > 0 ? OptionalDouble.of(Finite.saturate(100 * scaled / base)) : OptionalDouble.empty();
        }
    }
}
