package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.OverallIndex;
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
        return of(campaign, campaign, source, rules, candidates, seed);
    }

    /** The base's boots from one campaign, the candidate's from another. */
    static Rates of(Campaign base, Campaign candidate, Source source, IndexRules rules, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int covered = 0;
        double width = 0;
        for (int i = 0; i < candidates; i++) {
            List<MetricSamples> drawn = candidate.draw(EFFECT, random);
            if (!base.equals(candidate)) {
                drawn = withBase(base.draw(EFFECT, random), drawn);
            }
            PerformanceIndex index = IndexCalculator.compute(drawn, Set.of(), source.weights(base, drawn), rules);
            covered += index.interval().orElseThrow().contains(100 * Math.exp(EFFECT)) ? 1 : 0;
            width += index.interval().orElseThrow().width() / candidates;
        }
        return new Rates((double) covered / candidates, width);
    }

    /** Of the index over so many platforms with the same noise, all weighed alike. */
    static Rates overPlatforms(Campaign campaign, int platforms, Source source, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int covered = 0;
        double width = 0;
        for (int i = 0; i < candidates; i++) {
            Map<String, PerformanceIndex> indices = new HashMap<>();
            for (int platform = 0; platform < platforms; platform++) {
                List<MetricSamples> drawn = campaign.draw(EFFECT, random);
                indices.put(
                        "p" + platform,
                        IndexCalculator.compute(drawn, Set.of(), source.weights(campaign, drawn), IndexRules.DEFAULT));
            }
            Interval interval = OverallIndex.equallyWeighted(indices, Set.of(), IndexRules.DEFAULT.confidence())
                    .interval()
                    .orElseThrow();
            covered += interval.contains(100 * Math.exp(EFFECT)) ? 1 : 0;
            width += interval.width() / candidates;
        }
        return new Rates((double) covered / candidates, width);
    }

    private static List<MetricSamples> withBase(List<MetricSamples> bases, List<MetricSamples> candidates) {
        List<MetricSamples> joined = new ArrayList<>();
        for (int m = 0; m < bases.size(); m++) {
            MetricSamples other = candidates.get(m);
            joined.add(new MetricSamples(
                    other.key(), other.unit(), other.direction(), bases.get(m).base(), other.candidate()));
        }
        return joined;
    }

    /** Prints the tables of docs/statistics. Arguments: candidates a cell (default 4,000) and seed (default 1). */
    public static void main(String[] args) {
        int candidates = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("%d candidates a cell, seed %d", candidates, seed);
        print("| metrics | shared | noise | boots | weights from the boots | known deviations | equal weights |");
        print("|---|---|---|---|---|---|---|");
        for (int metrics : new int[] {12, 55}) {
            for (double shared : new double[] {0.01, 0}) {
                for (NoiseShape noise : NoiseShape.values()) {
                    for (int boots : new int[] {3, 5, 10}) {
                        Campaign campaign = new Campaign(noise, metrics, boots, 3, shared, Campaign.table5());
                        row(campaign, campaign, candidates, seed);
                    }
                }
            }
        }
        for (NoiseShape noise : NoiseShape.values()) {
            for (int boots : new int[] {3, 5}) {
                platformRow(new Campaign(noise, 12, boots, 3, 0.01, Campaign.table5()), 4, candidates, seed);
            }
        }
        double[][] unequal = {{3, 3, 2}, {5, 5, 2}, {10, 10, 2}, {10, 3, 1}, {3, 10, 1}, {10, 3, 2}, {3, 10, 2}};
        for (NoiseShape noise : new NoiseShape[] {NoiseShape.NORMAL, NoiseShape.LOGNORMAL}) {
            for (double[] sides : unequal) {
                Campaign base = new Campaign(noise, 12, (int) sides[0], 3, 0.01, Campaign.table5());
                List<Double> louder = Campaign.table5().stream()
                        .map(deviation -> sides[2] * deviation)
                        .toList();
                row(base, new Campaign(noise, 12, (int) sides[1], 3, sides[2] * 0.01, louder), candidates, seed);
            }
        }
    }

    private static void platformRow(Campaign campaign, int platforms, int candidates, long seed) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %d platforms | %s | %d |",
                platforms,
                campaign.noise().name().toLowerCase(Locale.ROOT),
                campaign.boots()));
        for (Source source : Source.values()) {
            Rates rates = overPlatforms(campaign, platforms, source, candidates, seed);
            line.append(String.format(Locale.ROOT, " %.1f %% (%.2f) |", 100 * rates.coverage(), rates.width()));
        }
        print("%s", line);
    }

    private static void row(Campaign base, Campaign candidate, int candidates, long seed) {
        double ratio = candidate.deviations().get(0) / base.deviations().get(0);
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %d | %.0f %% | %s | %s |",
                base.metrics(),
                100 * base.shared(),
                base.noise().name().toLowerCase(Locale.ROOT),
                base.equals(candidate)
                        ? base.boots()
                        : base.boots() + " + " + candidate.boots() + ", candidate's deviations x "
                                + Math.round(ratio)));
        for (Source source : Source.values()) {
            Rates rates = of(base, candidate, source, IndexRules.DEFAULT, candidates, seed);
            line.append(String.format(Locale.ROOT, " %.1f %% (%.2f) |", 100 * rates.coverage(), rates.width()));
        }
        print("%s", line);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
