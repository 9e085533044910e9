package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.profile.CrashDump;

/**
 * Waits for the capture kernel after a crash and takes what it leaves. It begins when everything about the boot is decided, and
 * changes nothing of that.
 *
 * @param directory of the run
 * @param begin longest time from the crash to the capture kernel's first word
 * @param end longest time from the crash to its last word
 */
record DumpTaking(Path directory, Duration begin, Duration end) {

    /** Longest time that a dump may take, whatever the guest does. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_CONSOLE = 1 << 20;
    private static final String ARMED = "kpulse-dump: armed";
    private static final Pattern NOT_ARMED = Pattern.compile("kpulse-dump: (no capture kernel: .*)");

    /** With the limits of every boot. */
    static DumpTaking in(Path directory, Duration boot) {
        return new DumpTaking(directory, boot.compareTo(LIMIT) < 0 ? boot : LIMIT, LIMIT);
    }

    /**
     * The dump of a boot that has ended like this, or why there is none; empty if nothing crashed. {@link InterruptedException} when
     * Kpulse is told to stop meanwhile.
     */
    Optional<CrashDump> after(Optional<Fault> fault, Process process) throws IOException, InterruptedException {
        String console = console();
        if (!console.contains(ARMED)) {
            Matcher why = NOT_ARMED.matcher(console);
            boolean told = why.find();
            return told || isKernels(fault)
                    ? Optional.of(new CrashDump.Missing(
                            told ? why.group(1) : "it crashed before a capture kernel was loaded"))
                    : Optional.empty();
        }
        if (!isKernels(fault)) {
            return Optional.empty();
        }
        if (!panics(fault)) {
            return Optional.of(
                    new CrashDump.Missing("the kernel did not panic, so that no capture kernel was started"));
        }
        return Optional.of(wait(process));
    }

    private CrashDump wait(Process process) throws IOException, InterruptedException {
        DumpDisk disk = new DumpDisk(directory);
        long crash = System.nanoTime();
        Duration now = Duration.ZERO;
        String line = disk.line();
        while (!DumpDisk.isOver(line) && process.isAlive() && now.compareTo(line.isEmpty() ? begin : end) < 0) {
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            now = Duration.ofNanos(System.nanoTime() - crash);
            line = disk.line();
        }
        try {
            return disk.keep(Duration.ofNanos(System.nanoTime() - crash));
        } catch (IOException e) {
            disk.forget();
            return new CrashDump.Missing("it could not be kept: " + e.getMessage());
        }
    }

    private static boolean isKernels(Optional<Fault> fault) {
        return fault.isPresent() && fault.get().blame() == Blame.KERNEL;
    }

    /** An oops panics by the kernel's command line. */
    private static boolean panics(Optional<Fault> fault) {
        return fault.isPresent()
                && fault.get() instanceof KernelFault kernel
                && (kernel.kind() == KernelFault.Kind.PANIC || kernel.kind() == KernelFault.Kind.OOPS);
    }

    private String console() throws IOException {
        Path file = directory.resolve(QemuCommand.CONSOLE_FILE);
        if (!Files.exists(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_CONSOLE), StandardCharsets.ISO_8859_1);
        }
    }
}
