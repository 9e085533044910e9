package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Version;

class BootTest {

    private final Rig rig = Rig.shared();

    @Test
    void aRealKernelBootsAndEverySampleArrivesWithWhereItCameFrom() throws IOException {
        Prepared prepared = rig.prepared(EmbeddedPool.TIME, "tiny-pipe", "tiny-ext4");

        RunRecord run = rig.run(prepared, EmbeddedPool.TIME, Rig.PATIENT);

        assertThat(run.fault()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.samples())
                .extracting(s -> s.benchmark() + " " + s.metric() + " " + s.iteration())
                .containsExactly(
                        "tiny-pipe time 0",
                        "tiny-pipe time 1",
                        "tiny-ext4 time 0",
                        "tiny-ext4 time 1",
                        "tiny-ext4 time 2");
        assertThat(run.samples()).extracting(Sample::value).allMatch(v -> v > 0);
        assertThat(run.steps())
                .extracting(StepResult::benchmark, StepResult::iteration, StepResult::exitCode)
                .startsWith(tuple("tiny-pipe", -1, 0))
                .hasSize(6);
        assertThat(run.kernelWarnings())
                .as("a program that writes a WARNING into /dev/kmsg is not the kernel warning")
                .isEmpty();

        Duration parts = run.timing().boot().plus(run.timing().benchmark());
        assertThat(run.timing().boot()).isPositive();
        assertThat(run.timing().benchmark()).isPositive();
        assertThat(run.timing().total()).isGreaterThanOrEqualTo(parts);

        Provenance from = run.provenance();
        assertThat(from.guestImageSha256()).isEqualTo(rig.image().sha256());
        assertThat(from.bundleSha256()).isEqualTo(prepared.bundleSha256());
        assertThat(from.kernelCommandLine()).contains("console=ttyS0", "kpulse.scratch=/dev/vdb");
        assertThat(from.machine()).contains("-smp 1", rig.kernel().image().toString());
        assertThat(from.machineVersion()).startsWith("QEMU ");
        assertThat(from.hostProcessor()).isNotBlank();
        assertThat(from.harnessVersion()).isEqualTo(Version.VERSION);
        assertThat(from.determinism()).isEmpty();

        assertThat(rig.log(run, "console.log")).exists();
        assertThat(Files.readString(rig.log(run, "output.txt")))
                .contains(
                        "release " + rig.kernel().release(), "/dev/vdb /scratch ext4 ", "=== tiny-ext4 run 2: exit 0");
        assertThat(rig.log(run, "scratch.raw")).doesNotExist();
        assertThat(Processes.naming(rig.log(run, "console.log").toString())).isEmpty();
    }

    @Test
    void onTheInstructionsPlatformOneSeedGivesTheSameBootTwiceToTheLastBit() throws Exception {
        Prepared prepared = rig.prepared(EmbeddedPool.INSTRUCTIONS, "tiny-pipe", "tiny-ext4");

        List<RunRecord> runs = bothAtOnce(prepared);

        RunRecord first = runs.get(0);
        RunRecord second = runs.get(1);
        assertThat(first.fault()).isEmpty();
        assertThat(second.fault()).isEmpty();
        assertThat(first.samples()).hasSize(5).isEqualTo(second.samples());
        assertThat(first.steps()).isEqualTo(second.steps());
        assertThat(rig.log(first, "console.log")).hasSameBinaryContentAs(rig.log(second, "console.log"));
        assertThat(rig.log(first, "output.txt")).hasSameBinaryContentAs(rig.log(second, "output.txt"));
        assertThat(Files.readString(rig.log(first, "output.txt"))).contains("/dev/loop0 /scratch ext4 ");
    }

    @Test
    void aFailedRunKeepsNoSampleButAllThatWasSaid() throws IOException {
        Prepared prepared = rig.prepared(EmbeddedPool.TIME, "tiny-ext4", "fault-missing");

        RunRecord run = rig.run(prepared, EmbeddedPool.TIME, Rig.PATIENT);

        assertThat(run.state()).isEqualTo(RunState.INFRA_FAILED);
        assertThat(run.samples()).isEmpty();
        assertThat(run.steps()).extracting(StepResult::benchmark).contains("tiny-ext4", "fault-missing");
        assertThat(run.fault().map(f -> f.code())).isEqualTo(Optional.of("BENCHMARK_FAILED"));
        assertThat(Files.readString(rig.log(run, "output.txt"))).contains("copied", "no-such-program: not found");
        assertThat(rig.log(run, "results.log")).isNotEmptyFile();
    }

    private List<RunRecord> bothAtOnce(Prepared prepared) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<RunRecord> first = pool.submit(() -> rig.run(prepared, EmbeddedPool.INSTRUCTIONS, Rig.PATIENT, 7));
            Future<RunRecord> second = pool.submit(() -> rig.run(prepared, EmbeddedPool.INSTRUCTIONS, Rig.PATIENT, 7));
            return List.of(first.get(), second.get());
        } finally {
            pool.shutdownNow();
        }
    }
}
