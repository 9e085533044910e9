package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.expect.Answer;
import org.kpulse.harness.expect.Shell;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.InitramfsWriter;
import org.kpulse.harness.machine.qemu.ShellGuest;

/** A real kernel with a real shell on its second serial port. */
class ShellGuestTest {

    private static final Duration PATIENT = Duration.ofMinutes(5);

    private final Rig rig = Rig.shared();

    @TempDir
    private Path directory;

    @Test
    void aShellAnswersUntilSysrqPanicsTheKernelAndThatIsACrashWithASignature() {
        try (ShellGuest guest = start()) {
            guest.ready(PATIENT).match();
            Shell shell = guest.shell();
            assertThat(shell.run("uname -r", PATIENT))
                    .isEqualTo(new Shell.Reply(0, rig.kernel().release() + "\n"));
            assertThat(shell.run("cat; ls /nowhere", PATIENT))
                    .as("a command has no input to wait for")
                    .isEqualTo(new Shell.Reply(1, "ls: /nowhere: No such file or directory\n"));
            shell.line().send("kill -9 $$");
            assertThat(shell.run("true", PATIENT).exitCode())
                    .as("another shell takes the place of one that was killed")
                    .isZero();
            assertThat(guest.ended()).isEmpty();

            Answer answer = shell.ask("echo c >/proc/sysrq-trigger", PATIENT);

            assertThat(answer.blame()).isEqualTo(Blame.KERNEL);
            assertThat(answer).isInstanceOfSatisfying(Answer.Crashed.class, crashed -> {
                Crash crash = crashed.crash();
                assertThat(crash.kind()).isEqualTo(CrashClass.PANIC);
                assertThat(crash.signature())
                        .startsWith("panic in sysrq_handle_crash, ")
                        .endsWith(" (sysrq triggered crash)");
                assertThat(crash.trace()).contains("write_sysrq_trigger");
            });
            assertThat(guest.shell().line().watch(PATIENT)).isInstanceOf(Answer.Crashed.class);
        }
    }

    private ShellGuest start() {
        Path initramfs = directory.resolve("initramfs.cpio");
        InitramfsWriter.write(
                ShellGuest.initramfs(Busybox.ofHost(rig.lab().commands())).build(),
                InitramfsWriter.Compression.NONE,
                initramfs);
        return ShellGuest.start(
                rig.lab().pool().qemu(), new ShellGuest.Order(rig.kernel(), initramfs, 1, 256, "", directory));
    }
}
