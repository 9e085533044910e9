package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Small profiles of tests: exact paths of system calls beside functions that vary by chance. */
final class Profiles {

    static final int ITERATIONS = 2;

    private Profiles() {}

    /** Three boots of a quiet phase; {@code change} is applied to the functions of each. */
    static List<BootProfile> boots(long seed, UnaryOperator<Map<String, FunctionCount>> change) {
        SplittableRandom random = new SplittableRandom(seed);
        List<BootProfile> boots = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Map<String, FunctionCount> functions = new TreeMap<>();
            for (int f = 0; f < 40; f++) {
                functions.put("exact_" + f, new FunctionCount(20_000L * (50 + f), 20_000));
                long calls = 1_000L * (f + 1) + random.nextInt(-100, 101);
                functions.put("noisy_" + f, new FunctionCount(calls * 80 + random.nextInt(5_000), calls));
            }
            functions.put("pipe_write", new FunctionCount(20_000L * 143, 20_000));
            boots.add(new BootProfile("boot " + seed + "." + i, ITERATIONS, 4_000_000, 3_000, change.apply(functions)));
        }
        return boots;
    }

    static List<BootProfile> boots(long seed) {
        return boots(seed, functions -> functions);
    }

    /** With a function put in or replaced. */
    static UnaryOperator<Map<String, FunctionCount>> with(String name, long perCall, long calls) {
        return functions -> {
            functions.put(name, new FunctionCount(perCall * calls, calls));
            return functions;
        };
    }

    static UnaryOperator<Map<String, FunctionCount>> without(String name) {
        return functions -> {
            functions.remove(name);
            return functions;
        };
    }

    /** All sums and iterations (or work) times a factor. */
    static List<BootProfile> times(int factor, List<BootProfile> boots) {
        return boots.stream()
                .map(boot -> {
                    Map<String, FunctionCount> functions = new TreeMap<>();
                    boot.functions()
                            .forEach((name, count) -> functions.put(
                                    name, new FunctionCount(count.instructions() * factor, count.calls() * factor)));
                    return new BootProfile(
                            boot.boot(),
                            boot.iterations() * factor,
                            boot.user() * factor,
                            boot.unknown() * factor,
                            functions);
                })
                .toList();
    }

    static List<BootProfile> withWork(List<BootProfile> boots, double... work) {
        List<BootProfile> worked = new ArrayList<>();
        for (int i = 0; i < boots.size(); i++) {
            BootProfile boot = boots.get(i);
            worked.add(new BootProfile(
                    boot.boot(),
                    boot.iterations(),
                    boot.user(),
                    boot.unknown(),
                    boot.functions(),
                    OptionalDouble.of(work[i])));
        }
        return worked;
    }

    static Explanation explain(List<BootProfile> base, List<BootProfile> candidate) {
        return ProfileExplainer.explain(base, candidate, FunctionPlaces.NOWHERE, ProfileRules.DEFAULT);
    }
}
