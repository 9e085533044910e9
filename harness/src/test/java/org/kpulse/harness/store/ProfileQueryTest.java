package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.profile.KernelCode;
import org.kpulse.harness.profile.PhaseProfile;
import org.kpulse.harness.profile.RunProfile;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.ProfileQuery.Phase;

@ExtendWith(PostgresExtension.class)
class ProfileQueryTest {

    private final Database database;

    ProfileQueryTest(Database database) {
        this.database = database;
    }

    private static RunProfile profile(Optional<String> missing, int functions, long calls) {
        Map<String, FunctionCount> counts = new HashMap<>();
        for (int i = 0; i < functions; i++) {
            counts.put("function_" + i, new FunctionCount(calls * 10 + i, calls));
        }
        return new RunProfile(
                missing,
                List.of(
                        new PhaseProfile("hackbench", "", 3, 1L << 40, 5, counts),
                        new PhaseProfile("hackbench", "m0", 3, 7, 0, Map.of("only [ext4]", new FunctionCount(9, 0)))));
    }

    private long run(long job, int boot, long seed, RunProfile profile) {
        RunRecord plain = StoreFixture.run(new RunSlot(job, boot, 0, seed), Optional.empty(), List.of());
        return new RunStore(database)
                .save(new RunRecord(
                        plain.slot(),
                        plain.started(),
                        plain.timing(),
                        plain.fault(),
                        plain.provenance(),
                        plain.steps(),
                        plain.samples(),
                        plain.logDirectory(),
                        plain.kernelWarnings(),
                        plain.consoleTail(),
                        List.of(profile)));
    }

    @Test
    void aProfileComesBackToTheInstruction() {
        StoreFixture fixture = StoreFixture.in(database, '1', 1);
        RunProfile profile = profile(Optional.empty(), 200, 1L << 50);
        long run = run(fixture.experiment("{\"a\": 1}").get(0).id(), 0, 1, profile);

        ProfileQuery.OfRun found = new ProfileQuery(database).ofRun(run).orElseThrow();

        assertThat(found.missing()).isEmpty();
        assertThat(found.phases().get(new Phase("hackbench", "")).functions())
                .isEqualTo(profile.phases().get(0).functions());
        assertThat(found.phases().get(new Phase("hackbench", "")).user()).isEqualTo(1L << 40);
        assertThat(found.phases().get(new Phase("hackbench", "m0")).functions())
                .isEqualTo(profile.phases().get(1).functions());
    }

    @Test
    void ofEachSeedTheNewestCompleteProfileIsCompared() {
        StoreFixture fixture = StoreFixture.in(database, '2', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{\"a\": 1}");
        run(jobs.get(0).id(), 0, 1, profile(Optional.empty(), 2, 100));
        long newer = run(jobs.get(0).id(), 1, 1, profile(Optional.empty(), 2, 200));
        long other = run(jobs.get(0).id(), 2, 2, profile(Optional.empty(), 2, 300));
        run(jobs.get(0).id(), 3, 3, profile(Optional.of("it has no end"), 2, 400));
        run(jobs.get(1).id(), 0, 1, profile(Optional.empty(), 2, 500));

        ProfileQuery.Sides sides = new ProfileQuery(database)
                .ofKernels(fixture.platform(), fixture.base(), fixture.candidate())
                .get(new Phase("hackbench", ""));

        assertThat(sides.base()).extracting(boot -> boot.boot()).containsExactly("run " + newer, "run " + other);
        assertThat(sides.candidate()).hasSize(1);
    }

    @Test
    void oneFunctionOverAllRunsIsAnsweredBySql() {
        StoreFixture fixture = StoreFixture.in(database, '3', 1);
        long run = run(fixture.experiment("{\"a\": 1}").get(0).id(), 0, 1, profile(Optional.empty(), 3, 100));

        List<Long> instructions =
                database.read(jdbc -> jdbc.sql("""
                        SELECT instructions FROM function_count
                        WHERE run_id = ? AND name = 'function_2' AND benchmark = 'hackbench' AND part = ''""").param(run).query(Long.class).list());

        assertThat(instructions).containsExactly(1_002L);
    }

    @Test
    void aRunWithoutAProfileHasNone() {
        StoreFixture fixture = StoreFixture.in(database, '4', 1);
        long run = new RunStore(database)
                .save(fixture.finished(fixture.experiment("{\"a\": 1}").get(0).id(), 0, 1));

        assertThat(new ProfileQuery(database).ofRun(run)).isEmpty();
        assertThat(new ProfileQuery(database).ofKernels(fixture.platform(), fixture.base(), fixture.candidate()))
                .isEmpty();
    }

    @Test
    void aFunctionIsReachedByTheBenchmarksThatExecuteItPerIteration() {
        StoreFixture fixture = StoreFixture.in(database, '5', 1);
        long job = fixture.experiment("{\"a\": 1}").get(0).id();
        run(job, 0, 1, profile(Optional.empty(), 2, 300));
        run(job, 1, 2, profile(Optional.empty(), 2, 600));
        run(job, 2, 3, profile(Optional.of("it has no end"), 2, 9_000));
        ReachQuery query = new ReachQuery(database);

        assertThat(query.of(fixture.base(), Set.of("function_1", "only", "nothing")))
                .containsExactly(Map.entry(
                        "function_1", List.of(new ReachQuery.Reached("hackbench", 900 / 6.0, (9_000 + 2) / 6.0))));
        assertThat(query.benchmarks(fixture.base())).containsExactly(Map.entry("hackbench", 6L));
        assertThat(query.benchmarks(fixture.candidate())).isEmpty();
        assertThat(query.executed(List.of(fixture.base())))
                .containsExactlyInAnyOrder("function_0", "function_1", "only [ext4]");
    }

    @Test
    void theFunctionsOfAKernelAreStoredOnceWithTheirFiles() {
        StoreFixture fixture = StoreFixture.in(database, '6', 1);
        CodeStore store = new CodeStore(database);
        KernelCode code = new KernelCode(new TreeMap<>(Map.of("a", "fs/x.c", "b [m]", "", "c", "fs/x.c")));

        store.save(fixture.base(), code);
        store.save(fixture.base(), new KernelCode(new TreeMap<>(Map.of("other", "y.c"))));
        store.save(fixture.candidate(), KernelCode.NONE);

        assertThat(store.of(fixture.base())).isEqualTo(code);
        assertThat(store.placed(fixture.base()).files()).containsOnlyKeys("a", "c");
        assertThat(store.of(fixture.candidate())).isEqualTo(KernelCode.NONE);
    }
}
