package org.kpulse.analysis.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;

/** How often the stated error rates are kept, in simulation. All rates are shares of 1. */
final class ErrorRates {

    private ErrorRates() {}

    /**
     * Rates of one kind of campaign.
     *
     * @param smallP share of metrics with p at most 0.05 (one test each, without correction)
     * @param coverage share of metrics whose interval contains the truth
     * @param falseAlarm share of candidates with at least one REGRESSION or IMPROVEMENT
     */
    record Comparisons(double smallP, double coverage, double falseAlarm) {}

    /** Compares {@code candidates} candidates whose true change is {@code effect} (logarithm). */
    static Comparisons ofComparisons(Campaign campaign, double effect, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ComparisonRules rules = ComparisonRules.forTime();
        int smallP = 0;
        int covered = 0;
        int alarms = 0;
        for (int i = 0; i < candidates; i++) {
            boolean alarm = false;
            for (MetricComparison answer : Comparer.compare(campaign.draw(effect, random), rules)) {
                smallP += answer.p().orElseThrow() <= 0.05 ? 1 : 0;
                covered += answer.change().interval().orElseThrow().contains(effect) ? 1 : 0;
                alarm |= answer.verdict() == Verdict.REGRESSION || answer.verdict() == Verdict.IMPROVEMENT;
            }
            alarms += alarm ? 1 : 0;
        }
        double tests = (double) candidates * campaign.metrics();
        return new Comparisons(smallP / tests, covered / tests, (double) alarms / candidates);
    }

    /** Share of index intervals that contain the truth; weights by rule, or all the same. */
    static double indexCoverage(
            Campaign campaign, boolean byRule, int candidates, int leastBootsToResample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IndexRules defaults = IndexRules.DEFAULT;
        IndexRules rules = new IndexRules(
                "simulation", defaults.confidence(), defaults.resamples(), leastBootsToResample, defaults.sdFloor(), 1);
        double effect = 0.03;
        int covered = 0;
        for (int i = 0; i < candidates; i++) {
            List<MetricSamples> drawn = campaign.draw(effect, random);
            Weights weights = byRule
                    ? Weights.byRule()
                    : Weights.equal(drawn.stream().map(MetricSamples::key).toList());
            PerformanceIndex index = IndexCalculator.compute(drawn, Set.of(), weights, rules);
            covered += index.interval().orElseThrow().contains(100 * Math.exp(effect)) ? 1 : 0;
        }
        return (double) covered / candidates;
    }

    /** Prints the tables of docs/statistics.md. Arguments: candidates a row (default 2,000) and seed (default 1). */
    public static void main(String[] args) {
        int candidates = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("%d candidates a row, seed %d, 55 metrics with Table 5's deviations, 3 iterations", candidates, seed);
        print(
                "| noise | boots | p <= 0.05 | coverage | false alarm per candidate | index: t, rule | bootstrap, rule | t, given weights | bootstrap, given |");
        print("|---|---|---|---|---|---|---|---|---|");
        for (NoiseShape noise : NoiseShape.values()) {
            for (int boots : new int[] {2, 3, 5, 8, 10}) {
                Campaign suite = new Campaign(noise, 55, boots, 3, 0, Campaign.table5());
                Campaign sharing = new Campaign(noise, 12, boots, 3, 0.01, Campaign.table5());
                Comparisons rates = ofComparisons(suite, 0, candidates, seed);
                double t = indexCoverage(sharing, true, candidates, 1_000, seed);
                double bootstrap = indexCoverage(sharing, true, candidates, 2, seed);
                double tGiven = indexCoverage(sharing, false, candidates, 1_000, seed);
                double bootstrapGiven = indexCoverage(sharing, false, candidates, 2, seed);
                print(
                        "| %s | %d | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f |",
                        noise,
                        boots,
                        rates.smallP(),
                        rates.coverage(),
                        rates.falseAlarm(),
                        t,
                        bootstrap,
                        tGiven,
                        bootstrapGiven);
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
