package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Likelihood.Signal;
import org.kpulse.bisect.search.Probe.Purpose;

/**
 * What each possible step is expected to tell for its price: another run of what is built, another build (layout) of a tested commit, a
 * commit not built yet. Steps are taken one after the other; each is judged as if those taken before were known, so that several
 * machines do not ask the same question.
 */
final class Offers {

    /** Runs at a new build beyond which its price for each run hardly falls. */
    private static final int MOST_RUNS = 256;

    /** A group holds the commits that are good, or bad, with at least this probability. */
    private static final double SURE = 0.99;

    private static final int MOST_CELLS = 8;

    private final SearchState state;
    private final Evidence evidence;
    private final Posterior posterior;
    private final Signal signal;
    private final CommitGraph graph;
    private final SkipRisk risk;
    private final List<Cell> cells = new ArrayList<>();
    private final int[] pending;
    private final List<Integer> taken = new ArrayList<>();
    private int freshest;
    private Offer best;

    /**
     * What is believed if the steps taken had one certain outcome: that outcome's probability and, given it, the probability of each
     * candidate and that of each commit to be bad.
     */
    private static final class Cell {
        final double weight;
        final double[] culprit;
        final double[] bad;

        Cell(double weight, double[] culprit, double[] bad) {
            this.weight = weight;
            this.culprit = culprit;
            this.bad = bad;
        }
    }

    /** A step and the bits it is expected to buy for each unit of price. */
    private record Offer(Step step, double rate) {}

    Offers(SearchState state, Evidence evidence, Posterior posterior, Signal signal) {
        this.state = state;
        this.evidence = evidence;
        this.posterior = posterior;
        this.signal = signal;
        this.graph = state.hypotheses().graph();
        this.risk = SkipRisk.of(evidence);
        this.pending = new int[evidence.units().size()];
        double[] bad = new double[graph.size()];
        Arrays.setAll(bad, posterior::probabilityOfBad);
        cells.add(new Cell(1, posterior.probabilities(), bad));
        this.freshest = freshest();
        this.best = best();
    }

    /** The best rate, bits for a unit of price. */
    double rate() {
        return best.rate();
    }

    /** How near to one half the probability of an untested commit that may build comes: 0.5 is a perfect split, 0 none. */
    double nearestUntested() {
        int commit = freshest;
        return commit < 0 ? 0 : Math.min(posterior.probabilityOfBad(commit), 1 - posterior.probabilityOfBad(commit));
    }

    /** The best step; the next call gives the next best beside it. */
    Step take() {
        Step step = best.step();
        Step chosen = step.build() && evidence.builds(step.commit()) == 0 ? step : withReference(step);
        if (chosen.build()) {
            taken.add(chosen.commit());
            split(chosen.commit());
        } else {
            pending[unit(chosen.commit())]++;
        }
        freshest = freshest();
        best = best();
        return chosen;
    }

    private Offer best() {
        Offer fresh = fresh();
        Offer again = again();
        return fresh.rate() > again.rate() ? fresh : again;
    }

    /**
     * Another run, or another build, of a tested commit. A step that does not build runs the commit's latest build, so no other build
     * is offered: what such an offer promises would never come true, and the search would ask for it for ever.
     */
    private Offer again() {
        Offer best = new Offer(new Step(graph.bad(), Purpose.SEARCH, false, 1), -1);
        for (int u = 0; u < pending.length; u++) {
            Evidence.Unit unit = evidence.units().get(u);
            int commit = unit.commit();
            double rate =
                    bits(commit, unit.count() + pending[u], 1) / state.prices().run();
            if (rate > best.rate() && u == unit(commit)) {
                best = new Offer(new Step(commit, Purpose.SEARCH, false, 1), rate);
            }
            if (signal.hasBuildEffect() && evidence.canBeBuiltAnew(commit)) {
                double other = rateOfBuild(posterior.probabilityOfBad(commit));
                if (other > best.rate()) {
                    best = new Offer(new Step(commit, Purpose.SEARCH, true, 1), other);
                }
            }
        }
        return best;
    }

    private double bits(int commit, int have, int more) {
        double bits = 0;
        for (Cell cell : cells) {
            bits += cell.weight * signal.bits(commit == CommitGraph.GOOD ? 0 : cell.bad[commit], have, more);
        }
        return bits;
    }

    private Offer fresh() {
        int commit = freshest;
        if (commit < 0) {
            return new Offer(new Step(graph.bad(), Purpose.SEARCH, false, 1), -1);
        }
        double rate = 0;
        for (Cell cell : cells) {
            rate += cell.weight * rateOfBuild(cell.bad[commit]);
        }
        return new Offer(new Step(commit, Purpose.SEARCH, true, 1), rate * (1 - risk.of(commit)));
    }

    /** The untested commit that splits the belief best, with regard to the risk that it does not build; -1 if there is none. */
    private int freshest() {
        int best = -1;
        double most = 0;
        for (int commit = 0; commit < graph.size(); commit++) {
            double value = 0;
            for (Cell cell : cells) {
                double q = cell.bad[commit];
                value += cell.weight * q * (1 - q);
            }
            if (value > most && value * (1 - risk.of(commit)) > most && isUntested(commit)) {
                most = value * (1 - risk.of(commit));
                best = commit;
            }
        }
        return best;
    }

    private boolean isUntested(int commit) {
        return !evidence.isSettled(commit) && !taken.contains(commit);
    }

    /** Bits for each unit of price of a new build that gets as many runs as pay best. */
    private double rateOfBuild(double q) {
        double rate = 0;
        for (int runs = 1; runs <= MOST_RUNS; runs += Math.max(1, runs / 4)) {
            double each = signal.bits(q, 0, runs)
                    / (signal.buildShare() * state.prices().build()
                            + runs * state.prices().run());
            if (each < rate) {
                break;
            }
            rate = each;
        }
        return rate;
    }

    /** The step, unless a group whose level it is compared with is too small: then a run of that group's end. */
    private Step withReference(Step step) {
        double need = state.rules().referenceShare() * weightOf(step.commit(), 1);
        double good = 0;
        double bad = 0;
        for (int u = 0; u < pending.length; u++) {
            Evidence.Unit unit = evidence.units().get(u);
            double q = posterior.probabilityOfBad(unit.commit());
            double weight = signal.weight(unit.count() + pending[u]);
            good += q <= 1 - SURE ? weight : 0;
            bad += q >= SURE ? weight : 0;
        }
        if (Math.min(good, bad) >= need) {
            return step;
        }
        int end = good < bad ? CommitGraph.GOOD : graph.bad();
        int have = evidence.units().get(unit(end)).count() + pending[unit(end)];
        double byRun =
                (signal.weight(have + 1) - signal.weight(have)) / state.prices().run();
        double byBuild = signal.hasBuildEffect() && evidence.canBeBuiltAnew(end)
                ? signal.weight(1) / (state.prices().build() + state.prices().run())
                : 0;
        return new Step(end, Purpose.SEARCH, byBuild > byRun, 1);
    }

    /** Weight of all builds of a commit, with so many runs more at the last one. */
    private double weightOf(int commit, int more) {
        double weight = 0;
        int last = unit(commit);
        for (int u = 0; u < pending.length; u++) {
            Evidence.Unit unit = evidence.units().get(u);
            if (unit.isOf(commit)) {
                weight += signal.weight(unit.count() + pending[u] + (u == last ? more : 0));
            }
        }
        return weight;
    }

    /** The latest build of a commit. */
    private int unit(int commit) {
        for (int u = pending.length - 1; u >= 0; u--) {
            if (evidence.units().get(u).isOf(commit)) {
                return u;
            }
        }
        throw new IllegalStateException("commit " + commit + " has no build");
    }

    private void split(int commit) {
        if (commit == CommitGraph.GOOD || 2 * cells.size() > MOST_CELLS) {
            return;
        }
        List<Cell> before = List.copyOf(cells);
        cells.clear();
        for (Cell cell : before) {
            for (boolean isBad : new boolean[] {false, true}) {
                double share = isBad ? cell.bad[commit] : 1 - cell.bad[commit];
                if (share > 1e-9) {
                    double[] culprit = new double[graph.size()];
                    for (int h = 0; h < culprit.length; h++) {
                        culprit[h] = graph.isBad(commit, h) == isBad ? cell.culprit[h] / share : 0;
                    }
                    cells.add(new Cell(
                            cell.weight * share, culprit, graph.ancestry().sums(culprit)));
                }
            }
        }
    }
}
