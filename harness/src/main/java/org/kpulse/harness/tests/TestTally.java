package org.kpulse.harness.tests;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.run.TestResult.Outcome;

/**
 * How often a test ended how on one kernel, each time in a fresh boot. Pure.
 *
 * @param counts boots by outcome, none of 0
 */
public record TestTally(Map<Outcome, Integer> counts) {

    /** No boot. */
    public static final TestTally NONE = new TestTally(Map.of());

    /** What the boots say together. */
    public enum State {
        /** In every boot that says something the guarantee held, or its known limitation was seen. */
        PASSES,
        /** In none. */
        FAILS,
        /** In some: a state of its own, with a rate. */
        FLAKY,
        /** A known limitation is gone in at least one boot, and nothing failed. */
        XPASSES,
        /** It was skipped or did not run. */
        NOT_RUN
    }

    public TestTally {
        counts = Map.copyOf(counts);
        if (counts.values().stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("counts of boots begin at 1: " + counts);
        }
    }

    /** Of single boots. */
    public static TestTally of(List<Outcome> boots) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        boots.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        return new TestTally(counts);
    }

    /** Boots in which the test failed or gave no answer. */
    public int failed() {
        return sum(true);
    }

    /** Boots in which it passed or failed in the known way. */
    public int passed() {
        return sum(false);
    }

    /** Boots that say something. */
    public int boots() {
        return failed() + passed();
    }

    /** Share of the boots that say something in which it failed; 0 if none does. */
    public double failureRate() {
        return boots() == 0 ? 0 : (double) failed() / boots();
    }

    /** What they say together. */
    public State state() {
        if (boots() == 0) {
            return State.NOT_RUN;
        }
        if (failed() == 0) {
            return counts.containsKey(Outcome.XPASS) ? State.XPASSES : State.PASSES;
        }
        return passed() == 0 ? State.FAILS : State.FLAKY;
    }

    private int sum(boolean failed) {
        return counts.entrySet().stream()
                .filter(each -> failed ? each.getKey().failed() : each.getKey().passed())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
