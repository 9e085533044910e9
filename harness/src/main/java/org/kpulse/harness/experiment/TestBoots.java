package org.kpulse.harness.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.tests.TestChange;
import org.kpulse.harness.tests.TestTally;

/**
 * The boots of one platform that run test sets alone, after those that measure: the sets that a suite runs once, and then again each
 * set of which a test failed in the candidate's only boot and passed on the base, until it is known what became of it.
 */
final class TestBoots {

    /** Fresh boots of each kernel for suspected tests, at most. */
    static final int MOST_REPEATS = 3;

    private final Function<List<PlannedBenchmark>, JobLoop> loops;
    private final Supplier<? extends Collection<String>> suspects;
    private final Progress progress;
    private final List<JobLoop> used = new ArrayList<>();

    /**
     * @param loops what boots both kernels with these test sets
     * @param suspects the test sets with a test that is suspected by what is stored now
     */
    TestBoots(
            Function<List<PlannedBenchmark>, JobLoop> loops,
            Supplier<? extends Collection<String>> suspects,
            Progress progress) {
        this.loops = loops;
        this.suspects = suspects;
        this.progress = progress;
    }

    /**
     * Makes them, and answers how many boots each kernel then has.
     *
     * @param made boots of each kernel so far
     * @param every what these ran
     * @param once what is to run once
     */
    int make(int made, List<PlannedBenchmark> every, List<PlannedBenchmark> once) {
        int boots = made;
        if (!once.isEmpty()) {
            boots++;
            loop(once).run(boots);
        }
        List<PlannedBenchmark> sets = new ArrayList<>(every);
        sets.addAll(once);
        for (int repeat = 0; repeat < MOST_REPEATS; repeat++) {
            Collection<String> names = suspects.get();
            List<PlannedBenchmark> again = sets.stream()
                    .filter(each -> names.contains(each.benchmark().name()))
                    .toList();
            if (again.isEmpty()) {
                return boots;
            }
            progress.step("tests that failed once, again in fresh boots: " + String.join(", ", names));
            boots++;
            loop(again).run(boots);
        }
        return boots;
    }

    /** What boots were made with. */
    List<JobLoop> used() {
        return List.copyOf(used);
    }

    private JobLoop loop(List<PlannedBenchmark> sets) {
        JobLoop loop = loops.apply(sets);
        used.add(loop);
        return loop;
    }

    /** Test sets with a test that failed in the candidate's only boot and passed in each of the base. */
    static Set<String> suspects(Database database, long experiment, String platform) {
        TestQuery query = new TestQuery(database);
        var base = query.ofExperiment(experiment, Role.BASE);
        Set<String> sets = new TreeSet<>();
        query.ofExperiment(experiment, Role.CANDIDATE).forEach((key, candidate) -> {
            TestQuery.OnKernel before = base.get(key);
            TestTally tally = before == null ? TestTally.NONE : before.tally();
            if (key.platform().equals(platform) && TestChange.of(tally, candidate.tally()) == TestChange.SEEN_ONCE) {
                sets.add(key.set());
            }
        });
        return sets;
    }
}
