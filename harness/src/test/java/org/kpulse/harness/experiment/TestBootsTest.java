package org.kpulse.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;

@ExtendWith(PostgresExtension.class)
class TestBootsTest {

    private final Database database;

    @TempDir
    Path directory;

    TestBootsTest(Database database) {
        this.database = database;
    }

    private static PlannedBenchmark set(String name) {
        return new PlannedBenchmark(JobLoopFixture.testSet(name), Map.of(), 0, 1);
    }

    /** What ran in each boot beyond the first two of each kernel, when these sets are suspected one time after the other. */
    private List<String> ran(
            char tag, List<PlannedBenchmark> every, List<PlannedBenchmark> once, List<Set<String>> told) {
        JobLoopFixture fixture = new JobLoopFixture(database, directory, tag);
        List<String> plans = new ArrayList<>();
        Deque<Set<String>> suspects = new ArrayDeque<>(told);
        TestBoots boots = new TestBoots(
                sets -> {
                    plans.add(String.join(
                            " ",
                            sets.stream().map(each -> each.benchmark().name()).toList()));
                    return fixture.loop(1);
                },
                () -> suspects.isEmpty() ? Set.of() : suspects.remove(),
                Progress.silent());
        fixture.loop(1).run(2);

        int made = boots.make(2, every, once);

        assertThat(made).isEqualTo(2 + plans.size());
        assertThat(fixture.stored(Side.BASE)).hasSize(made);
        assertThat(fixture.stored(Side.CANDIDATE)).hasSize(made);
        assertThat(fixture.wanted(Side.CANDIDATE)).isGreaterThanOrEqualTo(made);
        return plans;
    }

    @Test
    void whatIsToRunOnceRunsInABootOfItsOwn() {
        assertThat(ran('0', List.of(), List.of(set("one"), set("two")), List.of()))
                .containsExactly("one two");
    }

    @Test
    void nothingIsBootedWithoutASuspect() {
        assertThat(ran('1', List.of(set("one")), List.of(), List.of())).isEmpty();
    }

    @Test
    void suspectedSetsAloneAreRepeatedUntilNoneIsLeft() {
        assertThat(ran(
                        '2',
                        List.of(set("one"), set("two")),
                        List.of(set("three")),
                        List.of(Set.of("one", "three"), Set.of("three"))))
                .containsExactly("three", "one three", "three");
    }

    @Test
    void whatStaysSuspectedIsRepeatedThreeTimesAtMost() {
        Set<String> one = Set.of("one");
        assertThat(ran('3', List.of(set("one")), List.of(), List.of(one, one, one, one, one)))
                .hasSize(3);
    }

    @Test
    void aTestIsSuspectedWhenItFailedInTheOnlyBootOfTheCandidateAndPassedOnTheBase() {
        JobLoopFixture fixture = new JobLoopFixture(database, directory, '4');
        results(
                fixture,
                Side.BASE,
                0,
                Map.of("a", Outcome.PASS, "b", Outcome.FAIL, "c", Outcome.PASS, "d", Outcome.SKIP));
        assertThat(suspects(fixture)).as("nothing is known of the candidate").isEmpty();

        results(
                fixture,
                Side.CANDIDATE,
                0,
                Map.of("a", Outcome.PASS, "b", Outcome.FAIL, "c", Outcome.PASS, "d", Outcome.FAIL));
        assertThat(suspects(fixture)).isEmpty();

        JobLoopFixture another = new JobLoopFixture(database, directory, '5');
        results(another, Side.BASE, 0, Map.of("a", Outcome.PASS));
        results(another, Side.CANDIDATE, 0, Map.of("a", Outcome.FAIL));
        assertThat(suspects(another)).containsExactly("set");

        results(another, Side.CANDIDATE, 1, Map.of("a", Outcome.FAIL));
        assertThat(suspects(another)).as("a regression").isEmpty();
    }

    private Set<String> suspects(JobLoopFixture fixture) {
        return TestBoots.suspects(database, fixture.experiment(), fixture.platform());
    }

    private void results(JobLoopFixture fixture, Side side, int boot, Map<String, Outcome> outcomes) {
        RunRecord run =
                StoreFixture.run(new RunSlot(fixture.job(side), boot, 0, 1), java.util.Optional.empty(), List.of());
        List<TestResult> tests = new ArrayList<>();
        outcomes.forEach((test, outcome) -> tests.add(new TestResult("set", test, outcome, 0.1, "", "")));
        new RunStore(database)
                .save(new RunRecord(
                        run.slot(),
                        run.started(),
                        run.timing(),
                        run.fault(),
                        run.provenance(),
                        run.steps(),
                        run.samples(),
                        run.logDirectory(),
                        run.kernelWarnings(),
                        run.consoleTail(),
                        run.collected(),
                        tests,
                        run.crashes()));
    }
}
