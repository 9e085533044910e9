package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.tests.TestTally;

@ExtendWith(PostgresExtension.class)
class TestQueryTest {

    private static final Optional<Fault> PANIC = Optional.of(new KernelFault(KernelFault.Kind.PANIC, "panic"));
    private static final Optional<Fault> OURS = Optional.of(new InfraFault(InfraFault.Kind.OUTPUT_UNPARSABLE, "lies"));

    private final Database database;
    private final TestQuery query;
    private final StoreFixture fixture;
    private final long base;
    private final long candidate;
    private final long experiment;

    TestQueryTest(Database database) {
        this.database = database;
        this.query = new TestQuery(database);
        this.fixture = StoreFixture.in(database, 'b', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{}");
        this.base = jobs.get(0).id();
        this.candidate = jobs.get(1).id();
        this.experiment = jobs.get(0).experimentId().orElseThrow();
    }

    private static TestResult result(String test, Outcome outcome) {
        return new TestResult("fsystest", test, outcome, 0.25, outcome.failed() ? "wrong" : "", "tab\there\\ \0\n");
    }

    private long save(long job, int boot, int attempt, Optional<Fault> fault, TestResult... results) {
        RunRecord run = StoreFixture.run(new RunSlot(job, boot, attempt, 1), fault, List.of());
        return new RunStore(database)
                .save(new RunRecord(
                        run.slot(),
                        run.started().plusSeconds(attempt),
                        run.timing(),
                        run.fault(),
                        run.provenance(),
                        run.steps(),
                        run.samples(),
                        run.logDirectory(),
                        run.kernelWarnings(),
                        run.consoleTail(),
                        run.collected(),
                        List.of(results),
                        List.of()));
    }

    @Test
    void resultsComeBackAsTheyWereStored() {
        long run = save(base, 0, 0, Optional.empty(), result("a/y", Outcome.FAIL), result("a/x", Outcome.PASS));

        assertThat(query.ofRun(run)).extracting(TestResult::test).containsExactly("a/x", "a/y");
        assertThat(query.ofRun(run).get(1))
                .isEqualTo(new TestResult("fsystest", "a/y", Outcome.FAIL, 0.25, "wrong", "tab\there\\ \ufffd\n"));
    }

    @Test
    void aRunThatTheKernelCutOffKeepsItsResultsAndTheyCount() {
        save(base, 0, 0, PANIC, result("a/z", Outcome.FAIL));
        save(base, 0, 1, Optional.empty(), result("a/z", Outcome.PASS));

        assertThat(query.ofBoot(base, 0, "fsystest", "a/z"))
                .extracting(TestResult::outcome)
                .containsExactly(Outcome.FAIL, Outcome.PASS);
        TestTally tally = query.history("a/z").get(0).tally();
        assertThat(tally.counts()).isEqualTo(Map.of(Outcome.FAIL, 1, Outcome.PASS, 1));
    }

    @Test
    void resultsOfARunThatFailedByAFaultOfOursAreShownButNeverCount() {
        long run = save(base, 0, 0, OURS, result("a/ours", Outcome.FAIL));

        assertThat(query.ofRun(run)).hasSize(1);
        assertThat(query.ofBoot(base, 0, "fsystest", "a/ours")).isEmpty();
        assertThat(query.history("a/ours")).isEmpty();
        assertThat(query.ofKernel(fixture.base()).keySet())
                .noneMatch(key -> key.test().equals("a/ours"));
    }

    @Test
    void theSidesOfAnExperimentAreCountedApart() {
        save(base, 0, 0, Optional.empty(), result("a/side", Outcome.PASS));
        save(candidate, 0, 0, Optional.empty(), result("a/side", Outcome.FAIL));
        save(candidate, 1, 0, Optional.empty(), result("a/side", Outcome.FAIL));
        TestQuery.Key key = new TestQuery.Key("qemu-b", "fsystest", "a/side");

        assertThat(query.ofExperiment(experiment, Role.BASE).get(key)).satisfies(side -> {
            assertThat(side.tally().counts()).isEqualTo(Map.of(Outcome.PASS, 1));
            assertThat(side.reason()).isEmpty();
        });
        assertThat(query.ofExperiment(experiment, Role.CANDIDATE).get(key)).satisfies(side -> {
            assertThat(side.tally().failed()).isEqualTo(2);
            assertThat(side.reason()).isEqualTo("wrong");
            assertThat(side.kernel()).isEqualTo("debian:6.1.1-b");
        });
        assertThat(query.history("a/side")).hasSize(2);
    }

    @Test
    void theLatestResultIsTheLastRunsOne() {
        save(base, 0, 0, Optional.empty(), result("a/late", Outcome.PASS));
        long last = save(base, 5, 0, Optional.empty(), result("a/late", Outcome.SKIP));

        assertThat(query.latest(Optional.of("fsystest")))
                .filteredOn(latest -> latest.result().test().equals("a/late"))
                .singleElement()
                .satisfies(latest -> {
                    assertThat(latest.run()).isEqualTo(last);
                    assertThat(latest.result().outcome()).isEqualTo(Outcome.SKIP);
                });
        assertThat(query.latest(Optional.of("other"))).isEmpty();
    }

    @Test
    void oneTestHasOneResultInARunOrNothingOfItIsStored() {
        int before = new RunStore(database).ofJob(base).size();

        assertThatThrownBy(() ->
                        save(base, 0, 0, Optional.empty(), result("a/x", Outcome.PASS), result("a/x", Outcome.FAIL)))
                .isInstanceOf(InfraException.class);
        assertThat(new RunStore(database).ofJob(base)).hasSize(before);
    }

    @Test
    void resultsAreNeverChanged() {
        save(base, 0, 0, Optional.empty(), result("a/x", Outcome.FAIL));

        assertThatThrownBy(() -> database.write(jdbc ->
                        jdbc.sql("UPDATE test_result SET outcome = 'PASS'").update()))
                .hasMessageContaining("UPDATE of test_result is refused");
    }
}
