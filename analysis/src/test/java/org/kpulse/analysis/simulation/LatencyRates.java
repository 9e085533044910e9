package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.latency.LatencyComparer;
import org.kpulse.analysis.latency.LatencyHistogram;
import org.kpulse.analysis.latency.LatencyRules;
import org.kpulse.analysis.latency.LatencySamples;
import org.kpulse.analysis.latency.Quantile;
import org.kpulse.analysis.latency.QuantileComparison;

/** How intervals and p values of quantiles keep their level. */
final class LatencyRates {

    private static final MetricKey KEY = new MetricKey("schbench", "wakeup");

    private final NoiseShape noise;
    private final int values;
    private final SplittableRandom random;

    private LatencyRates(NoiseShape noise, int values, long seed) {
        this.noise = noise;
        this.values = values;
        this.random = new SplittableRandom(seed);
    }

    /** Rates of one quantile, as shares of 1: of p at most 0.05 without a change, and of intervals that contain the truth. */
    record Rates(double smallP, double coverage) {}

    /** One row a quantile of {@link Quantile#USUAL}. */
    static List<Rates> of(NoiseShape noise, int boots, int values, int trials, long seed) {
        LatencyRates simulation = new LatencyRates(noise, values, seed);
        List<Quantile> quantiles = Quantile.USUAL;
        int[] smallP = new int[quantiles.size()];
        int[] covered = new int[quantiles.size()];
        for (int trial = 0; trial < trials; trial++) {
            List<QuantileComparison> answers = LatencyComparer.compare(
                    new LatencySamples(
                            KEY,
                            "ns",
                            Direction.LOWER_IS_BETTER,
                            simulation.boots("b", boots),
                            simulation.boots("c", boots)),
                    quantiles,
                    LatencyRules.DEFAULT);
            for (int i = 0; i < quantiles.size(); i++) {
                smallP[i] += answers.get(i).p().orElseThrow() <= 0.05 ? 1 : 0;
                covered[i] += answers.get(i).interval().orElseThrow().contains(0) ? 1 : 0;
            }
        }
        List<Rates> rates = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            rates.add(new Rates((double) smallP[i] / trials, (double) covered[i] / trials));
        }
        return rates;
    }

    private List<LatencyHistogram> boots(String side, int boots) {
        List<LatencyHistogram> all = new ArrayList<>();
        for (int i = 0; i < boots; i++) {
            all.add(boot(side + i));
        }
        return all;
    }

    /**
     * About 50 us, deviation 0.5 (log), times the boot's factor (2 %); of 100 values about one, in some boots two and in some none,
     * waits 1 ms and more for something else.
     */
    private LatencyHistogram boot(String name) {
        LatencyHistogram.Recorder recorder = LatencyHistogram.recorder(KEY, name);
        double factor = 50_000 * Math.exp(0.02 * noise.draw(random));
        double stalls = 0.01 * Math.exp(0.3 * noise.draw(random));
        for (int i = 0; i < values; i++) {
            double value = factor * Math.exp(0.5 * random.nextGaussian());
            if (random.nextDouble() < stalls) {
                value += 1e6 - 3e5 * Math.log(1 - random.nextDouble());
            }
            recorder.record((long) value);
        }
        return recorder.histogram();
    }

    /** Prints the table of docs/statistics.md. Arguments: trials a row (default 1,000) and seed (default 1). */
    public static void main(String[] args) {
        int trials = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("| noise | boots | p50 | p90 | p99 | p99.9 | max |");
        print("|---|---|---|---|---|---|---|");
        for (NoiseShape noise : List.of(NoiseShape.NORMAL, NoiseShape.T3, NoiseShape.BIMODAL)) {
            for (int boots : new int[] {3, 5, 8, 10}) {
                StringBuilder row = new StringBuilder();
                for (Rates rates : of(noise, boots, 2_000, trials, seed)) {
                    row.append(
                            String.format(Locale.ROOT, " %.1f / %.1f |", 100 * rates.smallP(), 100 * rates.coverage()));
                }
                print("| %s | %d |%s", noise.name().toLowerCase(Locale.ROOT), boots, row);
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
