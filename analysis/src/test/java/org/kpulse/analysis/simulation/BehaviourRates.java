package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.behaviour.AdjustedComparison;
import org.kpulse.analysis.behaviour.AdjustmentRules;
import org.kpulse.analysis.behaviour.BehaviourRules;
import org.kpulse.analysis.behaviour.Correlations;
import org.kpulse.analysis.behaviour.Counter;
import org.kpulse.analysis.behaviour.CounterCorrelation;
import org.kpulse.analysis.behaviour.CovariateAdjustment;
import org.kpulse.analysis.behaviour.HostCovariate;
import org.kpulse.analysis.behaviour.HostValues;
import org.kpulse.analysis.behaviour.MetricBoots;
import org.kpulse.analysis.behaviour.Pearson;
import org.kpulse.analysis.behaviour.RatioComparison;
import org.kpulse.analysis.behaviour.RatioQuestion;
import org.kpulse.analysis.behaviour.RatioTest;

/** What host covariates gain and cost, and how often a ratio is read wrongly. */
final class BehaviourRates {

    private static final MetricKey KEY = new MetricKey("b", "m");
    private static final int BASELINE = 30;

    private final NoiseShape noise;
    private final SplittableRandom random;

    private BehaviourRates(NoiseShape noise, long seed) {
        this.noise = noise;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Rates of covariate adjustment, as shares of 1.
     *
     * @param used how often the covariate was used
     * @param smallP p at most 0.05 without a change, used or not
     * @param smallWelch the same by Welch's t alone
     * @param width mean width of the interval over that of Welch's
     */
    record Adjustment(double used, double smallP, double smallWelch, double width) {}

    /** {@code boots} a side; the covariate explains the share {@code explained} of the variance between boots (deviation 2 %). */
    static Adjustment adjustment(NoiseShape noise, int boots, double explained, int trials, long seed) {
        BehaviourRates simulation = new BehaviourRates(noise, seed);
        AdjustmentRules never = new AdjustmentRules("simulation", 0.95, 1_000, 1e-4);
        int used = 0;
        int smallP = 0;
        int smallWelch = 0;
        double width = 0;
        double welchWidth = 0;
        for (int trial = 0; trial < trials; trial++) {
            Map<String, Double> before = new HashMap<>();
            MetricBoots metric = new MetricBoots(KEY, simulation.explained("a", BASELINE, explained, before));
            Optional<Pearson> baseline =
                    CovariateAdjustment.baseline(metric, new HostValues(HostCovariate.STEAL, before));
            Map<String, Double> base = new HashMap<>();
            Map<String, Double> candidate = new HashMap<>();
            MetricSamples samples = new MetricSamples(
                    KEY,
                    "s",
                    Direction.LOWER_IS_BETTER,
                    simulation.explained("b", boots, explained, base),
                    simulation.explained("c", boots, explained, candidate));
            HostValues x = new HostValues(HostCovariate.STEAL, base);
            HostValues y = new HostValues(HostCovariate.STEAL, candidate);
            AdjustedComparison answer = CovariateAdjustment.compare(samples, x, y, baseline, AdjustmentRules.DEFAULT);
            AdjustedComparison welch = CovariateAdjustment.compare(samples, x, y, baseline, never);
            used += answer.outcome() == AdjustedComparison.Outcome.USED ? 1 : 0;
            smallP += answer.p().orElseThrow() <= 0.05 ? 1 : 0;
            smallWelch += welch.p().orElseThrow() <= 0.05 ? 1 : 0;
            width += answer.interval().orElseThrow().width();
            welchWidth += welch.interval().orElseThrow().width();
        }
        return new Adjustment(
                (double) used / trials, (double) smallP / trials, (double) smallWelch / trials, width / welchWidth);
    }

    private List<BootSamples> explained(String side, int boots, double explained, Map<String, Double> covariate) {
        List<BootSamples> samples = new ArrayList<>();
        for (int i = 0; i < boots; i++) {
            double host = random.nextGaussian();
            double own = noise.draw(random);
            covariate.put(side + i, 5 + host);
            samples.add(BootSamples.of(
                    side + i, Math.exp(0.02 * (Math.sqrt(explained) * host + Math.sqrt(1 - explained) * own))));
        }
        return samples;
    }

    /** Shares of readings. */
    record Readings(double sameWork, double differently, double undecided) {}

    /**
     * A metric driven by a counter that deviates by 10 %, correlation {@code r}, 30 baseline boots; the candidate does
     * {@code work} times the work at {@code cost} times the cost.
     */
    static Readings readings(int boots, double r, double work, double cost, int trials, long seed) {
        BehaviourRates simulation = new BehaviourRates(NoiseShape.NORMAL, seed);
        double own = 0.1 * Math.sqrt(1 / (r * r) - 1);
        Map<RatioComparison.Reading, Integer> counts = new EnumMap<>(RatioComparison.Reading.class);
        for (int trial = 0; trial < trials; trial++) {
            Driven baseline = simulation.driven("a", BASELINE, 1, 1, own);
            CounterCorrelation correlation = Correlations.table(
                            List.of(new MetricBoots(KEY, baseline.samples())),
                            List.of(baseline.counter()),
                            BehaviourRules.DEFAULT)
                    .get(0);
            Driven base = simulation.driven("b", boots, 1, 1, own);
            Driven candidate = simulation.driven("c", boots, work, cost, own);
            MetricSamples samples =
                    new MetricSamples(KEY, "s", Direction.LOWER_IS_BETTER, base.samples(), candidate.samples());
            RatioQuestion question = new RatioQuestion(samples, correlation, base.counter(), candidate.counter());
            RatioComparison answer =
                    RatioTest.compare(List.of(question), BehaviourRules.DEFAULT).get(0);
            counts.merge(answer.reading(), 1, Integer::sum);
        }
        return new Readings(
                (double) counts.getOrDefault(RatioComparison.Reading.SAME_WORK, 0) / trials,
                (double) counts.getOrDefault(RatioComparison.Reading.BEHAVES_DIFFERENTLY, 0) / trials,
                (double) counts.getOrDefault(RatioComparison.Reading.UNDECIDED, 0) / trials);
    }

    private record Driven(List<BootSamples> samples, Counter counter) {}

    private Driven driven(String side, int boots, double work, double cost, double own) {
        List<BootSamples> samples = new ArrayList<>();
        Map<String, Double> counter = new HashMap<>();
        for (int i = 0; i < boots; i++) {
            double pieces = 1e5 * work * Math.exp(0.1 * random.nextGaussian());
            counter.put(side + i, pieces);
            samples.add(BootSamples.of(side + i, pieces * cost * Math.exp(own * noise.draw(random))));
        }
        return new Driven(samples, new Counter("cs", counter));
    }

    /** Prints the tables of docs/statistics.md. Arguments: trials a row (default 20,000) and seed (default 1). */
    public static void main(String[] args) {
        int trials = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("| noise | boots | explained | used | p <= 0.05 | Welch alone | width / Welch's |");
        print("|---|---|---|---|---|---|---|");
        for (NoiseShape noise : List.of(NoiseShape.NORMAL, NoiseShape.T3, NoiseShape.LOGNORMAL)) {
            for (int boots : new int[] {3, 5, 10}) {
                for (double explained : new double[] {0, 0.5, 0.9}) {
                    Adjustment rates = adjustment(noise, boots, explained, trials, seed);
                    print(
                            "| %s | %d | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.2f |",
                            noise.name().toLowerCase(Locale.ROOT),
                            boots,
                            100 * explained,
                            100 * rates.used(),
                            100 * rates.smallP(),
                            100 * rates.smallWelch(),
                            rates.width());
                }
            }
        }
        print("");
        print("| boots | r | work | cost | same work | behaves differently | undecided |");
        print("|---|---|---|---|---|---|---|");
        for (int boots : new int[] {5, 10}) {
            for (double r : new double[] {0.98, 0.999}) {
                for (double[] change : new double[][] {{1, 1}, {1.08, 1}, {1.5, 1}, {1, 1.05}, {1.08, 1.05}}) {
                    Readings readings = readings(boots, r, change[0], change[1], trials / 10, seed);
                    print(
                            "| %d | %s | %+.0f %% | %+.0f %% | %.1f %% | %.1f %% | %.1f %% |",
                            boots,
                            r,
                            100 * (change[0] - 1),
                            100 * (change[1] - 1),
                            100 * readings.sameWork(),
                            100 * readings.differently(),
                            100 * readings.undecided());
                }
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
