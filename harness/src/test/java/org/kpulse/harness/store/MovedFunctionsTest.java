package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.profile.CommitWeight;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.profile.KernelCode;
import org.kpulse.harness.profile.PhaseProfile;
import org.kpulse.harness.profile.RunProfile;
import org.kpulse.harness.report.Reports;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.ProfileQuery.Phase;

/** What the stored profiles of two kernels say together. */
@ExtendWith(PostgresExtension.class)
class MovedFunctionsTest {

    private static final Phase PHASE = new Phase("hackbench", "");

    private final Database database;

    MovedFunctionsTest(Database database) {
        this.database = database;
    }

    private void boots(long job, long perCall) {
        for (int boot = 0; boot < 3; boot++) {
            RunProfile profile = new RunProfile(
                    Optional.empty(),
                    List.of(new PhaseProfile(
                            "hackbench",
                            "",
                            1,
                            1_000_000,
                            0,
                            Map.of(
                                    "write_it [ext4]", new FunctionCount(1_000 * perCall, 1_000),
                                    "stays", new FunctionCount(500_000 + 5L * boot, 1_000)))));
            RunRecord plain = StoreFixture.run(new RunSlot(job, boot, 0, boot + 1), Optional.empty(), List.of());
            new RunStore(database)
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
    }

    private StoreFixture kernels(char tag) {
        StoreFixture fixture = StoreFixture.in(database, tag, 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{\"a\": 1}");
        boots(jobs.get(0).id(), 100);
        boots(jobs.get(1).id(), 150);
        new CodeStore(database)
                .save(
                        fixture.candidate(),
                        new KernelCode(
                                new TreeMap<>(Map.of("write_it [ext4]", "fs/ext4/file.c", "stays", "", "never", ""))));
        return fixture;
    }

    private KernelRow kernel(long id) {
        return new KernelStore(database).find(id).orElseThrow();
    }

    @Test
    void aMovedFunctionIsNamedWithItsFile() {
        StoreFixture fixture = kernels('7');

        Explanation explanation = new ProfileComparison(database)
                .ofKernels(fixture.platform(), kernel(fixture.base()), kernel(fixture.candidate()))
                .get(PHASE);

        assertThat(explanation.changes()).singleElement().satisfies(change -> {
            assertThat(change.name()).isEqualTo("write_it [ext4]");
            assertThat(change.file()).hasValue("fs/ext4/file.c");
            assertThat(change.candidate().perCall()).hasValue(150);
        });
    }

    @Test
    void commitsAreWeighedByWhatMovedRanAndExists() {
        StoreFixture fixture = kernels('8');

        CommitWeight.Evidence evidence = new ProfileComparison(database)
                .evidence(fixture.platform(), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(evidence.moved()).containsExactly("write_it");
        assertThat(evidence.executed()).containsExactlyInAnyOrder("write_it", "stays");
        assertThat(evidence.symbols()).containsExactlyInAnyOrder("write_it", "stays", "never");
        assertThat(weight("write_it", evidence)).isEqualTo(CommitWeight.MOST);
        assertThat(weight("stays", evidence)).isEqualTo(CommitWeight.NEUTRAL);
        assertThat(weight("never", evidence)).isEqualTo(CommitWeight.LEAST);
    }

    private static double weight(String function, CommitWeight.Evidence evidence) {
        return CommitWeight.of(new CommitWeight.Touched(Set.of(function), Set.of("fs/x.c"), false), evidence);
    }

    @Test
    void aPhaseWhoseMetricIsOpenIsNotExplainedAndOneWithASmallShownChangeIs() {
        StoreFixture fixture = kernels('9');
        Map<Phase, Explanation> phases = new ProfileComparison(database)
                .ofKernels(fixture.platform(), kernel(fixture.base()), kernel(fixture.candidate()));

        assertThat(ProfileComparison.settled(phases, hackbench(0.05, 1.01))).isEmpty();
        assertThat(ProfileComparison.settled(phases, hackbench(0.000_5, 1.008))).containsKey(PHASE);
    }

    /** hackbench with boots that differ by this share, and a candidate that takes so many times as long. */
    private static List<MetricComparison> hackbench(double share, double ratio) {
        List<MetricComparison> metrics = Reports.comparison(
                        Reports.TIME,
                        Reports.metric(
                                "hackbench", "time", Reports.around(1, share, 3), Reports.around(ratio, share, 3)))
                .metrics();
        assertThat(metrics).extracting(MetricComparison::key).containsExactly(new MetricKey("hackbench", "time"));
        return metrics;
    }
}
