package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.StudentT;

/** Findings in the series' own places and scale, and the questions of which kind they are. */
final class Wording {

    /** Points that must follow an outlier before it is one. */
    static final int SETTLED = 2;
    /** A point is an outlier if it had to be drawn in by so many deviations. */
    private static final double OUTLYING = 3;
    /** Levels that differ by less than so many standard errors are the same. */
    static final double SAME = 2.5;

    private static final double HALF_WAY = 0.5;

    private final Prepared series;
    private final ArNoise noise;
    private final ChangeRules rules;
    private final double unit;

    Wording(Prepared series, ArNoise noise, ChangeRules rules) {
        this.series = series;
        this.noise = noise;
        this.rules = rules;
        this.unit = series.unit(noise);
    }

    /**
     * A change of level between two others.
     *
     * @param number of its finding, 0 if it has none yet
     * @param from first point of the level before
     * @param to end of the level after
     * @param position where, and how large
     */
    record Shift(int number, int from, int to, Position position) {
        Shift withNumber(int given) {
            return new Shift(given, from, to, position);
        }
    }

    /** A step, or a return if it refers to an earlier change. */
    Finding step(int number, Shift shift, OptionalInt back) {
        return about(back.isPresent() ? ChangeKind.RETURN : ChangeKind.STEP, number, shift.position(), back);
    }

    /** A finding of some kind at one place. */
    Finding about(ChangeKind kind, int number, Position position, OptionalInt refersTo) {
        return new Finding(
                number,
                kind,
                series.kernel(position.at()),
                series.index(position.at()),
                series.index(position.low() - 1) + 1,
                series.index(position.high()),
                series.index(position.at()),
                series.scale() * position.size(),
                position.sizeInterval(series.scale(), rules.confidence()),
                refersTo,
                last());
    }

    Finding drift(int number, Ramp ramp, int from, int to, OptionalInt refersTo) {
        double scale = 2 * unit * noise.inflation(to - from);
        int[] starts = ramp.starts(series.sums(), series.time(), from, to, scale, rules.confidence());
        return new Finding(
                number,
                ChangeKind.DRIFT,
                series.kernel(ramp.first()),
                series.index(ramp.first()),
                series.index(starts[0]),
                series.index(starts[1]),
                series.index(ramp.last()),
                series.scale() * ramp.size(),
                around(ramp.size(), ramp.error() * Math.sqrt(noise.inflation(to - from))),
                refersTo,
                last());
    }

    /** Single outliers among points {@code [from, to)}. */
    List<Finding> outliers(int from, int to) {
        List<Finding> found = new ArrayList<>();
        for (int i = from; i < to; i++) {
            double moved = series.drawnIn(i);
            if (Math.abs(moved) > OUTLYING * Math.sqrt(unit) * series.deviation(i)) {
                double reach = Math.copySign(Clipping.REACH * series.deviation(i), moved);
                found.add(outlier(1, i, i + 1, moved + reach));
            }
        }
        return found;
    }

    /** A few points {@code [from, to)} off the level that began at {@code before}. */
    Finding blip(int number, int from, int to, int before) {
        return outlier(
                number, from, to, series.sums().mean(from, to) - series.sums().mean(before, from));
    }

    private Finding outlier(int number, int from, int to, double size) {
        int at = series.index(from);
        double error = 1 / Math.sqrt(series.sums().weight(from, to));
        return new Finding(
                number,
                ChangeKind.OUTLIER,
                series.kernel(from),
                at,
                at,
                at,
                series.index(to - 1),
                series.scale() * size,
                around(size, error),
                OptionalInt.empty(),
                last());
    }

    static Finding renumbered(Finding finding, int number) {
        return new Finding(
                number,
                finding.kind(),
                finding.kernel(),
                finding.position(),
                finding.earliest(),
                finding.latest(),
                finding.until(),
                finding.size(),
                finding.sizeInterval(),
                finding.refersTo(),
                finding.seenAt());
    }

    /** The latest of earlier changes before which the level was what it is after {@code shift}. */
    OptionalInt returned(Shift shift, List<Shift> earlier) {
        int at = shift.position().at();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Shift other = earlier.get(i);
            double size = other.position().size();
            if (size * shift.position().size() < 0
                    && same(other.from(), other.position().at(), at, shift.to(), HALF_WAY * Math.abs(size))) {
                return OptionalInt.of(other.number());
            }
        }
        return OptionalInt.empty();
    }

    /** True if the levels of two stretches do not differ by what their errors do not explain, nor by {@code most}. */
    boolean same(int from, int to, int otherFrom, int otherTo, double most) {
        Sums sums = series.sums();
        double difference = Math.abs(sums.mean(from, to) - sums.mean(otherFrom, otherTo));
        double variance = noise.inflation(to - from) / sums.weight(from, to)
                + noise.inflation(otherTo - otherFrom) / sums.weight(otherFrom, otherTo);
        return difference < most && difference < SAME * Math.sqrt(unit * variance);
    }

    private Interval around(double size, double error) {
        double half =
                StudentT.quantile((1 + rules.confidence()) / 2, noise.degreesOfFreedom()) * error * Math.sqrt(unit);
        return new Interval(series.scale() * (size - half), series.scale() * (size + half));
    }

    private int last() {
        return series.index(series.size() - 1);
    }
}
