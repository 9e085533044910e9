package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.kpulse.analysis.Interval;

/** What the newest point of a watched series shows, given the levels known so far. */
final class Watching {

    /** The noise is that of so many last points. */
    static final int RECENT = 1_000;

    private static final int FEWEST = 8;
    /** Points after a change with which it may fade. */
    private static final int EARLY = 6;

    private static final double FADED = 2.5;
    /** Points after a change with which its place and size are looked at again. */
    private static final int LATER = 20;
    /** No change that is further than this below its boundary with the first guess of the noise reaches it. */
    private static final double HOPELESS = -8;

    private final Prepared series;
    private final Levels levels;
    private final Regimes regimes;
    private final int firstRegime;
    private final ChangeRules rules;

    private Watching(Prepared series, Levels levels, Regimes regimes, int firstRegime, ChangeRules rules) {
        this.series = series;
        this.levels = levels;
        this.regimes = regimes;
        this.firstRegime = firstRegime;
        this.rules = rules;
    }

    static Watching of(List<Seen> seen, Regimes regimes, ChangeRules rules) {
        int n = seen.size();
        Prepared series = Prepared.of(seen.subList(Math.max(0, n - ChangeWatch.MEMORY), n), RECENT, rules.sdFloor());
        int size = series.size();
        int[] ends = new int[regimes.count() + 1];
        boolean[] sloped = new boolean[regimes.count()];
        int count = 0;
        int first = 0;
        for (int i = 0; i < regimes.count(); i++) {
            int at = Arrays.binarySearch(series.time(), regimes.get(i).start());
            int start = at < 0 ? -at - 1 : at;
            if (start == 0) {
                count = 0;
                first = i;
            } else if (start >= size || start == ends[count - 1]) {
                continue;
            }
            ends[count] = start;
            sloped[count++] = regimes.get(i).sloped();
        }
        ends[count] = size;
        Levels levels = new Levels(Arrays.copyOf(ends, count + 1), Arrays.copyOf(sloped, count));
        return new Watching(series, levels, regimes, first, rules);
    }

    /** A single outlier, once the points after it show that it was one. */
    Optional<Finding> outlier(int number, List<Finding> known) {
        int at = series.size() - 1 - Wording.SETTLED;
        if (series.size() < FEWEST) {
            return Optional.empty();
        }
        List<Finding> found =
                isReported(at, known) ? List.of() : wording(noise()).outliers(at, at + 1);
        return found.stream().findFirst().map(finding -> Wording.renumbered(finding, number));
    }

    /** The last change, if the points since no longer show it. */
    Optional<Finding> faded(int number, List<Finding> known) {
        int last = levels.count() - 1;
        if (last == 0 || levels.isSloped(last) || levels.isSloped(last - 1)) {
            return Optional.empty();
        }
        Regimes.Regime regime = regimes.last();
        int from = levels.from(last - 1);
        int at = levels.from(last);
        int n = series.size();
        ChangeKind kind = known.get(regime.finding() - 1).kind();
        if (n - at < EARLY || !(kind == ChangeKind.STEP || kind == ChangeKind.RETURN)) {
            return Optional.empty();
        }
        ArNoise noise = noise();
        double z = series.sums().z(from, at, n);
        if (z * z >= series.unit(noise) * FADED * FADED * noise.inflation(Math.min(at - from, n - at))) {
            return Optional.empty();
        }
        Position now = position(noise, from, at, n);
        return Optional.of(wording(noise).about(ChangeKind.FADED, number, now, OptionalInt.of(regime.finding())));
    }

    /** A new place or size of the last change, looked for once. */
    Optional<Finding> refined(int number, List<Finding> known) {
        int last = levels.count() - 1;
        if (last == 0 || levels.isSloped(last) || levels.isSloped(last - 1)) {
            return Optional.empty();
        }
        int finding = regimes.last().finding();
        boolean done = known.stream()
                .anyMatch(old ->
                        old.kind() == ChangeKind.REFINED && old.refersTo().orElseThrow() == finding);
        int from = levels.from(last - 1);
        int at = levels.from(last);
        if (done || series.size() - at != LATER) {
            return Optional.empty();
        }
        ArNoise noise = noise();
        int best = Segmentation.best(series.sums(), from, at, series.size());
        Position now = position(noise, from, best, series.size());
        Interval size = known.get(finding - 1).sizeInterval();
        if (best == at && size.contains(series.scale() * now.size())) {
            return Optional.empty();
        }
        return Optional.of(wording(noise).about(ChangeKind.REFINED, number, now, OptionalInt.of(finding)));
    }

    /** A change that the newest point shows for the first time. */
    Optional<Finding> change(int number, List<Finding> known) {
        int last = levels.count() - 1;
        int from = levels.from(last);
        int n = series.size();
        if (n < FEWEST || n - from < 2 * Boundary.LEAST) {
            return Optional.empty();
        }
        LastChange search = new LastChange(series, from, levels.isSloped(last));
        LastChange.Best guess = search.best(ArNoise.known(series.scale()));
        if (guess.excess() < HOPELESS) {
            return Optional.empty();
        }
        ArNoise noise = noise(levels.dividedAt(guess.at()));
        LastChange.Best best = search.best(noise);
        if (best.excess() <= 0) {
            return Optional.empty();
        }
        Optional<LastChange.Run> run = search.outliers(best, noise);
        if (run.isPresent()) {
            return blip(number, noise, run.get(), known);
        }
        return levels.isSloped(last)
                ? new DriftEnd(series, levels, noise, rules)
                        .at(best.at(), number, regimes.last().finding())
                : Optional.of(step(number, noise, best.at()));
    }

    /** Two outliers, once the points after them show that they were. */
    private Optional<Finding> blip(int number, ArNoise noise, LastChange.Run run, List<Finding> known) {
        int from = levels.from(levels.count() - 1);
        boolean settled = series.size() - run.to() >= Wording.SETTLED && run.from() > from;
        return settled && !isReported(run.from(), known)
                ? Optional.of(wording(noise).blip(number, run.from(), run.to(), from))
                : Optional.empty();
    }

    private boolean isReported(int outlier, List<Finding> known) {
        int index = series.index(outlier);
        return known.stream().anyMatch(old -> old.kind() == ChangeKind.OUTLIER && old.position() == index);
    }

    private Finding step(int number, ArNoise noise, int at) {
        Optional<Finding> drift = drift(number, noise, at);
        if (drift.isPresent()) {
            return drift.get();
        }
        int from = levels.from(levels.count() - 1);
        Wording wording = wording(noise);
        Wording.Shift shift = new Wording.Shift(number, from, series.size(), position(noise, from, at, series.size()));
        return wording.step(number, shift, wording.returned(shift, earlier()));
    }

    /** A ramp instead of this change and those before it in the same direction, if it describes them better. */
    private Optional<Finding> drift(int number, ArNoise noise, int at) {
        int[] ends = levels.dividedAt(at).ends();
        int change = ends.length - 2;
        Sums sums = series.sums();
        double price = Drifts.PRICE * series.unit(noise) * noise.inflation(series.size());
        double most = 0;
        Optional<Finding> best = Optional.empty();
        for (int first = change; first >= 1 && !levels.isSloped(first - 1); first--) {
            if (Drifts.sign(sums, ends, first) != Drifts.sign(sums, ends, change)) {
                break;
            }
            int from = ends[first - 1];
            int to = series.size();
            if (to - from <= Ramp.SHORTEST) {
                continue;
            }
            Ramp ramp = Ramp.best(sums, series.time(), from, to);
            double saving = Drifts.saving(series, ends, first, change, ramp, price);
            if (saving > most) {
                most = saving;
                OptionalInt refersTo = first == change
                        ? OptionalInt.empty()
                        : OptionalInt.of(regimes.get(firstRegime + first).finding());
                best = Optional.of(wording(noise).drift(number, ramp, from, to, refersTo));
            }
        }
        return best;
    }

    private List<Wording.Shift> earlier() {
        List<Wording.Shift> shifts = new ArrayList<>();
        for (int level = 1; level < levels.count(); level++) {
            Regimes.Regime regime = regimes.get(firstRegime + level);
            if (!levels.isSloped(level) && !levels.isSloped(level - 1)) {
                int at = levels.from(level);
                Position then = new Position(at, at, at, regime.size() / series.scale(), 0, 1);
                shifts.add(new Wording.Shift(regime.finding(), levels.from(level - 1), levels.to(level), then));
            }
        }
        return shifts;
    }

    private Position position(ArNoise noise, int from, int at, int to) {
        return Position.of(series.sums(), from, at, to, noise, series.unit(noise), rules.confidence());
    }

    private ArNoise noise() {
        return noise(levels);
    }

    private ArNoise noise(Levels about) {
        return series.noise(about, RECENT, rules.sdFloor());
    }

    private Wording wording(ArNoise noise) {
        return new Wording(series, noise, rules);
    }
}
