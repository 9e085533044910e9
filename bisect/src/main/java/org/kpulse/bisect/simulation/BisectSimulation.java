package org.kpulse.bisect.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Hypotheses;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.SearchRules;
import org.kpulse.bisect.search.Symptom;

/**
 * Many bisections of one history with culprits drawn at random.
 *
 * @param graph the history
 * @param truth what runs give
 * @param claim the change that the search is told to look for, in the truth's unit, above 0
 * @param rules of our search; its confidence is also the one that the sequential and the Bernoulli search are asked for
 * @param buildPrice of a build, in runs, not negative
 * @param history runs of the good and of the bad end that were there before, at least 2 each
 */
public record BisectSimulation(
        CommitGraph graph, Truth truth, double claim, SearchRules rules, double buildPrice, History history) {

    /** Rebuilds of one commit that the measured build effect comes from, less one. */
    private static final int BUILD_DEGREES = 10;

    private static final int MOST_REPEATS = 4000;

    public BisectSimulation {
        if (!(claim > 0) || !Double.isFinite(claim) || !(buildPrice >= 0) || !Double.isFinite(buildPrice)) {
            throw new IllegalArgumentException(
                    "A simulation needs a change above 0 to look for and a build that costs 0 or more, not " + claim
                            + " and " + buildPrice + ".");
        }
        if (truth instanceof Truth.Rate && claim > 1) {
            throw new IllegalArgumentException("Rates differ by at most 1, not by " + claim + ".");
        }
    }

    /**
     * Runs made before.
     *
     * @param good of the good end, at least 2
     * @param bad of the bad end, at least 2
     */
    public record History(int good, int bad) {

        public static final History DEFAULT = new History(20, 5);

        public History {
            if (good < 2 || bad < 2) {
                throw new IllegalArgumentException(
                        "A history needs at least 2 runs of each end, not " + good + " and " + bad + ".");
            }
        }
    }

    /** Our search and the chosen others. {@link Method#GIT_REPEATS} gets the fewest repeats that make it as often right as ours. */
    public List<Tally> run(List<Method> methods, int bisections, long seed) {
        List<Tally> tallies = new ArrayList<>();
        Tally ours = many(Method.KPULSE, 0, bisections, seed);
        tallies.add(ours);
        for (Method method : methods) {
            switch (method) {
                case KPULSE -> {}
                case GIT_REPEATS -> tallies.add(repeats(ours.accuracy(), bisections, seed));
                case BERNOULLI, SEQUENTIAL -> tallies.add(many(method, 0, bisections, seed));
            }
        }
        return tallies;
    }

    private Tally repeats(double accuracy, int bisections, long seed) {
        int few = 0;
        int enough = 1;
        while (enough < MOST_REPEATS
                && many(Method.GIT_REPEATS, enough, bisections, seed).accuracy() < accuracy) {
            few = enough;
            enough *= 2;
        }
        while (enough - few > 1 + few / 50) {
            int middle = (few + enough) / 2;
            if (many(Method.GIT_REPEATS, middle, bisections, seed).accuracy() < accuracy) {
                few = middle;
            } else {
                enough = middle;
            }
        }
        return many(Method.GIT_REPEATS, enough, bisections, seed);
    }

    private Tally many(Method method, int repeats, int bisections, long seed) {
        Hypotheses hypotheses = Hypotheses.flat(graph);
        Function<SplittableRandom, Found> one = random -> one(hypotheses, method, repeats, random);
        List<Found> all = LongStream.range(0, bisections)
                .parallel()
                .mapToObj(i -> one.apply(new SplittableRandom(seed * 1_000_003 + i)))
                .toList();
        return Tally.of(method, repeats, buildPrice, all);
    }

    private Found one(Hypotheses hypotheses, Method method, int repeats, SplittableRandom random) {
        Symptom symptom = symptom(random.split());
        Bench bench = new Bench(graph, truth, random);
        double[] good = values(bench, CommitGraph.GOOD, history.good());
        double[] bad = values(bench, graph.bad(), history.bad());
        return switch (method) {
            case KPULSE ->
                new PosteriorSearch(hypotheses, symptom, rules, new Prices(buildPrice, 1), bench, v -> v)
                        .run(good, bad);
            case GIT_REPEATS -> GitBisect.repeats(graph, bench, repeats);
            case SEQUENTIAL ->
                GitBisect.sequential(graph, bench, new GitBisect.Levels(good, bad), 1 - rules.confidence());
            case BERNOULLI -> {
                double middle = truth instanceof Truth.Rate
                        ? 0.5
                        : (Arrays.stream(good).average().orElse(0)
                                        + Arrays.stream(bad).average().orElse(0))
                                / 2;
                yield new PosteriorSearch(
                                hypotheses,
                                new Symptom.Rate(0.5),
                                rules.withEndError(0),
                                new Prices(0, 1),
                                bench,
                                v -> v > middle ? 1 : 0)
                        .run(good, bad);
            }
        };
    }

    private static double[] values(Bench bench, int commit, int runs) {
        double[] values = new double[runs];
        Arrays.setAll(values, i -> bench.history(commit));
        return values;
    }

    /** What the search knows beforehand. A build effect is measured on a few rebuilds, so it is known only roughly. */
    private Symptom symptom(SplittableRandom random) {
        if (truth instanceof Truth.Rate) {
            return new Symptom.Rate(claim);
        }
        double deviation = truth.buildDeviation();
        double chi = 0;
        for (int i = 0; i < BUILD_DEGREES; i++) {
            double z = random.nextGaussian();
            chi += z * z;
        }
        Symptom.BuildEffect effect = deviation == 0
                ? Symptom.BuildEffect.NONE
                : new Symptom.BuildEffect(deviation * deviation * chi / BUILD_DEGREES, BUILD_DEGREES);
        return new Symptom.Level(VariancePrior.NONE, effect, claim);
    }
}
