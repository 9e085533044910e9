package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.platform.Platform.Kind;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.state.Sha256;

/** What is made of a capture kernel's work; only QEMU and the guest are scripts. */
@Timeout(60)
class CrashDumpTest {

    private static final BootLimits PATIENT =
            new BootLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2));
    private static final String ARMED = "echo 'kpulse-dump: armed' >console.log\n";
    private static final String PANIC = "echo 'Kernel panic - not syncing: test' >>console.log\n";
    private static final String DUMP = "makedumpfile\0\0\0\0 and memory";
    private static final String LOG = "[    0.1] Linux version 6\n";
    private static final int CORE_AT = 4 << 20;

    @TempDir
    private Path home;

    @Test
    void theDumpOfACrashIsKeptWithItsLogAndNothingElseIs() throws IOException {
        BootOutcome outcome = boot(ARMED + PANIC + dump("end " + DUMP.length() + " " + LOG.length()));

        assertThat(code(outcome)).contains("PANIC");
        assertThat(home.resolve("vmcore.flat")).hasContent(DUMP);
        assertThat(home.resolve("dmesg.txt")).hasContent(LOG);
        assertThat(home.resolve("dump.raw")).doesNotExist();
        assertThat(outcome.dump()).hasValueSatisfying(dump -> {
            CrashDump.Kept kept = (CrashDump.Kept) dump;
            assertThat(kept.core())
                    .isEqualTo(new CrashDump.Part(DUMP.length(), Sha256.ofFile(home.resolve("vmcore.flat"))));
            assertThat(kept.log())
                    .isEqualTo(new CrashDump.Part(LOG.length(), Sha256.ofFile(home.resolve("dmesg.txt"))));
        });
        assertThat(outcome.kernelCommandLine()).contains(" crashkernel=256M");
        assertThat(outcome.machineCommand()).contains("-m 1280M", "virtio-blk-pci,drive=dump");
    }

    @Test
    void aMachineThatGoesOnAfterItsCrashIsWaitedForOnlyWithADump() throws IOException {
        BootOutcome outcome = boot(ARMED + PANIC + "sleep 2\n" + dump("end " + DUMP.length() + " " + LOG.length())
                + "echo 'BUG: kernel NULL pointer dereference' >>console.log; exec sleep 300");

        assertThat(outcome.dump()).containsInstanceOf(CrashDump.Kept.class);
        assertThat(outcome.fault()).map(Fault::detail).contains("Kernel panic - not syncing: test");
        assertThat(outcome.crashes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "end 0 10",
                "end 30 0",
                "end 9999999999 10",
                "end 99999999999999999999 10",
                "end 30 4190209",
                "end -1 10",
                "end 30",
                "failed \001no memory",
                "something else"
            })
    void halfADumpAndWhatDoesNotFitIsNone(String line) throws IOException {
        BootOutcome outcome = boot(ARMED + PANIC + dump(line));

        assertThat(code(outcome)).contains("PANIC");
        assertThat(outcome.dump()).containsInstanceOf(CrashDump.Missing.class);
        assertThat(files()).doesNotContain("vmcore.flat", "dmesg.txt", "dump.raw");
    }

    @Test
    void whatIsNoDumpIsNotKept() throws IOException {
        BootOutcome outcome = boot(ARMED + PANIC + dump("end 30 10").replace("'makedumpfile", "'somethingelse"));

        assertThat(why(outcome)).isEqualTo("what the capture kernel wrote is no dump");
        assertThat(files()).doesNotContain("vmcore.flat", "dmesg.txt");
    }

    @Test
    void whatTheCaptureKernelSaysIsPassedOnPrintable() throws IOException {
        assertThat(why(boot(ARMED + PANIC + dump("failed no \001memory"))))
                .isEqualTo("the capture kernel says: no ?memory");
    }

    @Test
    void aKernelThatCannotLoadOneSaysSoAndTheRunGoesOn() throws IOException {
        Files.write(
                home.resolve("job"),
                new Channel().hello(1).step("run", "a", 0, "t=1\n").done().bytes());

        BootOutcome outcome =
                boot("echo 'kpulse-dump: no capture kernel: the kernel cannot' >console.log; cat job >results.log");

        assertThat(outcome.fault()).isEmpty();
        assertThat(why(outcome)).isEqualTo("no capture kernel: the kernel cannot");
    }

    @Test
    void aBootThatEndsWellLeavesNone() throws IOException {
        Files.write(
                home.resolve("job"),
                new Channel().hello(1).step("run", "a", 0, "t=1\n").done().bytes());

        BootOutcome outcome = boot(ARMED + "cat job >results.log");

        assertThat(outcome.fault()).isEmpty();
        assertThat(outcome.dump()).isEmpty();
        assertThat(files()).doesNotContain("dump.raw");
    }

    @Test
    void aKernelThatDoesNotPanicIsNotWaitedFor() throws IOException {
        BootOutcome outcome = boot(ARMED + "echo 'Out of memory: Killed process 1 (x)' >>console.log; exec sleep 300");

        assertThat(code(outcome)).contains("OOM_KILL");
        assertThat(why(outcome)).contains("did not panic");
    }

    @Test
    void aFaultOfOursHasNoDump() throws IOException {
        BootOutcome outcome = boot(ARMED + "kill -9 $$");

        assertThat(code(outcome)).contains("MACHINE_DIED");
        assertThat(outcome.dump()).isEmpty();
    }

    @Test
    void aCaptureKernelThatSaysNothingOrDoesNotEndIsNotWaitedForLongerThanItsLimits() throws Exception {
        Optional<Fault> panic = Optional.of(new KernelFault(KernelFault.Kind.PANIC, "Kernel panic"));
        Files.writeString(home.resolve("console.log"), "kpulse-dump: armed\n");
        new DumpDisk(home).make();
        Process forever = new ProcessBuilder("sleep", "300").start();
        try {
            Duration soon = Duration.ofMillis(100);
            assertThat(new DumpTaking(home, soon, Duration.ofMinutes(1)).after(panic, forever))
                    .hasValueSatisfying(dump -> assertThat(((CrashDump.Missing) dump).why())
                            .startsWith("the capture kernel did not begin to take a dump within "));
            try (RandomAccessFile disk =
                    new RandomAccessFile(home.resolve("dump.raw").toFile(), "rw")) {
                disk.write("kpulse-dump begin\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(new DumpTaking(home, Duration.ofMinutes(1), soon).after(panic, forever))
                    .hasValueSatisfying(dump -> assertThat(((CrashDump.Missing) dump).why())
                            .startsWith("the capture kernel did not end its dump within "));
        } finally {
            forever.destroyForcibly();
        }
    }

    @Test
    void aDumpThatCannotBeKeptIsMissingAndTheRunStands() throws IOException {
        Files.createDirectories(home.resolve("dmesg.txt.partial"));

        BootOutcome outcome = boot(ARMED + PANIC + dump("end " + DUMP.length() + " " + LOG.length()));

        assertThat(code(outcome)).contains("PANIC");
        assertThat(why(outcome)).startsWith("it could not be kept: ");
        assertThat(files()).doesNotContain("vmcore.flat", "dmesg.txt", "dump.raw");
    }

    /** Shell that writes all of a dump and then the line. */
    private static String dump(String line) {
        return "printf '" + DUMP.replace("\0", "\\000") + "' | dd of=dump.raw bs=1 seek=" + CORE_AT
                + " conv=notrunc status=none\n"
                + "printf '" + LOG.replace("\n", "\\n") + "' | dd of=dump.raw bs=4096 seek=1 conv=notrunc status=none\n"
                + "printf 'kpulse-dump " + line + "\\n' | dd of=dump.raw conv=notrunc status=none\n";
    }

    private static Optional<String> code(BootOutcome outcome) {
        return outcome.fault().map(Fault::code);
    }

    private static String why(BootOutcome outcome) {
        return ((CrashDump.Missing) outcome.dump().orElseThrow()).why();
    }

    private List<String> files() throws IOException {
        try (var all = Files.list(home)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    private BootOutcome boot(String body) throws IOException {
        BootOrder order = FakeQemu.order(home, PATIENT);
        BootOrder dumping = new BootOrder(
                order.kernel(),
                order.initramfs(),
                order.guestImage(),
                order.scratchMib(),
                order.seed(),
                order.directory(),
                order.limits(),
                order.machineOptions(),
                true);
        return new QemuMachine(FakeQemu.script(home, body), FakeQemu.platform(Kind.TIME), Acceleration.TCG)
                .boot(dumping);
    }
}
