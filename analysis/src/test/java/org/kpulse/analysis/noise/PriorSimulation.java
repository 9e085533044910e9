package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.ModeratedVariance;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.inference.Welch;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

/**
 * What the prior is worth: kernels that differ in nothing are compared with moderated t (both sides' variance pooled) and Welch's t, a
 * noise model learnt anew for every 60 metrics. Prints the share of p below 5, 1 and 0.1 %, and the power against a true change of
 * 3 standard errors. Not a test; arguments: rounds, seed, boots a side.
 */
final class PriorSimulation {

    private static final int METRICS = 60;
    private static final int ITERATIONS = 3;
    private static final double[] LEVELS = {0.05, 0.01, 0.001};

    private final int boots;
    private final SplittableRandom random;
    private final Shape shape;
    private final double kernelDegrees;

    private PriorSimulation(int boots, long seed, Shape shape, double kernelDegrees) {
        this.boots = boots;
        this.random = new SplittableRandom(seed);
        this.shape = shape;
        this.kernelDegrees = kernelDegrees;
    }

    /** Noise between boots with mean 0 and variance 1. */
    private enum Shape {
        NORMAL,
        T3,
        LOGNORMAL,
        BIMODAL;

        double draw(RandomGenerator random) {
            double g = random.nextGaussian();
            return switch (this) {
                case NORMAL -> g;
                case T3 -> g / Math.sqrt(3 * chiSquare(random, 3));
                case LOGNORMAL ->
                    (Math.exp(0.5 * g) - Math.exp(0.125)) / (Math.exp(0.125) * Math.sqrt(Math.expm1(0.25)));
                case BIMODAL -> ((random.nextInt(3) == 0 ? 2 : -1) + g) / Math.sqrt(3);
            };
        }
    }

    private record Campaign(int kernels, int boots) {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        int boots = Integer.parseInt(args[2]);
        for (Campaign campaign : List.of(new Campaign(1, 20), new Campaign(12, 5), new Campaign(40, 3))) {
            for (Shape shape : Shape.values()) {
                for (double kernelDegrees : new double[] {Double.POSITIVE_INFINITY, 8}) {
                    if (shape == Shape.NORMAL || kernelDegrees > 8) {
                        new PriorSimulation(boots, seed, shape, kernelDegrees).print(campaign, rounds);
                    }
                }
            }
        }
    }

    private void print(Campaign campaign, int rounds) {
        double[] moderated = new double[LEVELS.length + 1];
        double[] welch = new double[LEVELS.length + 1];
        double degrees = 0;
        double kernelSpread = 0;
        for (int round = 0; round < rounds; round++) {
            double[] deviations = new double[METRICS];
            List<NoiseSamples> samples = new ArrayList<>();
            for (int m = 0; m < METRICS; m++) {
                deviations[m] = Math.exp(random.nextDouble(Math.log(0.002), Math.log(0.1)));
                List<KernelBoots> kernels = new ArrayList<>();
                for (int k = 0; k < campaign.kernels; k++) {
                    kernels.add(KernelBoots.ofOneBuild("k" + k, kernel(deviations[m], campaign.boots, "k" + k + "b")));
                }
                samples.add(new NoiseSamples(Given.key("m" + m), kernels));
            }
            NoiseModel model = NoiseModel.estimate(samples);
            kernelSpread += model.kernelDegreesOfFreedom() / rounds;
            for (int m = 0; m < METRICS; m++) {
                VariancePrior prior = model.prior(Given.key("m" + m), ITERATIONS, Spread.WITHIN_BUILD);
                degrees += prior.degreesOfFreedom() / METRICS / rounds;
                double share = 1.0 / METRICS / rounds;
                compare(prior, deviations[m], share, moderated, welch);
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "| %d x %d | %s%s | %.0f | %.1f | %s | %s |",
                campaign.kernels,
                campaign.boots,
                shape.name().toLowerCase(Locale.ROOT),
                kernelDegrees < 100 ? ", kernels' variances differ" : "",
                kernelSpread,
                degrees,
                shares(moderated),
                shares(welch)));
    }

    private void compare(VariancePrior prior, double deviation, double share, double[] moderated, double[] welch) {
        // both sides' kernels have the same variance: a change of the kernel seldom changes its noise
        double scale = scale();
        Moments base = means(side(deviation * scale, boots, "a"));
        Moments candidate = means(side(deviation * scale, boots, "b"));
        double pooled = (base.sd() * base.sd() + candidate.sd() * candidate.sd()) / 2;
        ModeratedVariance joined = prior.posterior(pooled, 2.0 * (boots - 1));
        double error = joined.sd() * Math.sqrt(2.0 / boots);
        double d = candidate.mean() - base.mean();
        MeanDifference own = Welch.of(base, candidate);
        double p = StudentT.twoSidedP(d / error, joined.degreesOfFreedom());
        for (int i = 0; i < LEVELS.length; i++) {
            moderated[i] += p <= LEVELS[i] ? share : 0;
            welch[i] += own.p() <= LEVELS[i] ? share : 0;
        }
        double change = 4 * deviation * Math.sqrt((1 + 0.25 / ITERATIONS) * 2 / boots);
        moderated[LEVELS.length] +=
                StudentT.twoSidedP((d + change) / error, joined.degreesOfFreedom()) <= 0.01 ? share : 0;
        welch[LEVELS.length] +=
                new MeanDifference(d + change, own.standardError(), own.degreesOfFreedom()).p() <= 0.01 ? share : 0;
    }

    private double scale() {
        return kernelDegrees < 100 ? Math.sqrt(1 / chiSquare(random, (int) kernelDegrees)) : 1;
    }

    private List<BootSamples> kernel(double deviation, int count, String prefix) {
        return side(deviation * scale(), count, prefix);
    }

    /** Boots with this deviation, half of it between iterations. */
    private List<BootSamples> side(double deviation, int count, String prefix) {
        List<BootSamples> side = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            double boot = deviation * shape.draw(random);
            double[] values = new double[ITERATIONS];
            for (int i = 0; i < ITERATIONS; i++) {
                values[i] = Math.exp(3 + boot + 0.01 * i + deviation / 2 * random.nextGaussian());
            }
            side.add(BootSamples.of(prefix + b, values));
        }
        return side;
    }

    private static Moments means(List<BootSamples> side) {
        return Moments.of(
                side.stream().mapToDouble(boot -> boot.meanLog(ITERATIONS)).toArray());
    }

    /** Chi squared by its degrees of freedom. */
    private static double chiSquare(RandomGenerator random, int degrees) {
        double sum = 0;
        for (int i = 0; i < degrees; i++) {
            double g = random.nextGaussian();
            sum += g * g;
        }
        return sum / degrees;
    }

    private static String shares(double[] shares) {
        return Arrays.stream(shares)
                .mapToObj(share -> String.format(Locale.ROOT, "%.2f %%", 100 * share))
                .reduce((a, b) -> a + " | " + b)
                .orElseThrow();
    }
}
