package org.kpulse.harness.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.comparison.Method;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.index.Weights;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.ProvenanceQuery.Origin;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;

@ExtendWith(PostgresExtension.class)
class StoredComparisonTest {

    private final Database database;

    @TempDir
    Path directory;

    private static final AtomicLong SEEDS = new AtomicLong(1_000);

    StoredComparisonTest(Database database) {
        this.database = database;
    }

    private KernelRow kernel(long id) {
        return new KernelStore(database).find(id).orElseThrow();
    }

    private PlatformStore.PlatformRow platform(long id) {
        return new PlatformStore(database)
                .list().stream().filter(p -> p.id() == id).findFirst().orElseThrow();
    }

    private long comparisons() {
        return new org.kpulse.harness.store.ComparisonCount(database).all();
    }

    @Test
    void theFirstReportOfAnExperimentFreezesItsVerdictsOnce() {
        StoreFixture fixture = StoreFixture.in(database, 'a', 2);
        List<JobStore.JobRow> jobs = fixture.experiment("{}");
        for (JobStore.JobRow job : jobs) {
            for (int boot = 0; boot < 2; boot++) {
                new RunStore(database).save(fixture.finished(job.id(), boot, 2));
            }
        }
        long experiment = jobs.get(0).experimentId().orElseThrow();
        Comparison comparison = new Comparison(database, Weights.byRule());
        long before = comparisons();

        PlatformComparison first = comparison.ofExperiment(
                experiment, platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));
        PlatformComparison second = comparison.ofExperiment(
                experiment, platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(second).isEqualTo(first);
        assertThat(comparisons()).isEqualTo(before + 1);
        assertThat(first.provenanceWarnings()).isEmpty();
    }

    @Test
    void bootsThatRunTestsAloneDoNotMakeTheSidesDiffer() {
        StoreFixture fixture = StoreFixture.in(database, 'd', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{}");
        for (JobStore.JobRow job : jobs) {
            new RunStore(database).save(fixture.finished(job.id(), 0, 2));
            new RunStore(database).save(ofTests(job.id()));
        }

        PlatformComparison comparison = new Comparison(database, Weights.byRule())
                .ofExperiment(
                        jobs.get(0).experimentId().orElseThrow(),
                        platform(fixture.platform()),
                        kernel(fixture.base()),
                        kernel(fixture.candidate()));

        assertThat(comparison.provenanceWarnings()).isEmpty();
    }

    /** A run with another bundle and no sample. */
    private static RunRecord ofTests(long job) {
        RunRecord run = StoreFixture.run(new RunSlot(job, 1, 0, 2), Optional.empty(), List.of());
        Provenance from = run.provenance();
        return new RunRecord(
                run.slot(),
                run.started(),
                run.timing(),
                run.fault(),
                new Provenance(
                        from.kernelCommandLine(),
                        from.machine(),
                        from.machineVersion(),
                        from.hostProcessor(),
                        from.hostLoad(),
                        from.hostStealPercent(),
                        from.guestImageSha256(),
                        "e".repeat(64),
                        from.harnessVersion(),
                        from.determinism()),
                List.of(),
                List.of(),
                run.logDirectory(),
                List.of(),
                "",
                List.of());
    }

    private long boots(StoreFixture fixture, String settings, double... candidateOverBase) {
        List<JobStore.JobRow> jobs = fixture.experiment(settings);
        for (int boot = 0; boot < candidateOverBase.length; boot++) {
            double noise = 0.02 * (boot % 3);
            boot(jobs.get(0).id(), boot, 10 + noise);
            boot(jobs.get(1).id(), boot, 10 + noise + candidateOverBase[boot]);
        }
        return jobs.get(0).experimentId().orElseThrow();
    }

    private void boot(long job, int boot, double value) {
        RunSlot slot = new RunSlot(job, boot, 0, SEEDS.getAndIncrement());
        new RunStore(database)
                .save(StoreFixture.run(slot, Optional.empty(), List.of(new Sample("hackbench", "m0", 0, value))));
    }

    @Test
    void earlierBootsOfThePlatformAreTheNoiseModelAndLaterOnesAreNot() {
        StoreFixture fixture = StoreFixture.in(database, '7', 1);
        Comparison comparison = new Comparison(database, Weights.byRule());
        long first = boots(fixture, "{\"n\": 1}", 0, 0, 0);
        long second = boots(fixture, "{\"n\": 2}", 0.3, 0.3, 0.3);
        PlatformComparison alone = comparison.ofExperiment(
                first, platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));
        PlatformComparison known = comparison.ofExperiment(
                second, platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));
        boots(fixture, "{\"n\": 3}", 5, 0, 9);

        assertThat(alone.metrics().get(0).method()).isEqualTo(Method.WELCH);
        assertThat(known.metrics().get(0).method()).isEqualTo(Method.MODERATED_T);
        assertThat(known.metrics().get(0).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(comparison.ofExperiment(
                        second, platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate())))
                .isEqualTo(known);
    }

    @Test
    void noiseOfARunThatIsNewIsKnownToTheNextComparisonOfKernels() {
        StoreFixture fixture = StoreFixture.in(database, '6', 1);
        StoreFixture names = StoreFixture.in(database, '5', 1);
        StoreFixture others = new StoreFixture(
                database, names.base(), names.candidate(), fixture.platform(), fixture.suite(), fixture.metrics());
        Comparison comparison = new Comparison(database, Weights.byRule());
        boots(fixture, "{\"n\": 1}", 0.3, 0.3, 0.3);

        for (int round = 2; round < 5; round++) {
            boots(others, "{\"n\": " + round + "}", 0, round, 0);
            PlatformComparison learntBefore = ofKernels(comparison, fixture);

            assertThat(learntBefore).isEqualTo(ofKernels(new Comparison(database, Weights.byRule()), fixture));
            assertThat(ofKernels(comparison, fixture)).isEqualTo(learntBefore);
            assertThat(learntBefore.metrics().get(0).method()).isEqualTo(Method.MODERATED_T);
        }
    }

    private PlatformComparison ofKernels(Comparison comparison, StoreFixture fixture) {
        return comparison.ofKernels(platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));
    }

    @Test
    void anExperimentThatAddsBootsStopsWhenItsMetricsAreSettledAndJudgesByItsLooks() {
        StoreFixture fixture = StoreFixture.in(database, '8', 1);
        Comparison comparison = new Comparison(database, Weights.byRule());
        RepetitionRules rules = new RepetitionRules(3, 3, 9);
        String settings = "{\"boots\": 3, \"most_boots\": 9, \"n\": %d}";
        long clear = boots(fixture, settings.formatted(1), 5, 5, 5);
        long few = boots(fixture, settings.formatted(2), 5, 5);

        PlatformStore.PlatformRow platform = platform(fixture.platform());
        assertThat(comparison.enough(clear, platform.id(), platform.platform(), rules))
                .contains("enough with 3 boots of each kernel: every metric has a verdict");
        assertThat(comparison.enough(few, platform.id(), platform.platform(), rules))
                .isEmpty();
        assertThat(comparison
                        .ofExperiment(few, platform, kernel(fixture.base()), kernel(fixture.candidate()))
                        .metrics()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new ExperimentStore(database).repetition(clear)).contains(rules);
    }

    @Test
    void runsThatRepeatASeedWhereInstructionsAreCountedAreOneReplicate() {
        StoreFixture fixture = StoreFixture.in(database, '9', 1);
        for (int again = 1; again <= 3; again++) {
            for (JobStore.JobRow job : fixture.experiment("{\"n\": " + again + "}")) {
                for (int seed = 1; seed <= 2; seed++) {
                    RunSlot slot = new RunSlot(job.id(), seed, 0, seed);
                    List<Sample> samples = List.of(new Sample("hackbench", "m0", 0, 10.0 + seed));
                    new RunStore(database).save(StoreFixture.run(slot, Optional.empty(), samples));
                }
            }
        }

        PlatformComparison found = new Comparison(database, Weights.byRule())
                .ofKernels(platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(found.metrics().get(0).base().boots()).isEqualTo(2);
        assertThat(found.metrics().get(0).candidate().boots()).isEqualTo(2);
    }

    private void measured(long kernel, StoreFixture fixture, char recipe, double value) {
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        long benchmark = benchmarks.save(new BenchmarkRow(
                "hackbench",
                String.valueOf(recipe).repeat(64),
                List.of(new BenchmarkRow.MetricRow("time", "s", Direction.LOWER_IS_BETTER))));
        long suite = benchmarks.saveSuite("versions", List.of(benchmark));
        long job = new JobStore(database).create(kernel, fixture.platform(), suite, 2);
        for (int boot = 0; boot < 2; boot++) {
            new RunStore(database)
                    .save(StoreFixture.run(
                            new RunSlot(job, boot, 0, SEEDS.getAndIncrement()),
                            Optional.empty(),
                            List.of(new Sample("hackbench", "time", 0, value + boot / 1000.0))));
        }
    }

    @Test
    void theVersionsOfARecipeAreNotMixedAndTheNewestThatBothHaveCounts() {
        StoreFixture fixture = StoreFixture.in(database, 'b', 1);
        measured(fixture.base(), fixture, '1', 10);
        measured(fixture.candidate(), fixture, '1', 20);
        measured(fixture.base(), fixture, '2', 50);
        measured(fixture.candidate(), fixture, '2', 50);
        measured(fixture.base(), fixture, '3', 90);

        PlatformComparison found = new Comparison(database, Weights.byRule())
                .ofKernels(platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(found.metrics()).singleElement().satisfies(m -> {
            assertThat(m.base().mean()).isBetween(50.0, 50.1);
            assertThat(m.candidate().mean()).isBetween(50.0, 50.1);
            assertThat(m.base().boots()).isEqualTo(2);
        });
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void metricsThatWeighNothingHaveNoIndex() {
        StoreFixture fixture = StoreFixture.in(database, 'c', 1);
        measured(fixture.base(), fixture, '4', 10);
        measured(fixture.candidate(), fixture, '4', 20);
        Weights nothing =
                new Weights(Map.of(), Map.of("hackbench", 0.0), Weights.byRule().rule());

        PlatformComparison found = new Comparison(database, nothing)
                .ofKernels(platform(fixture.platform()), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(found.metrics()).hasSize(1);
        assertThat(found.index()).isEmpty();
    }

    private static Origin origin(char image, String machine) {
        return new Origin(String.valueOf(image).repeat(64), "b".repeat(64), machine, "Xeon");
    }

    @Test
    void whatDiffersBesidesTheKernelIsNamedOnBothSides() {
        assertThat(ProvenanceCheck.warnings(Map.of(
                        Role.BASE, List.of(origin('a', "QEMU 7")), Role.CANDIDATE, List.of(origin('a', "QEMU 7")))))
                .isEmpty();
        assertThat(ProvenanceCheck.warnings(Map.of(
                        Role.BASE, List.of(origin('a', "QEMU 7")), Role.CANDIDATE, List.of(origin('c', "QEMU 8")))))
                .containsExactly(
                        "not only the kernel differs: guest image of base aaaaaaaaaaaa, of candidate cccccccccccc",
                        "not only the kernel differs: machine version of base QEMU 7, of candidate QEMU 8");
    }

    @Test
    void sidesOfMixedProvenanceDifferToo() {
        List<Origin> mixed = List.of(origin('a', "QEMU 7"), origin('a', "QEMU 8"));
        assertThat(ProvenanceCheck.warnings(Map.of(Role.BASE, mixed, Role.CANDIDATE, mixed)))
                .singleElement()
                .asString()
                .contains("QEMU 7 and QEMU 8");
        assertThat(ProvenanceCheck.warnings(Map.of(Role.BASE, mixed))).isEmpty();
    }

    @Test
    void theWeightsOfTheRepositoryAreReadAndWrongOnesNamed() throws IOException {
        Weights weights = IndexWeightsFile.read(Path.of("..", "benchmarks", IndexWeightsFile.NAME));
        assertThat(weights.byBenchmark()).containsEntry("tbench", 0.5).containsEntry("dbench-ext4", 0.1);

        Path file = directory.resolve("weights.yaml");
        wrong(file, "rule: {}\n", "weights.yaml: rule: least_deviation_percent must be a number");
        wrong(file, "benchmarks:\n  - name: Dbench\n", "weights.yaml: benchmark Dbench: weight_per_metric must be");
        wrong(file, "- 1\n", "weights.yaml: rule and benchmarks are missing");
        wrong(file, "a: [\n", "weights.yaml is not YAML");
        assertThatThrownBy(() -> IndexWeightsFile.read(directory.resolve("nowhere.yaml")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no ")
                .hasMessageContaining("nowhere.yaml");
    }

    private static void wrong(Path file, String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> IndexWeightsFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
