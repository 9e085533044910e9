package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.process.Subprocess;

/** A program that does to its files what QEMU does: it is started in the directory of {@code console.log} and {@code results.log}. */
public final class FakeQemu {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FakeQemu() {}

    /** A shell script in place of QEMU. */
    public static Qemu script(Path directory, String body) throws IOException {
        Path file = Files.writeString(directory.resolve("fake-qemu"), "#!/bin/sh\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return new Qemu(file, "QEMU 7.2.22");
    }

    /** A pipe with a name; whoever reads it waits for the first writer. */
    public static Path pipe(Path directory) {
        Path pipe = directory.resolve("pids");
        Subprocess.of(PATIENCE, "mkfifo", pipe.toString()).runOrThrow();
        return pipe;
    }

    /** The number that the script writes into the pipe. */
    public static long pid(Path pipe) throws IOException {
        return Long.parseLong(Files.readString(pipe).strip());
    }

    /** Waits until no program runs under this number: it is absent, or dead and not yet waited for. */
    public static boolean ends(long pid) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Path stat = Path.of("/proc", Long.toString(pid), "stat");
            if (!Files.exists(stat) || dead(stat)) {
                return true;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return false;
    }

    private static boolean dead(Path stat) throws IOException {
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return "ZX".indexOf(text.charAt(text.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw e;
            }
            return true;
        }
    }

    /** A platform of this kind as the embedded pool makes them. */
    static Platform platform(Platform.Kind kind) {
        boolean time = kind == Platform.Kind.TIME;
        String name = time ? "qemu-time" : "qemu-instructions";
        return new Platform(name, kind, Architecture.X86_64, "tcg", time ? 2 : 1, 1024, "a processor");
    }

    /** An order to boot nothing, in this directory. */
    static BootOrder order(Path directory, BootLimits limits) throws IOException {
        Files.write(directory.resolve("guest.squashfs"), new byte[4096]);
        return new BootOrder(
                kernel(directory.resolve("vmlinuz")),
                directory.resolve("initramfs.cpio"),
                directory.resolve("guest.squashfs"),
                8,
                7,
                directory,
                limits,
                java.util.List.of());
    }

    static Kernel kernel(Path image) {
        return new Kernel(
                "debian:6.1.0-50-cloud-amd64",
                "6.1.0-50-cloud-amd64",
                Architecture.X86_64,
                image,
                "0".repeat(64),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
