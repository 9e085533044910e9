package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.kpulse.harness.report.RunReport.Check;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.harness.tests.TestChange;
import org.kpulse.harness.tests.TestTally;
import org.kpulse.harness.tests.TestTally.State;

/** What the tests of two kernels came to on one platform: a line a set, then the tests that are not the same on both. Pure. */
final class TestChecks {

    private TestChecks() {}

    static List<Check> of(String platform, Map<TestQuery.Key, OnKernel> base, Map<TestQuery.Key, OnKernel> candidate) {
        TreeSet<TestQuery.Key> keys = new TreeSet<>(base.keySet());
        keys.addAll(candidate.keySet());
        keys.removeIf(key -> !key.platform().equals(platform));
        List<Check> checks = new ArrayList<>();
        keys.stream()
                .map(TestQuery.Key::set)
                .distinct()
                .forEach(set -> checks.add(new Check(
                        set + ": tests that pass", whole(platform, set, base), whole(platform, set, candidate))));
        for (TestQuery.Key key : keys) {
            TestTally before = tally(base, key);
            TestTally after = tally(candidate, key);
            TestChange change = TestChange.of(before, after);
            if (change != TestChange.SAME && change != TestChange.ONE_SIDED) {
                checks.add(new Check(
                        key.set() + " " + key.test() + ", " + change, count(before, change), count(after, change)));
            }
        }
        return checks;
    }

    private static TestTally tally(Map<TestQuery.Key, OnKernel> kernel, TestQuery.Key key) {
        OnKernel found = kernel.get(key);
        return found == null ? TestTally.NONE : found.tally();
    }

    /** Tests, not boots, so it accuses nobody: those of single tests do. */
    private static Check.Count whole(String platform, String set, Map<TestQuery.Key, OnKernel> kernel) {
        List<State> states = kernel.values().stream()
                .filter(each -> each.key().platform().equals(platform)
                        && each.key().set().equals(set))
                .map(each -> each.tally().state())
                .toList();
        int passed = (int) states.stream()
                .filter(s -> s == State.PASSES || s == State.XPASSES)
                .count();
        int failed = (int) states.stream()
                .filter(s -> s == State.FAILS || s == State.FLAKY)
                .count();
        return new Check.Count(passed, failed, 0);
    }

    /** Boots; only those of a test that changed from passing to failing may accuse the kernel. */
    private static Check.Count count(TestTally tally, TestChange change) {
        boolean accuses = change == TestChange.REGRESSION || change == TestChange.SEEN_ONCE;
        return new Check.Count(tally.passed(), tally.failed(), accuses ? tally.failed() : 0);
    }
}
