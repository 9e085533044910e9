package org.kpulse.analysis.simulation;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.HodgesLehmann;
import org.kpulse.analysis.inference.MannWhitney;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/** How the rank sum test and the Hodges-Lehmann interval keep their level, and what they cost against Welch's t. */
final class RobustRates {

    private RobustRates() {}

    /**
     * Rates of one row, as shares of 1.
     *
     * @param falseRank p of the rank sum test at most 0.05 without a change
     * @param coverage Hodges-Lehmann interval contains the truth, of those there are; NaN without any
     * @param width mean width of the interval over Welch's, of those there are
     * @param powerRank p at most 0.05 with the change
     * @param powerWelch the same by Welch's t
     */
    record Rates(double falseRank, double coverage, double width, double powerRank, double powerWelch) {}

    /** {@code boots} a side; the change is {@code shift} standard deviations of a boot. */
    static Rates of(NoiseShape noise, int boots, double shift, int trials, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] found = new int[3];
        int intervals = 0;
        int covered = 0;
        double width = 0;
        double welchWidth = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] base = draw(noise, boots, 0, random);
            double[] same = draw(noise, boots, 0, random);
            double[] moved = draw(noise, boots, shift, random);
            MeanDifference welch = Welch.of(Moments.of(base), Moments.of(moved));
            found[0] += MannWhitney.of(base, same).twoSidedP() <= 0.05 ? 1 : 0;
            found[1] += MannWhitney.of(base, moved).twoSidedP() <= 0.05 ? 1 : 0;
            found[2] += welch.p() <= 0.05 ? 1 : 0;
            Optional<Interval> interval = HodgesLehmann.shift(base, moved, 0.95).interval();
            if (interval.isPresent()) {
                intervals++;
                covered += interval.get().contains(shift) ? 1 : 0;
                width += interval.get().width();
                welchWidth += welch.interval(0.95).width();
            }
        }
        return new Rates(
                (double) found[0] / trials,
                (double) covered / intervals,
                width / welchWidth,
                (double) found[1] / trials,
                (double) found[2] / trials);
    }

    private static double[] draw(NoiseShape noise, int boots, double shift, SplittableRandom random) {
        double[] values = new double[boots];
        for (int i = 0; i < boots; i++) {
            values[i] = shift + noise.draw(random);
        }
        return values;
    }

    /** Prints the table of docs/statistics.md. Arguments: trials a row (default 20,000) and seed (default 1). */
    public static void main(String[] args) {
        int trials = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("| noise | boots | false, rank test | coverage | width / Welch's | power at 2 sd, rank test | Welch |");
        print("|---|---|---|---|---|---|---|");
        for (NoiseShape noise : NoiseShape.values()) {
            for (int boots : new int[] {3, 4, 5, 8, 10}) {
                Rates rates = of(noise, boots, 2, trials, seed);
                print(
                        "| %s | %d | %.1f %% | %s | %s | %.1f %% | %.1f %% |",
                        noise.name().toLowerCase(Locale.ROOT),
                        boots,
                        100 * rates.falseRank(),
                        Double.isNaN(rates.coverage()) ? "none" : text("%.1f %%", 100 * rates.coverage()),
                        Double.isNaN(rates.width()) ? "" : text("%.2f", rates.width()),
                        100 * rates.powerRank(),
                        100 * rates.powerWelch());
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(text(format, values));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
