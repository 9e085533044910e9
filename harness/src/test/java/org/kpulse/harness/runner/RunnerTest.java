package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.state.StateDirectory;

class RunnerTest {

    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
    private static final BootLimits LIMITS =
            new BootLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final RunSlot SLOT = new RunSlot(17, 2, 1, 3);
    private static final long MIB = 1 << 20;

    @TempDir
    private Path home;

    private final FakeMachine machine = new FakeMachine();
    private long freeMib = 100_000;

    @Test
    void aBootThatEndsWellIsAFinishedRunWithAllThatWasMeasured() {
        RunRecord run = run();

        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.slot()).isEqualTo(SLOT);
        assertThat(run.started()).isEqualTo(NOW);
        assertThat(run.samples()).containsExactly(new Sample("cpu", "time", 0, 3));
        assertThat(run.steps()).containsExactly(new StepResult("cpu", 0, 0, 0.0015));
        assertThat(run.timing().boot()).isEqualTo(Duration.ofMillis(1500));
        assertThat(run.timing().benchmark()).isEqualTo(Duration.ofMillis(500));
        assertThat(run.kernelWarnings()).containsExactly("WARNING: x");
        assertThat(run.consoleTail()).isEmpty();
        assertThat(run.provenance().kernelCommandLine()).isEqualTo("console=ttyS0");
        assertThat(run.provenance().machine()).isEqualTo("qemu -m 1024M");
        assertThat(run.provenance().machineVersion()).isEqualTo("QEMU 7.2.22");
        assertThat(run.provenance().guestImageSha256()).isEqualTo("guest-hash");
        assertThat(run.provenance().bundleSha256()).isEqualTo("bundle-hash");
        assertThat(run.provenance().harnessVersion()).isEqualTo(Version.VERSION);
        assertThat(run.provenance().determinism()).isEmpty();
    }

    @Test
    void theMachineGetsTheKernelTheSeedAndAnEmptyDirectoryOfItsOwn() {
        RunRecord run = run();

        assertThat(machine.orders).singleElement().satisfies(order -> {
            assertThat(order.seed()).isEqualTo(3);
            assertThat(order.scratchMib()).isEqualTo(512);
            assertThat(order.limits()).isEqualTo(LIMITS);
            assertThat(order.directory()).isEqualTo(home.resolve(run.logDirectory()));
        });
        assertThat(run.logDirectory()).isEqualTo("runs/20260506T070809-job17-boot2.1");
    }

    @Test
    void aFinishedRunKeepsItsConsoleAndReadableOutput() throws IOException {
        Path logs = home.resolve(run().logDirectory());

        assertThat(names(logs)).containsExactly("console.log", "output.txt");
        assertThat(logs.resolve("output.txt")).content().isEqualTo("=== cpu run 0: exit 0, 0.002 s\nt=3\n");
    }

    @Test
    void aFailedRunKeepsItsRawResultsAndTheConsolesEndAndNoSamples() throws IOException {
        machine.fault = Optional.of(new KernelFault(KernelFault.Kind.PANIC, "Kernel panic"));

        RunRecord run = run();

        assertThat(run.state()).isEqualTo(RunState.KERNEL_FAILED);
        assertThat(run.samples()).isEmpty();
        assertThat(run.consoleTail()).isEqualTo("last line");
        assertThat(names(home.resolve(run.logDirectory())))
                .containsExactly("console.log", "output.txt", "qemu.log", "results.log");
    }

    @Test
    void anOutputThatDoesNotParseFailsTheRunAsOursAndIsKept() throws IOException {
        machine.channel =
                new Channel().hello(1).step("run", "cpu", 0, "gibberish\n").done();

        RunRecord run = run();

        assertThat(run.state()).isEqualTo(RunState.INFRA_FAILED);
        assertThat(run.fault()).map(f -> f.code()).contains("OUTPUT_UNPARSABLE");
        assertThat(home.resolve(run.logDirectory()).resolve("output.txt"))
                .content()
                .contains("gibberish");
    }

    @Test
    void failedHousekeepingIsAStepWorthKeeping() {
        machine.channel = new Channel()
                .hello(2)
                .step("run", "cpu", 0, "t=3\n")
                .step("clean", "cpu", 0, "", "busy\n", 1)
                .done();

        assertThat(run().steps())
                .containsExactly(new StepResult("cpu", 0, 0, 0.0015), new StepResult("cpu", 0, 1, 0.0015));
    }

    @Test
    void anInterruptedBootIsNoRun() {
        machine.fault = Optional.of(new InfraFault(InfraFault.Kind.INTERRUPTED, "Kpulse was told to stop."));
        machine.duringBoot = () -> Thread.currentThread().interrupt();

        try {
            assertThatThrownBy(this::run)
                    .isInstanceOf(InfraException.class)
                    .hasMessage("Stopped during boot 2 of job 17.");
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        }
    }

    @Test
    void withoutRoomForScratchAndLogsNothingIsBooted() {
        freeMib = 512 + 63;

        assertThatThrownBy(this::run)
                .isInstanceOf(InfraException.class)
                .hasMessage("The disk of " + home + " is nearly full: a boot needs 576 MiB, 575 MiB are free;"
                        + " make room there.");
        assertThat(machine.orders).isEmpty();

        freeMib = 512 + 64;
        assertThat(run().state()).isEqualTo(RunState.FINISHED);
    }

    @ParameterizedTest
    @CsvSource({"63, INFRA_FAILED, DISK_FULL", "0, INFRA_FAILED, DISK_FULL", "64, KERNEL_FAILED, REBOOT"})
    void aBootThatFailsOnAFullDiskIsNeverTheKernels(long left, RunState state, String code) {
        machine.fault = Optional.of(new KernelFault(KernelFault.Kind.REBOOT, "It rebooted."));
        machine.duringBoot = () -> freeMib = left;

        RunRecord run = run();

        assertThat(run.state()).isEqualTo(state);
        assertThat(run.fault()).map(f -> f.code()).contains(code);
    }

    @Test
    void aBootThatEndsWellOnAFullDiskIsFinished() {
        machine.duringBoot = () -> freeMib = 1;

        assertThat(run().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void theHostsDiskIsAskedByDefault() throws IOException {
        assertThat(FreeSpace.ofHost().bytes(home)).isPositive();
    }

    private RunRecord run() {
        Runner runner = new Runner(
                machine,
                LIMITS,
                new OutputParser(Map.of()),
                new StateDirectory(home),
                Clock.fixed(NOW, ZoneOffset.UTC),
                directory -> freeMib * MIB);
        return runner.run(SLOT, prepared());
    }

    private Prepared prepared() {
        Kernel kernel = new Kernel(
                "debian:6.1.0-50-cloud-amd64",
                "6.1.0-50-cloud-amd64",
                Architecture.X86_64,
                home.resolve("vmlinuz"),
                "0".repeat(64),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Prepared(
                kernel,
                home.resolve("initramfs"),
                home.resolve("guest"),
                "guest-hash",
                "bundle-hash",
                512,
                List.of(Planned.named("cpu").build()));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
