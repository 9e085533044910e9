package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.platform.Platform.Kind;

/** Real processes; only QEMU is a script. */
@Timeout(60)
class QemuMachineTest {

    private static final BootLimits PATIENT =
            new BootLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2));

    @TempDir
    private Path home;

    @Test
    void whatTheGuestWroteIsReadToTheLastByteAfterQemuEnded() throws IOException {
        Files.write(home.resolve("job"), job().done().bytes());

        BootOutcome outcome = boot("echo booted >console.log; cat job >results.log", PATIENT);

        assertThat(outcome.fault()).isEmpty();
        assertThat(outcome.transcript().steps()).extracting(StepOutput::out).containsExactly("t=1\n");
        assertThat(outcome.consoleTail()).isEqualTo("booted");
        assertThat(outcome.total()).isGreaterThanOrEqualTo(outcome.boot().plus(outcome.job()));
        assertThat(outcome.kernelCommandLine()).contains("oops=panic");
        assertThat(outcome.machineCommand())
                .startsWith("setpriv --pdeathsig KILL ")
                .contains("fake-qemu");
    }

    @Test
    void aQemuThatIsKilledAmidTheRunIsOurs() throws IOException {
        Files.write(home.resolve("job"), job().bytes());

        BootOutcome outcome = boot("cat job >results.log; kill -9 $$", PATIENT);

        assertThat(outcome.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.code()).isEqualTo("MACHINE_DIED");
            assertThat(fault.detail()).isEqualTo("QEMU was killed by signal 9.");
        });
        assertThat(outcome.transcript().steps()).hasSize(1);
    }

    @Test
    void aQemuThatRefusesToStartIsOursWithItsLastWords() throws IOException {
        BootOutcome outcome = boot("echo 'qemu: some advice' >&2; echo 'qemu: no such device' >&2; exit 1", PATIENT);

        assertThat(outcome.fault())
                .map(fault -> fault.detail())
                .contains("QEMU ended with exit code 1: qemu: no such device.");
    }

    @Test
    void aGuestWithoutSignOfLifeHangsAndItsMachineIsEnded() throws IOException {
        Files.write(home.resolve("job"), new Channel().hello(1).bytes());
        BootLimits impatient = new BootLimits(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMinutes(2));

        BootOutcome outcome = boot("echo $$ >pid; cat job >results.log; sleep 300 & echo $! >child; wait", impatient);

        assertThat(outcome.fault()).map(fault -> fault.code()).contains("HANG");
        assertThat(FakeQemu.ends(number("pid"))).isTrue();
        assertThat(FakeQemu.ends(number("child"))).isTrue();
    }

    @Test
    void aGuestThatWritesWithoutEndIsStopped() throws IOException {
        BootOutcome outcome = boot("exec cat /dev/zero >console.log", PATIENT);

        assertThat(outcome.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.blame()).isEqualTo(Blame.OURS);
            assertThat(fault.detail()).contains("more than 64 MiB");
        });
    }

    @Test
    void filesOfAnEarlierBootInTheDirectoryAreNotReadAgain() throws IOException {
        Files.write(home.resolve("results.log"), job().done().bytes());
        Files.writeString(home.resolve("console.log"), "Kernel panic - not syncing: yesterday\n");

        BootOutcome outcome = boot("exit 0", PATIENT);

        assertThat(outcome.fault()).map(fault -> fault.code()).contains("DOES_NOT_BOOT");
    }

    @Test
    void theScratchDiskIsFreshAndGoneAfterwards() throws IOException {
        boot("wc -c <scratch.raw >size", PATIENT);

        assertThat(number("size")).isEqualTo(8 << 20);
        assertThat(home.resolve("scratch.raw")).doesNotExist();
    }

    @Test
    void anInterruptEndsTheBootAndLeavesNoProcess() throws Exception {
        Path pids = FakeQemu.pipe(home);
        QemuMachine machine = machine("echo $$ >pids; exec sleep 300");
        BootOrder order = FakeQemu.order(home, PATIENT);
        CompletableFuture<BootOutcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            BootOutcome result = machine.boot(order);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            outcome.complete(result);
        });
        thread.start();
        long pid = FakeQemu.pid(pids);

        thread.interrupt();

        assertThat(outcome.get(20, TimeUnit.SECONDS).fault())
                .map(fault -> fault.code())
                .contains("INTERRUPTED");
        assertThat(FakeQemu.ends(pid)).isTrue();
        assertThat(home.resolve("scratch.raw")).doesNotExist();
    }

    @Test
    void aKpulseThatIsKilledLeavesNoQemu() throws Exception {
        Path pids = FakeQemu.pipe(home);
        Qemu qemu = FakeQemu.script(home, "echo $$ >" + pids + "; exec sleep 300");
        Process kpulse = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BootMain.class.getName(),
                        qemu.binary().toString(),
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("kpulse.log").toFile())
                .start();
        try {
            long pid = FakeQemu.pid(pids);

            kpulse.destroyForcibly();

            assertThat(kpulse.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(FakeQemu.ends(pid)).isTrue();
        } finally {
            kpulse.destroyForcibly();
        }
    }

    @Test
    void aQemuThatIsNotThereIsSaidInTheFault() throws IOException {
        QemuMachine machine = new QemuMachine(
                new Qemu(home.resolve("absent"), "QEMU 7.2.22"), FakeQemu.platform(Kind.TIME), Acceleration.TCG);

        assertThat(machine.boot(FakeQemu.order(home, PATIENT)).fault())
                .hasValueSatisfying(fault -> assertThat(fault.detail()).contains("absent", "No such file"));
    }

    @Test
    void anImageThatIsNotThereIsOneSentenceAndNothingIsLeft() throws IOException {
        QemuMachine machine = machine("exit 0");
        BootOrder order = FakeQemu.order(home, PATIENT);
        Files.delete(order.guestImage());

        assertThatThrownBy(() -> machine.boot(order))
                .isInstanceOf(InfraException.class)
                .hasMessage("The guest image " + order.guestImage()
                        + " cannot be read; make it again with: kpulse guest build.");
        assertThat(home.resolve("scratch.raw")).doesNotExist();
    }

    private BootOutcome boot(String body, BootLimits limits) throws IOException {
        return machine(body).boot(FakeQemu.order(home, limits));
    }

    private QemuMachine machine(String body) throws IOException {
        return new QemuMachine(FakeQemu.script(home, body), FakeQemu.platform(Kind.TIME), Acceleration.TCG);
    }

    private long number(String file) throws IOException {
        return Long.parseLong(Files.readString(home.resolve(file)).strip());
    }

    private static Channel job() {
        return new Channel().hello(1).step("run", "a", 0, "t=1\n");
    }
}
