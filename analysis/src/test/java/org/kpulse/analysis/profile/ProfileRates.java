package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** How often something is named in any phase of a run though nothing changed, and how often a planted change stands first. */
final class ProfileRates {

    private ProfileRates() {}

    /**
     * Counts over runs of several phases.
     *
     * @param runs compared
     * @param naming runs in which anything was named
     * @param first phases (one a run) in which the planted function stood first
     * @param right of these, with instructions per call right to 1
     * @param others named beside the planted one, in all runs
     */
    record Rates(int runs, int naming, int first, int right, int others) {}

    static Rates of(int runs, int phases, int functions, int bimodalPhases, int more, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ProfileRules rules = ProfileRules.DEFAULT.withPhases(phases);
        int naming = 0;
        int first = 0;
        int right = 0;
        int others = 0;
        for (int run = 0; run < runs; run++) {
            boolean named = false;
            for (int i = 0; i < phases; i++) {
                NoisyPhase phase = new NoisyPhase(functions, i < bimodalPhases, random.split());
                List<BootProfile> base = boots(phase, 0, random);
                named |= !ProfileExplainer.explain(base, boots(phase, 0, random), FunctionPlaces.NOWHERE, rules)
                        .changes()
                        .isEmpty();
                if (i == 0 && more > 0) {
                    Explanation planted =
                            ProfileExplainer.explain(base, boots(phase, more, random), FunctionPlaces.NOWHERE, rules);
                    List<FunctionChange> changes = planted.changes();
                    boolean found = !changes.isEmpty() && changes.get(0).name().equals(phase.hottest());
                    first += found ? 1 : 0;
                    right += found && isRight(changes.get(0), more) ? 1 : 0;
                    others += changes.size() - (found ? 1 : 0);
                }
            }
            naming += named ? 1 : 0;
        }
        return new Rates(runs, naming, first, right, others);
    }

    private static boolean isRight(FunctionChange change, int more) {
        double perCall = change.candidate().perCall().orElseThrow()
                - change.base().perCall().orElseThrow();
        return Math.abs(perCall - more) <= 1;
    }

    private static List<BootProfile> boots(NoisyPhase phase, int more, SplittableRandom random) {
        List<BootProfile> boots = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            boots.add(phase.boot("boot " + i, more, random.split()));
        }
        return boots;
    }

    /** {@code [runs] [seed]}: the table of docs/statistics/profiles.md. */
    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        for (int bimodal : new int[] {0, 1, 3}) {
            for (int more : new int[] {20, 100}) {
                long start = System.nanoTime();
                Rates rates = of(runs, 30, 1000, bimodal, more, seed);
                System.out.printf(
                        Locale.ROOT,
                        "%d bimodal, +%d: %s, %.0f ms a phase%n",
                        bimodal,
                        more,
                        rates,
                        (System.nanoTime() - start) / 1e6 / runs / 30);
            }
        }
    }
}
