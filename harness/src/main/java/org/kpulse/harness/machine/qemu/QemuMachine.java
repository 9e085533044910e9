package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.machine.GuestWatch;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.profile.CrashDump;

/**
 * A virtual machine under QEMU, a fresh process for every boot. QEMU dies with the thread that started it (parent-death signal),
 * so that nothing is left behind even when Kpulse is killed. Thread-safe: one boot a thread, several at a time.
 */
public final class QemuMachine implements Machine {

    /**
     * Dies with the thread that started it; in a session of its own, so that Ctrl-C in a terminal reaches Kpulse alone: QEMU would
     * take it as an order to power off, which looks like a kernel that did.
     */
    static final List<String> MORTAL = List.of("setpriv", "--pdeathsig", "KILL", "setsid");

    private static final int PAGE = 4096;
    private static final Duration POLL = Duration.ofMillis(25);
    private static final long MAX_CHANNEL_BYTES = 64L << 20;
    private static final String WORDS = "qemu.log";

    private final Qemu qemu;
    private final Platform platform;
    private final QemuCommand command;
    private final boolean emulatorMayRace;

    public QemuMachine(Qemu qemu, Platform platform, Acceleration acceleration) {
        this.qemu = qemu;
        this.platform = platform;
        this.command = new QemuCommand(qemu.binary(), platform, acceleration);
        this.emulatorMayRace = acceleration == Acceleration.TCG && platform.cpus() > 1;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public String version() {
        return qemu.version();
    }

    @Override
    public List<String> modules() {
        return command.modules();
    }

    @Override
    public BootOutcome boot(BootOrder order) {
        List<String> machine = new ArrayList<>(MORTAL);
        Path words = order.directory().resolve(WORDS);
        GuestWatch watch = new GuestWatch(order.limits(), emulatorMayRace);
        Optional<Fault> cutOff = cutOff(order.guestImage(), imageBytes(order));
        if (cutOff.isPresent()) {
            return outcome(order, watch, new End(cutOff, Duration.ZERO, Optional.empty()), machine);
        }
        try {
            machine.addAll(command.machine(order, imageBytes(order)));
            makeDisks(order);
            long start = System.nanoTime();
            Process process = start(machine, order.directory(), words);
            try {
                Optional<Fault> fault = follow(process, order.directory(), watch, start);
                Duration total = since(start);
                return outcome(order, watch, new End(fault, total, dump(order, fault, process)), machine);
            } catch (IOException e) {
                throw new InfraException(
                        "Cannot read what the guest wrote in " + order.directory() + ": " + e.getMessage() + ".", e);
            } finally {
                end(process);
            }
        } finally {
            deleteDisks(order);
        }
    }

    /** How a boot ended: why not well, after how long, and what its crash left. */
    private record End(Optional<Fault> fault, Duration total, Optional<CrashDump> dump) {}

    private static Optional<CrashDump> dump(BootOrder order, Optional<Fault> fault, Process process)
            throws IOException {
        try {
            return order.dumps()
                    ? DumpTaking.in(order.directory(), order.limits().boot()).after(fault, process)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Process start(List<String> machine, Path directory, Path words) {
        try {
            Files.deleteIfExists(directory.resolve(QemuCommand.RESULTS_FILE));
            Files.deleteIfExists(directory.resolve(QemuCommand.CONSOLE_FILE));
            return new ProcessBuilder(machine)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(words.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new InfraException("Cannot start " + qemu.binary() + ": " + e.getMessage() + ".", e);
        }
    }

    private static long imageBytes(BootOrder order) {
        try {
            return Files.size(order.guestImage());
        } catch (IOException e) {
            throw new InfraException(
                    "The guest image " + order.guestImage()
                            + " cannot be read; make it again with: kpulse guest build.",
                    e);
        }
    }

    /** A squashfs is padded to whole pages; QEMU refuses persistent memory of any other size. */
    private static Optional<Fault> cutOff(Path image, long bytes) {
        return bytes > 0 && bytes % PAGE == 0
                ? Optional.empty()
                : Optional.of(new InfraFault(
                        InfraFault.Kind.GUEST_IMAGE_BROKEN,
                        "The guest image " + image + " was cut off: it has " + bytes + " bytes."));
    }

    private Optional<Fault> follow(Process process, Path directory, GuestWatch watch, long start) throws IOException {
        try (Tail results = new Tail(directory.resolve(QemuCommand.RESULTS_FILE));
                Tail console = new Tail(directory.resolve(QemuCommand.CONSOLE_FILE))) {
            boolean ended = false;
            while (true) {
                Duration now = since(start);
                byte[] said = results.next();
                if (said.length > 0) {
                    watch.results(said, now);
                }
                byte[] printed = console.next();
                if (printed.length > 0) {
                    watch.console(printed, now);
                }
                if (ended && said.length == 0 && printed.length == 0) {
                    return watch.ended(process.exitValue(), LastWords.of(directory.resolve(WORDS)));
                }
                Optional<Fault> reason = ended ? Optional.empty() : watch.stopReason(now);
                if (reason.isPresent()) {
                    return reason;
                }
                if (results.position() + console.position() > MAX_CHANNEL_BYTES) {
                    return Optional.of(new InfraFault(
                            InfraFault.Kind.BENCHMARK_FAILED,
                            "The guest wrote more than 64 MiB of results and console."));
                }
                ended = process.waitFor(ended ? 0 : POLL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new InfraFault(InfraFault.Kind.INTERRUPTED, "Kpulse was told to stop."));
        }
    }

    private BootOutcome outcome(BootOrder order, GuestWatch watch, End end, List<String> machine) {
        Duration boot = watch.helloAt().orElse(end.total());
        Duration job = watch.doneAt().orElse(end.total()).minus(boot);
        return new BootOutcome(
                watch.transcript(),
                end.fault(),
                boot,
                job,
                end.total(),
                watch.warnings(),
                watch.crashes(end.fault()),
                watch.consoleTail(),
                command.kernel(order.dumps()),
                QemuCommand.shown(machine),
                end.dump());
    }

    private void makeDisks(BootOrder order) {
        if (order.dumps()) {
            new DumpDisk(order.directory()).make();
        }
        Path path = order.directory().resolve(QemuCommand.SCRATCH_FILE);
        if (platform.kind() == Platform.Kind.TIME) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength((long) order.scratchMib() << 20);
            } catch (IOException e) {
                throw new InfraException("Cannot make the scratch disk " + path + ": " + e.getMessage() + ".", e);
            }
        }
    }

    private static void deleteDisks(BootOrder order) {
        new DumpDisk(order.directory()).delete();
        try {
            Files.deleteIfExists(order.directory().resolve(QemuCommand.SCRATCH_FILE));
        } catch (IOException e) {
            throw new InfraException("Cannot delete the scratch disk in " + order.directory() + ".", e);
        }
    }

    static void end(Process process) {
        Subprocess.killTree(process.toHandle());
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
