package org.kpulse.analysis.changepoint;

import java.util.Optional;
import java.util.OptionalInt;

/** What it means that the last points of a drift no longer follow its line: its end, a step away from it, or only a line drawn too early. */
final class DriftEnd {

    /** Parameters' worth by which a ramp may be worse and still be believed: it claims less than a step. */
    private static final double EXTRA = 2;

    private final Prepared series;
    private final Levels levels;
    private final ArNoise noise;
    private final ChangeRules rules;

    DriftEnd(Prepared series, Levels levels, ArNoise noise, ChangeRules rules) {
        this.series = series;
        this.levels = levels;
        this.noise = noise;
        this.rules = rules;
    }

    /**
     * The points from {@code at} on are a level and no part of the drift.
     *
     * @param number of the new finding
     * @param drift number of the drift's
     */
    Optional<Finding> at(int at, int number, int drift) {
        int n = series.size();
        int from = levels.from(levels.count() - 1);
        Sums sums = series.sums();
        Sums.Line line = sums.line(from, at);
        double when = series.since(at);
        double size = sums.mean(at, n) - line.at(when);
        double variance = series.unit(noise) * noise.inflation(n) * (1 / sums.weight(at, n) + line.variance(when));
        double error = Math.sqrt(variance);
        boolean ahead = size * line.slope() > 0;
        if (ahead && isRamp(from, at)) {
            return Optional.empty();
        }
        Ramp ramp = Ramp.best(sums, series.time(), from, n);
        double parts = sums.lineRest(from, at) + sums.levelRest(at, n);
        boolean ended = Math.abs(size) < Wording.SAME * error || (!ahead && isAsGood(ramp, parts));
        int earliest = ended ? Math.min(at, ramp.last()) : at;
        Position position = new Position(at, Math.max(from + 1, earliest), at, size, error, noise.degreesOfFreedom());
        Wording wording = new Wording(series, noise, rules);
        return Optional.of(
                ended
                        ? wording.about(ChangeKind.DRIFT_END, number, position, OptionalInt.of(drift))
                        : wording.about(ChangeKind.STEP, number, position, OptionalInt.empty()));
    }

    /** True if one ramp from the level before the drift on describes all points as well. */
    private boolean isRamp(int from, int at) {
        int last = levels.count() - 1;
        int n = series.size();
        if (last == 0 || levels.isSloped(last - 1)) {
            return false;
        }
        Sums sums = series.sums();
        int start = levels.from(last - 1);
        double parts = sums.levelRest(start, from) + sums.lineRest(from, at) + sums.levelRest(at, n);
        return isAsGood(Ramp.best(sums, series.time(), start, n), parts);
    }

    /** True if the ramp leaves no more than parts that have one or two parameters more. */
    private boolean isAsGood(Ramp ramp, double parts) {
        return ramp.rest() - parts < EXTRA * Drifts.PRICE * series.unit(noise) * noise.inflation(series.size());
    }
}
