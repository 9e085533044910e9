package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.kpulse.harness.run.TestResult.Outcome;

/** One level of nesting while it is read: its plan, its tests so far, and what waits for the line that names it. */
final class TapBlock {

    private static final int MOST_MISSING = 100;

    final String prefix;
    final Output output = new Output();
    final List<TapTest> tests = new ArrayList<>();

    /** Tests and complaints of an inner block whose own result has not come yet. */
    final List<TapTest> waiting = new ArrayList<>();

    final List<String> waitingComplaints = new ArrayList<>();

    /** The test that was said to begin. */
    Optional<String> announced = Optional.empty();

    OptionalInt plan = OptionalInt.empty();
    Optional<String> skipped = Optional.empty();
    boolean versioned;
    Optional<String> bailedOut = Optional.empty();
    private final Set<Integer> numbers = new HashSet<>();
    private int highest;
    private boolean disordered;

    TapBlock(String prefix) {
        this.prefix = prefix;
    }

    boolean untouched() {
        return tests.isEmpty() && plan.isEmpty() && !versioned;
    }

    /** The test that a result line names, with what waited for it. */
    TapTest take(TapLine.Result result) {
        int ordinal = tests.size() + 1;
        int number = result.number().orElse(ordinal);
        numbers.add(number);
        disordered |= number != highest + 1;
        highest = Math.max(highest, number);
        return test(
                result.name().isEmpty() ? "test " + number : result.name(),
                result.status(),
                result.reason(),
                result.duration());
    }

    TapTest test(String name, Outcome status, String reason, Optional<Duration> duration) {
        TapTest test = new TapTest(name, status, reason, duration, waiting);
        if (Told.isOdd(test.status())) {
            output.text().lines().forEach(test.output()::line);
        }
        tests.add(test);
        waiting.clear();
        waitingComplaints.clear();
        output.clear();
        announced = Optional.empty();
        return test;
    }

    /** The numbers that its plan promised and that did not come, a few of them if they are many. */
    List<Integer> missing() {
        int missing = Math.min(plan.orElse(0) - tests.size(), MOST_MISSING);
        return IntStream.rangeClosed(1, Math.min(plan.orElse(0), numbers.size() + MOST_MISSING))
                .filter(number -> !numbers.contains(number))
                .limit(Math.max(0, missing))
                .boxed()
                .toList();
    }

    /** What was wrong with this block when it ended. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        bailedOut.ifPresent(all::add);
        if (plan.isPresent() && plan.getAsInt() != tests.size() && bailedOut.isEmpty()) {
            all.add("planned " + plan.getAsInt() + " tests, " + tests.size() + " came");
        }
        if (plan.isEmpty() && !tests.isEmpty() && bailedOut.isEmpty()) {
            all.add("no plan");
        }
        if (disordered) {
            all.add("numbers are out of order, missing or doubled");
        }
        return all;
    }
}
