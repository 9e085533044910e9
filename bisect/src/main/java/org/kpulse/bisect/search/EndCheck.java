package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kpulse.bisect.graph.CommitGraph;

/**
 * Whether the ends differ by what was claimed: a sequential test over fresh, interleaved pairs of runs (Wald 1945). After each pair
 * the likelihood of "they differ, either way, by the claim" (or by what was found, if that is more) is divided by that of "they do
 * not differ"; the test ends when the ratio leaves [e / (1 - e), (1 - e) / e], which makes both error rates at most about e. The deviation
 * of a boot is unknown and integrated out with what the noise model and earlier samples say of it.
 *
 * <p>Where builds differ, all pairs share the two builds' effects: the mean of m pairs varies by 2 (rho + 1 / m) times a boot's variance,
 * and more pairs stop helping. If they have not decided by then, what the ends differ by is no more than builds of the same code may.
 */
final class EndCheck {

    /** What the evidence for a difference larger than the claim is lowered by, because its size is taken from the same pairs. */
    private static final double LARGER = Math.log(4);

    enum Result {
        OPEN,
        DIFFERENT,
        NOT_DIFFERENT,
        /** More pairs would not tell a change from what builds differ by. */
        AS_BUILDS_DIFFER
    }

    /** Pairs times rho from which on more pairs hardly lower the variance of their mean. */
    private static final double ENOUGH = 3;

    private static final int LEAST = 12;

    private final List<double[]> pairs;
    private final double logRatio;
    private final double bound;
    private final double most;

    private EndCheck(List<double[]> pairs, double logRatio, double bound, double most) {
        this.pairs = pairs;
        this.logRatio = logRatio;
        this.bound = bound;
        this.most = most;
    }

    static EndCheck of(SearchState state) {
        double error = state.rules().endError();
        int bad = state.hypotheses().graph().bad();
        List<double[]> pairs = pairs(values(state, CommitGraph.GOOD, true), values(state, bad, true));
        if (error == 0) {
            return new EndCheck(pairs, Double.POSITIVE_INFINITY, 0, 0);
        }
        double bound = Math.log((1 - error) / error);
        if (state.symptom() instanceof Symptom.Level level) {
            double ratio = level.buildEffect().ratio();
            double most = ratio == 0 ? Double.POSITIVE_INFINITY : Math.max(LEAST, ENOUGH / ratio);
            return new EndCheck(pairs, levels(state, level, pairs), bound, most);
        }
        double log = rates(pairs, ((Symptom.Rate) state.symptom()).claim());
        return new EndCheck(pairs, log, bound, Double.POSITIVE_INFINITY);
    }

    Result result() {
        if (logRatio >= bound) {
            return Result.DIFFERENT;
        }
        if (logRatio <= -bound) {
            return Result.NOT_DIFFERENT;
        }
        return pairs.size() >= most ? Result.AS_BUILDS_DIFFER : Result.OPEN;
    }

    int count() {
        return pairs.size();
    }

    /** Mean of bad minus good over the pairs. */
    double difference() {
        return pairs.stream().mapToDouble(p -> p[1] - p[0]).average().orElse(0);
    }

    private static List<double[]> pairs(List<Double> good, List<Double> bad) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(good.size(), bad.size()); i++) {
            pairs.add(new double[] {good.get(i), bad.get(i)});
        }
        return pairs;
    }

    private static List<Double> values(SearchState state, int commit, boolean fresh) {
        List<Double> values = new ArrayList<>();
        for (Probe probe : state.probes()) {
            if (probe.commit() == commit
                    && (probe.purpose() == Probe.Purpose.ENDS) == fresh
                    && probe.outcome() instanceof Probe.Measured measured) {
                values.addAll(measured.values());
            }
        }
        return values;
    }

    private static double levels(SearchState state, Symptom.Level level, List<double[]> pairs) {
        List<Double> good = values(state, CommitGraph.GOOD, false);
        List<Double> bad = values(state, state.hypotheses().graph().bad(), false);
        List<Double> allGood = new ArrayList<>(good);
        List<Double> allBad = new ArrayList<>(bad);
        pairs.forEach(pair -> {
            allGood.add(pair[0]);
            allBad.add(pair[1]);
        });
        Clip clip = Clip.of(array(allGood), array(allBad), state.rules().clip());
        double d0 = Math.min(level.noise().degreesOfFreedom(), 1e6);
        double squares = d0 * level.noise().variance() + squares(good, clip) + squares(bad, clip);
        double degrees = d0 + Math.max(0, good.size() - 1) + Math.max(0, bad.size() - 1);
        Offs offs = Offs.of(pairs, clip);
        BuildRatios ratios = BuildRatios.around(level.buildEffect());
        double half = Math.max(0, degrees + pairs.size()) / 2;
        double oneLess = Math.max(0, degrees + pairs.size() - 1) / 2; // the size takes one
        double claimed = difference(offs, level.claim(), ratios, new Spread(squares, half));
        double found = Math.abs(offs.mean());
        return found <= level.claim()
                ? claimed
                : Math.max(claimed, difference(offs, found, ratios, new Spread(squares, oneLess)) - LARGER);
    }

    /** Bad minus good of each pair: how many, their mean, their squared distances from it. */
    private record Offs(int count, double mean, double squares) {

        static Offs of(List<double[]> pairs, Clip clip) {
            double[] offs = pairs.stream()
                    .mapToDouble(pair -> clip.apply(pair[1]) - clip.apply(pair[0]))
                    .toArray();
            double mean = Arrays.stream(offs).average().orElse(0);
            return new Offs(
                    offs.length,
                    mean,
                    Arrays.stream(offs).map(off -> (off - mean) * (off - mean)).sum());
        }

        /** What of the squares is left if the ends differ by this size, for one ratio of builds' variance to boots'. */
        double about(double size, double ratio) {
            return squares + (mean - size) * (mean - size) * count / (1 + count * ratio);
        }
    }

    /** What is known of a boot's variance without the pairs, and half the degrees of freedom with them. */
    private record Spread(double squares, double half) {}

    /** Log likelihood ratio of a difference of this size, either way, to none. */
    private static double difference(Offs offs, double size, BuildRatios ratios, Spread spread) {
        double tiny = 1e-12 * size * size;
        double none = ofSize(offs, 0, ratios, tiny, spread);
        return either(
                ofSize(offs, size, ratios, tiny, spread) - none, ofSize(offs, -size, ratios, tiny, spread) - none);
    }

    private static double ofSize(Offs offs, double size, BuildRatios ratios, double tiny, Spread spread) {
        double[] logs = new double[ratios.count()];
        for (int r = 0; r < logs.length; r++) {
            double ratio = ratios.ratio(r);
            logs[r] = ratios.logWeight(r)
                    - Math.log1p(offs.count() * ratio) / 2
                    - spread.half() * Math.log(2 * spread.squares() + tiny + offs.about(size, ratio));
        }
        double top = Arrays.stream(logs).max().orElseThrow();
        return top
                + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - top)).sum());
    }

    private static double squares(List<Double> values, Clip clip) {
        double mean = values.stream().mapToDouble(clip::apply).average().orElse(0);
        return values.stream()
                .mapToDouble(v -> (clip.apply(v) - mean) * (clip.apply(v) - mean))
                .sum();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The rates' mean is unknown and summed over a grid. */
    private static double rates(List<double[]> pairs, double claim) {
        double goodSeen = pairs.stream().mapToDouble(p -> p[0]).sum();
        double badSeen = pairs.stream().mapToDouble(p -> p[1]).sum();
        double none = 0;
        double up = 0;
        double down = 0;
        int steps = 200;
        for (int i = 0; i < steps; i++) {
            double share = (i + 0.5) / steps;
            double low = share * (1 - claim);
            none += chance(goodSeen, pairs.size(), share) * chance(badSeen, pairs.size(), share);
            up += chance(goodSeen, pairs.size(), low) * chance(badSeen, pairs.size(), low + claim);
            down += chance(goodSeen, pairs.size(), low + claim) * chance(badSeen, pairs.size(), low);
        }
        return either(Math.log(up / none), Math.log(down / none));
    }

    private static double chance(double seen, int runs, double rate) {
        return Math.pow(rate, seen) * Math.pow(1 - rate, runs - seen);
    }

    private static double either(double up, double down) {
        double top = Math.max(up, down);
        return top + Math.log((Math.exp(up - top) + Math.exp(down - top)) / 2);
    }
}
