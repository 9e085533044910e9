package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.Weighing;
import org.kpulse.bisect.transcript.Replay;
import org.kpulse.bisect.transcript.Transcript;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RunStore;
import tools.jackson.databind.json.JsonMapper;

/** A test that fails as what is looked for, on a real database. */
class TestSymptomTest {

    private static final Wanted.Test WANTED = new Wanted.Test("fsystest", "signals/peeksiginfo");
    private static final Optional<Fault> PANIC = Optional.of(new KernelFault(KernelFault.Kind.PANIC, "dead"));
    private static final Optional<Fault> OURS = Optional.of(new InfraFault(InfraFault.Kind.MACHINE_DIED, "gone"));
    private static final int COMMITS = 32;
    private static final int CULPRIT = 11;

    @TempDir
    private static Path home;

    private static Database database;
    private final Deque<RunRecord> boots = new ArrayDeque<>();
    private int made;
    private long job;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void newJob() {
        FakeLab lab = new FakeLab(database, Map.of(), 0);
        job = lab.job(((ProbeLab.Built) lab.build(FakeLab.revision(0), 0)).kernelId(), "qemu-instructions", 1);
    }

    private ProbeLab.Boot boot() {
        return new TestBoot(database, 2).of(WANTED, job, 0, retries -> {
            made++;
            new RunStore(database).save(boots.remove());
        });
    }

    private void next(Optional<Fault> fault, Outcome... outcomes) {
        List<TestResult> results = List.of(outcomes).stream()
                .map(o -> new TestResult("fsystest", WANTED.test(), o, 1, "", ""))
                .toList();
        int attempt = boots.size();
        boots.add(new RunRecord(
                new RunSlot(job, 0, attempt, 1),
                Instant.parse("2026-03-29T01:30:00Z").plusSeconds(attempt),
                new RunTiming(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)),
                fault,
                new Provenance("", "", "", "", 0, 0, "", "", "", Optional.empty()),
                List.of(),
                List.of(),
                "",
                List.of(),
                "",
                List.of(),
                results,
                List.of()));
    }

    @Test
    void aResultIsASampleAlsoWhereTheKernelFailedDuringTheTest() {
        next(PANIC, Outcome.UNRESOLVED);

        assertThat(boot()).isEqualTo(new ProbeLab.Sample(1, 4));
        assertThat(boot()).as("a boot that was made is not made again").isEqualTo(new ProbeLab.Sample(1, 4));
        assertThat(made).isEqualTo(1);
    }

    @Test
    void aBootThatEndsBeforeTheTestIsTriedAfresh() {
        next(PANIC);
        next(OURS, Outcome.FAIL);
        next(Optional.empty(), Outcome.PASS);

        assertThat(boot()).as("what a run of ours says is no evidence").isEqualTo(new ProbeLab.Sample(0, 12));
    }

    @Test
    void aKernelThatNeverGetsToTheTestIsNotTestable() {
        next(PANIC);
        next(PANIC);
        next(PANIC);

        assertThat(boot()).isEqualTo(new ProbeLab.Untestable("PANIC: dead", 12));
    }

    @Test
    void faultsOfOursAloneAreNoAnswer() {
        next(OURS);
        next(OURS);
        next(OURS);

        assertThatThrownBy(this::boot).isInstanceOf(InfraException.class).hasMessageContaining("MACHINE_DIED: gone");
    }

    @Test
    void theCommitFromWhichOnATestFailsIsFoundAndTheRecordSaysWhatWasLookedFor() {
        List<String> names =
                IntStream.range(0, COMMITS).mapToObj(FakeLab::revision).toList();
        Map<String, Double> failing = new HashMap<>();
        IntStream.range(CULPRIT, COMMITS).forEach(commit -> failing.put(FakeLab.revision(commit), 1.0));
        FakeLab lab = new FakeLab(database, failing, 0);
        BisectionStore store = new BisectionStore(database);
        long id = store.create(
                new BisectionRequest(
                        "tree",
                        List.of(FakeLab.revision(-1)),
                        FakeLab.revision(COMMITS - 1),
                        WANTED,
                        new BisectionRequest.Where(List.of("qemu-instructions"), List.of()),
                        new BisectionRequest.Terms(0.95, 0.5, true, OptionalDouble.empty(), OptionalInt.empty())),
                new Candidates(
                        new CommitGraph(
                                names,
                                IntStream.range(0, COMMITS)
                                        .mapToObj(i -> new int[] {i - 1})
                                        .toArray(int[][]::new)),
                        names.stream().map(n -> 1.0).toList(),
                        names),
                Map.of("qemu-instructions", new Beforehand(new Prices(10, 1), VariancePrior.NONE, BuildEffect.NONE)),
                OptionalLong.empty());
        Driver driver = new Driver(
                store,
                new Driver.Means(b -> lab, (b, c, ends) -> new Weighing(List.of(), "All weigh the same.")),
                new CulpritChecks(new CheckStore(database), b -> lab, b -> lab),
                Progress.silent());
        for (int i = 0; i < 500 && driver.advance(id); i++) {
            assertThat(i).as("it ends").isLessThan(499);
        }
        BisectionRow row = store.find(id).orElseThrow();

        assertThat(row.request().wanted()).isEqualTo(WANTED);
        assertThat(row.outcome().orElseThrow()).contains("\"culprit\"").contains(FakeLab.revision(CULPRIT));
        String record =
                new JsonMapper().writeValueAsString(Transcript.of(store, row).object());
        Transcript parsed = Transcript.parse(record);
        assertThat(parsed.bisection().request().wanted()).isEqualTo(WANTED);
        assertThat(Replay.of(parsed)).isNotEmpty().allMatch(Replay.Step::same);
    }

    @Test
    void symptomsComeBackFromTheirNames() {
        for (Wanted each : List.of(WANTED, new Wanted.Metric("pipe", "time"), new Wanted.Crash("pipe"))) {
            assertThat(Wanted.of(each.symptom(), each.benchmark(), each.part())).isEqualTo(each);
        }
        assertThatThrownBy(() -> new Wanted.Test("fsystest", "; reboot")).isInstanceOf(IllegalArgumentException.class);
    }
}
