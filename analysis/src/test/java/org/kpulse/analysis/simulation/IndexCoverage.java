package org.kpulse.analysis.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;

/** How often the interval of an index contains the truth, in simulation. */
final class IndexCoverage {

    private static final double EFFECT = 0.03;

    private IndexCoverage() {}

    /** Where the weights come from. */
    enum Source {
        /** The rule, from the boots of the index themselves. */
        BOOTS {
            @Override
            Weights weights(Campaign campaign, List<MetricSamples> drawn) {
                return Weights.byRule();
            }
        },
        /** The rule, from the campaign's true deviations. */
        KNOWN {
            @Override
            Weights weights(Campaign campaign, List<MetricSamples> drawn) {
                Map<MetricKey, Double> percent = new HashMap<>();
                for (int m = 0; m < drawn.size(); m++) {
                    percent.put(
                            drawn.get(m).key(),
                            100
                                    * campaign.deviations()
                                            .get(m % campaign.deviations().size()));
                }
                return Weights.byRule().withDeviations(percent);
            }
        },
        /** All metrics alike. */
        EQUAL {
            @Override
            Weights weights(Campaign campaign, List<MetricSamples> drawn) {
                return Weights.equal(drawn.stream().map(MetricSamples::key).toList());
            }
        };

        abstract Weights weights(Campaign campaign, List<MetricSamples> drawn);
    }

    /**
     * Coverage and size.
     *
     * @param coverage share of intervals that contain the truth
     * @param width mean width of the intervals, in index points
     */
    record Rates(double coverage, double width) {}

    static Rates of(Campaign campaign, Source source, IndexRules rules, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int covered = 0;
        double width = 0;
        for (int i = 0; i < candidates; i++) {
            List<MetricSamples> drawn = campaign.draw(EFFECT, random);
            PerformanceIndex index = IndexCalculator.compute(drawn, Set.of(), source.weights(campaign, drawn), rules);
            covered += index.interval().orElseThrow().contains(100 * Math.exp(EFFECT)) ? 1 : 0;
            width += index.interval().orElseThrow().width() / candidates;
        }
        return new Rates((double) covered / candidates, width);
    }

    /** Prints the table of docs/statistics. Arguments: candidates a cell (default 4,000) and seed (default 1). */
    public static void main(String[] args) {
        int candidates = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("%d candidates a cell, seed %d", candidates, seed);
        print("| metrics | shared | noise | boots | weights from the boots | known deviations | equal weights |");
        print("|---|---|---|---|---|---|---|");
        for (int metrics : new int[] {12, 55}) {
            for (double shared : new double[] {0.01, 0}) {
                for (Noise noise : Noise.values()) {
                    for (int boots : new int[] {3, 5, 10}) {
                        row(new Campaign(noise, metrics, boots, 3, shared, Campaign.table5()), candidates, seed);
                    }
                }
            }
        }
    }

    private static void row(Campaign campaign, int candidates, long seed) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %d | %.0f %% | %s | %d |",
                campaign.metrics(),
                100 * campaign.shared(),
                campaign.noise().name().toLowerCase(Locale.ROOT),
                campaign.boots()));
        for (Source source : Source.values()) {
            Rates rates = of(campaign, source, IndexRules.DEFAULT, candidates, seed);
            line.append(String.format(Locale.ROOT, " %.1f %% (%.2f) |", 100 * rates.coverage(), rates.width()));
        }
        print("%s", line);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
