package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Subprocess;

/**
 * Boots a kernel to a busybox shell that says a word and powers off: nothing else. It shows whether an accelerator works and
 * how fast this host boots.
 */
public final class BareBoot {

    /** What the initramfs of a bare boot runs as process 1. */
    public static final String INIT =
            "#!/bin/busybox sh\n/bin/busybox echo kpulse-alive >/dev/console\n/bin/busybox poweroff -f\n";

    private static final String WORD = "kpulse-alive";

    private final Qemu qemu;
    private final Path kernel;
    private final Path initramfs;

    /**
     * @param kernel a bzImage
     * @param initramfs busybox with {@link #INIT} as {@code /init}
     */
    public BareBoot(Qemu qemu, Path kernel, Path initramfs) {
        this.qemu = qemu;
        this.kernel = kernel;
        this.initramfs = initramfs;
    }

    /**
     * What a bare boot showed.
     *
     * @param shell from the start of the machine to the shell's word; empty when it did not come in time
     * @param why it did not come: one clause, empty when it did
     */
    public record Result(Optional<Duration> shell, String why) {}

    /** Boots once in {@code directory}, which exists; never longer than {@code limit}. */
    public Result boot(List<String> accelerator, Path directory, Duration limit) {
        Path console = directory.resolve("bare-console.log");
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--pdeathsig", "KILL", qemu.binary().toString()));
        command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-monitor", "none"));
        command.addAll(List.of("-machine", "pc", "-m", "512M"));
        command.addAll(accelerator);
        command.addAll(List.of(
                "-chardev", "file,id=console,path=" + QemuCommand.escape(console), "-serial", "chardev:console"));
        command.addAll(List.of("-kernel", kernel.toString(), "-initrd", initramfs.toString()));
        command.addAll(List.of("-append", "console=ttyS0 quiet panic=-1 no_timer_check"));
        long start = System.nanoTime();
        try {
            Files.deleteIfExists(console);
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("bare-qemu.log").toFile())
                    .start();
            try {
                return watch(process, console, start, limit);
            } finally {
                Subprocess.killTree(process.toHandle());
            }
        } catch (IOException e) {
            throw new InfraException("Cannot start " + qemu.binary() + ": " + e.getMessage() + ".", e);
        }
    }

    private static Result watch(Process process, Path console, long start, Duration limit) throws IOException {
        boolean ended = false;
        while (true) {
            if (Files.exists(console)
                    && Files.readString(console, StandardCharsets.ISO_8859_1).contains(WORD)) {
                return new Result(Optional.of(Duration.ofNanos(System.nanoTime() - start)), "");
            }
            if (ended) {
                return new Result(Optional.empty(), "QEMU ended with exit code " + process.exitValue());
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                return new Result(Optional.empty(), "no shell within " + limit.toSeconds() + " s");
            }
            try {
                ended = process.waitFor(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InfraException("The calibration boot was interrupted.", e);
            }
        }
    }
}
