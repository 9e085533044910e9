package org.kpulse.analysis.noise;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Processor time of learning the noise of a platform of 60 metrics x 200 boots x 10 iterations on one thread: the first call of the
 * process and the median when warm. Not a test: how to run it is in the documentation of the noise model.
 */
final class NoiseBenchmark {

    private static final int ROUNDS = 21;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private NoiseBenchmark() {}

    public static void main(String[] args) {
        for (int kernels : new int[] {1, 40}) {
            List<NoiseSamples> samples = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(1);
            for (int m = 0; m < 60; m++) {
                samples.add(RandomNoise.of("m" + m, kernels, 200 / kernels, 10, 0.01, 0.005, random));
            }
            List<Double> times = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long start = CPU.getCurrentThreadCpuTime();
                NoiseModel.estimate(samples);
                times.add((CPU.getCurrentThreadCpuTime() - start) / 1e6);
            }
            double first = times.get(0);
            Collections.sort(times);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d kernels x %d boots: first %.0f ms, median %.0f ms",
                    kernels,
                    200 / kernels,
                    first,
                    times.get(ROUNDS / 2)));
        }
    }
}
