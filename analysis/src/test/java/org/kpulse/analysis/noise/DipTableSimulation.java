package org.kpulse.analysis.noise;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Makes the rows of {@link DipTable}: quantiles of {@code sqrt(n) dip} of n uniform values, which is the least favourable shape with
 * one mode. Not a test: prints Java; arguments are the number of samples a row and the seed (200000 1).
 */
final class DipTableSimulation {

    private DipTableSimulation() {}

    public static void main(String[] args) {
        int draws = Integer.parseInt(args[0]);
        for (int n : DipTable.SIZES) {
            SplittableRandom random = new SplittableRandom(Long.parseLong(args[1]) * 1_000_003 + n);
            double[] dips = new double[draws];
            for (int draw = 0; draw < draws; draw++) {
                dips[draw] = Math.sqrt(n) * Dip.of(random.doubles(n).toArray());
            }
            Arrays.sort(dips);
            System.out.println(DoubleStream.of(DipTable.PROBABILITIES)
                    .map(probability -> dips[(int) Math.ceil(probability * draws) - 1])
                    .mapToObj(quantile -> String.format(Locale.ROOT, "%.4f", quantile))
                    .collect(Collectors.joining(", ", "{", "},")));
        }
    }
}
