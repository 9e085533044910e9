package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;

/** Samples with known noise. */
final class RandomNoise {

    private RandomNoise() {}

    /** One build a kernel, the same layout everywhere; deviations of boots and iterations. */
    static NoiseSamples of(
            String name,
            int kernels,
            int boots,
            int iterations,
            double boot,
            double iteration,
            RandomGenerator random) {
        List<KernelBoots> all = new ArrayList<>();
        for (int k = 0; k < kernels; k++) {
            List<BootSamples> own = new ArrayList<>();
            for (int b = 0; b < boots; b++) {
                double level = 3 + 0.1 * k + boot * random.nextGaussian();
                own.add(boot("k" + k + "b" + b, level, iterations, iteration, random));
            }
            all.add(KernelBoots.ofOneBuild("k" + k, own));
        }
        return new NoiseSamples(Given.key(name), all);
    }

    /** One kernel of one build. */
    static NoiseSamples one(String name, BootSamples... boots) {
        return new NoiseSamples(Given.key(name), List.of(KernelBoots.ofOneBuild("k", List.of(boots))));
    }

    /** Random layouts and deviations, some of them 0 or far apart: 1 to 6 kernels, 1 to 3 builds, 1 to 9 boots, 1 to 5 iterations. */
    static List<NoiseSamples> many(int count) {
        SplittableRandom random = new SplittableRandom(17);
        List<NoiseSamples> many = new ArrayList<>();
        for (int m = 0; m < count; m++) {
            double[] deviation = new double[3];
            for (int level = 0; level < 3; level++) {
                deviation[level] = random.nextInt(5) == 0 ? 0 : Math.exp(random.nextDouble(-12, -1));
            }
            boolean equalIterations = random.nextBoolean();
            List<KernelBoots> kernels = new ArrayList<>();
            int size = random.nextInt(1, 7);
            for (int k = 0; k < size; k++) {
                kernels.add(kernel("k" + k, deviation, equalIterations ? 3 : 0, random));
            }
            many.add(new NoiseSamples(Given.key("m" + m), kernels));
        }
        return many;
    }

    static NoiseSamples mapped(NoiseSamples samples, DoubleUnaryOperator change) {
        return new NoiseSamples(
                samples.key(),
                samples.kernels().stream().map(kernel -> mapped(kernel, change)).toList());
    }

    static KernelBoots mapped(KernelBoots kernel, DoubleUnaryOperator change) {
        return new KernelBoots(
                kernel.kernel(),
                kernel.builds().stream()
                        .map(build -> new KernelBoots.Build(
                                build.build(),
                                build.boots().stream()
                                        .map(boot -> BootSamples.of(
                                                boot.boot(),
                                                Arrays.stream(boot.values())
                                                        .map(change)
                                                        .toArray()))
                                        .toList()))
                        .toList());
    }

    private static KernelBoots kernel(String name, double[] deviation, int iterations, RandomGenerator random) {
        List<KernelBoots.Build> builds = new ArrayList<>();
        int size = random.nextInt(1, 4);
        for (int b = 0; b < size; b++) {
            double build = 3 + deviation[0] * random.nextGaussian();
            List<BootSamples> boots = new ArrayList<>();
            int own = random.nextInt(1, 10);
            for (int j = 0; j < own; j++) {
                int count = iterations > 0 ? iterations : random.nextInt(1, 6);
                double level = build + deviation[1] * random.nextGaussian();
                boots.add(boot(name + "." + b + "." + j, level, count, deviation[2], random));
            }
            builds.add(new KernelBoots.Build(name + "." + b, boots));
        }
        return new KernelBoots(name, builds);
    }

    private static BootSamples boot(
            String name, double level, int iterations, double deviation, RandomGenerator random) {
        double[] values = new double[iterations];
        for (int i = 0; i < iterations; i++) {
            values[i] = Math.exp(level + 0.02 / (i + 1) + deviation * random.nextGaussian());
        }
        return BootSamples.of(name, values);
    }
}
