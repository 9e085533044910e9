package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.Sample;

@ExtendWith(PostgresExtension.class)
class RunStoreTest {

    private final Database database;
    private final RunStore store;
    private final StoreFixture fixture;
    private final long job;

    RunStoreTest(Database database) {
        this.database = database;
        this.store = new RunStore(database);
        this.fixture = StoreFixture.in(database, 'a', 2);
        this.job = fixture.experiment("{}").get(0).id();
    }

    private long runs() {
        return database.read(jdbc -> jdbc.sql("SELECT count(*) FROM run WHERE job_id = ?")
                .param(job)
                .query(Long.class)
                .single());
    }

    @Test
    void aRunComesBackAsItWasStored() {
        RunRecord run = fixture.finished(job, 2, 3);
        RunQuery.Detail found = new RunQuery(database).show(store.save(run)).orElseThrow();
        assertThat(found.run().slot()).isEqualTo(run.slot());
        assertThat(found.run().state()).isEqualTo(RunState.FINISHED);
        assertThat(found.run().started()).isEqualTo(run.started());
        assertThat(found.run().timing()).isEqualTo(run.timing());
        assertThat(found.provenance()).isEqualTo(run.provenance());
        assertThat(found.steps()).isEqualTo(run.steps());
        assertThat(found.kernelWarnings()).isEqualTo(run.kernelWarnings());
        assertThat(found.metrics()).extracting(RunQuery.Rollup::n).containsExactly(3, 3);
    }

    @Test
    void aFailedRunKeepsItsFaultAndWhatTheConsolePrinted() {
        KernelFault fault = new KernelFault(KernelFault.Kind.PANIC, "Kernel panic: \0 not syncing");
        long id = store.save(StoreFixture.run(new RunSlot(job, 0, 0, 1), Optional.of(fault), List.of()));
        RunQuery.Detail found = new RunQuery(database).show(id).orElseThrow();
        assertThat(found.run().blame()).contains(Blame.KERNEL);
        assertThat(found.run().faultCode()).contains("PANIC");
        assertThat(found.run().faultDetail()).contains("Kernel panic: \uFFFD not syncing");
        assertThat(found.consoleTail()).isEqualTo("last line\uFFFD\nKernel panic");
        assertThat(store.finishedRuns(job)).isEmpty();
        assertThat(store.ofJob(job)).hasSize(1);
    }

    @Test
    void anUnknownMetricIsRefusedAndNothingIsStored() {
        List<Sample> samples = List.of(new Sample("hackbench", "m0", 0, 1), new Sample("hackbench", "nonsense", 0, 1));
        assertThatThrownBy(() -> store.save(StoreFixture.run(new RunSlot(job, 0, 0, 1), Optional.empty(), samples)))
                .isInstanceOf(InfraException.class)
                .hasMessage("Metric hackbench/nonsense is not of the suite of job " + job
                        + "; nothing of boot 0 was stored.");
        assertThat(runs()).isZero();
    }

    @Test
    void samplesOfARunThatDidNotFinishAreRefused() {
        KernelFault fault = new KernelFault(KernelFault.Kind.HANG, "no heartbeat");
        RunRecord run = StoreFixture.run(
                new RunSlot(job, 0, 0, 1), Optional.of(fault), List.of(new Sample("hackbench", "m0", 0, 1)));
        assertThatThrownBy(() -> store.save(run))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("did not finish");
        assertThat(runs()).isZero();
    }

    @Test
    void twoSamplesOfOneIterationAreRefused() {
        List<Sample> samples = List.of(new Sample("hackbench", "m0", 1, 1), new Sample("hackbench", "m0", 1, 2));
        assertThatThrownBy(() -> store.save(StoreFixture.run(new RunSlot(job, 0, 0, 1), Optional.empty(), samples)))
                .hasMessageContaining("Two samples of hackbench/m0 in iteration 1");
    }

    @Test
    void savingTheSameRunAgainStoresItOnce() {
        long first = store.save(fixture.finished(job, 0, 2));
        assertThat(store.save(fixture.finished(job, 0, 2))).isEqualTo(first);
        assertThat(runs()).isOne();
    }

    @Test
    void anotherFinishedRunInTheSameBootIsRefused() {
        store.save(fixture.finished(job, 0, 2));
        RunRecord other = StoreFixture.run(new RunSlot(job, 0, 1, 1), Optional.empty(), List.of());
        assertThatThrownBy(() -> store.save(other))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("run_one_finished_in_a_boot");
    }

    @Test
    void iterationsThatGaveNoValueStayGaps() {
        List<Sample> samples = List.of(new Sample("hackbench", "m0", 3, 0.1), new Sample("hackbench", "m0", 0, 0));
        long id = store.save(StoreFixture.run(new RunSlot(job, 0, 0, 1), Optional.empty(), samples));
        List<String> rows = database.read(
                jdbc -> jdbc.sql("SELECT iteration || '=' || value FROM sample WHERE run_id = ? ORDER BY iteration")
                        .param(id)
                        .query(String.class)
                        .list());
        assertThat(rows).containsExactly("0=0", "3=0.1");
    }

    @Test
    void theExportHasEverySampleInAStableOrder() {
        store.save(fixture.finished(job, 0, 3));
        store.save(fixture.finished(job, 1, 3));
        long experiment =
                new JobStore(database).find(job).orElseThrow().experimentId().orElseThrow();
        List<SampleExport.ExportedSample> all = new ArrayList<>();
        new SampleExport(database).forEach(Optional.of(experiment), all::add);
        assertThat(all).hasSize(12);
        assertThat(all).extracting(SampleExport.ExportedSample::iteration).startsWith(0, 1, 2, 0, 1, 2);
        assertThat(all.get(4))
                .extracting(SampleExport.ExportedSample::metric, SampleExport.ExportedSample::kernel)
                .containsExactly("m1", "debian:6.1.0-a");
    }

    @Test
    void runsAreListedNewestFirstAndFiltered() {
        store.save(fixture.finished(job, 0, 1));
        store.save(fixture.finished(job, 1, 1));
        long experiment =
                new JobStore(database).find(job).orElseThrow().experimentId().orElseThrow();
        RunQuery query = new RunQuery(database);
        assertThat(query.list(RunQuery.Filter.ofExperiment(experiment)))
                .extracting(run -> run.slot().boot())
                .containsExactly(1, 0);
        assertThat(query.list(new RunQuery.Filter(
                        Optional.of(experiment),
                        Optional.of("debian:6.1.0-a"),
                        Optional.of("qemu-a"),
                        Optional.of(RunState.KERNEL_FAILED),
                        5)))
                .isEmpty();
    }
}
