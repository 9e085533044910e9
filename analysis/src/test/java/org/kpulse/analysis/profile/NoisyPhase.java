package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A phase whose functions vary from boot to boot in the ways that real ones do: paths of system calls not at all, interrupts as
 * Poisson counts, the scheduler and allocators more (gamma-Poisson), a few rarely and much; in a bimodal phase a fifth of the noisy
 * ones share a level that each boot settles on.
 */
final class NoisyPhase {

    private static final int ITERATIONS = 3;

    /** {@code calls} an iteration; deviations are shares of 1, of calls and of instructions per call. */
    private record Function(
            String name, boolean exact, double calls, double perCall, double callSd, double pathSd, boolean bimodal) {}

    private final List<Function> functions = new ArrayList<>();
    private final String hottest;

    NoisyPhase(int size, boolean bimodal, SplittableRandom random) {
        double scale = Math.exp(1.5 * random.nextGaussian());
        for (int i = 0; i < size; i++) {
            boolean exact = random.nextDouble() < 0.4;
            double calls = Math.ceil(scale * Math.exp(5 + 2.5 * random.nextGaussian()));
            double perCall = Math.ceil(Math.exp(4 + random.nextGaussian()));
            double callSd = Math.exp(-4.5 + 1.5 * random.nextGaussian());
            double pathSd = Math.exp(-6 + 1.5 * random.nextGaussian());
            boolean level = bimodal && !exact && random.nextDouble() < 0.2;
            functions.add(new Function("f" + i, exact, calls, perCall, callSd, pathSd, level));
        }
        hottest = functions.stream()
                .filter(Function::exact)
                .max(Comparator.comparingDouble(f -> f.calls() * f.perCall()))
                .orElseThrow()
                .name();
    }

    /** The function that a planted change is in. */
    String hottest() {
        return hottest;
    }

    /** A boot whose hottest exact function takes {@code more} instructions a call. */
    BootProfile boot(String name, int more, SplittableRandom random) {
        boolean high = random.nextBoolean();
        Map<String, FunctionCount> counts = new LinkedHashMap<>();
        for (Function function : functions) {
            FunctionCount count = function.exact()
                    ? exact(function, function.name().equals(hottest) ? more : 0)
                    : noisy(function, high, random);
            if (count.instructions() > 0) {
                counts.put(function.name(), count);
            }
        }
        return new BootProfile(name, ITERATIONS, 5_000_000L + random.nextInt(1000), random.nextInt(500), counts);
    }

    private static FunctionCount exact(Function function, int more) {
        long calls = ((long) function.calls()) * ITERATIONS;
        return new FunctionCount(calls * ((long) function.perCall() + more), calls);
    }

    private static FunctionCount noisy(Function function, boolean high, SplittableRandom random) {
        double level = function.bimodal() && high ? 1.2 : 1;
        double mean = function.calls() * ITERATIONS * level * Math.exp(function.callSd() * random.nextGaussian());
        double poisson = Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian());
        long calls = Math.round(poisson);
        double perCall = function.perCall() * Math.exp(function.pathSd() * heavy(random) / Math.sqrt(calls + 1.0) * 10);
        return new FunctionCount(Math.round(calls * perCall), calls);
    }

    /** Student's t with 4 degrees of freedom. */
    private static double heavy(SplittableRandom random) {
        double squares = 0;
        for (int i = 0; i < 4; i++) {
            squares += Math.pow(random.nextGaussian(), 2);
        }
        return random.nextGaussian() / Math.sqrt(squares / 4);
    }
}
