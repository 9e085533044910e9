package org.kpulse.harness.crashsuite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.kpulse.harness.expect.Answer;
import org.kpulse.harness.expect.Shell;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.qemu.Qemu;
import org.kpulse.harness.machine.qemu.ShellGuest;

/** Fires triggers, each in a guest of its own. Thread-safe. */
public final class Firing {

    private static final int MEMORY_MIB = 256;
    private static final int BOOTS = 3;
    private static final Duration BOOT = Duration.ofMinutes(4);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration AFTERWARDS = Duration.ofSeconds(4);
    private static final Duration LAST_WORDS = Duration.ofMillis(1200);
    private static final String SETUP = "insmod /lkdtm.ko && echo 5 >/proc/sys/kernel/watchdog_thresh"
            + " && echo 10 >/proc/sys/kernel/hung_task_timeout_secs";

    private final Qemu qemu;
    private final Kernel kernel;
    private final Path initramfs;

    /** @param initramfs with {@code /lkdtm.ko} */
    public Firing(Qemu qemu, Kernel kernel, Path initramfs) {
        this.qemu = qemu;
        this.kernel = kernel;
        this.initramfs = initramfs;
    }

    /**
     * Boots, fires, looks what is found; the console stays in {@code directory}, which is made. A guest that is not healthy before, as when
     * the emulator lets its clock leap, is not used: another is booted, at most so often.
     */
    public Fired fire(Trigger trigger, Path directory) {
        Optional<Fired> fired = once(trigger, directory);
        for (int boot = 2; fired.isEmpty() && boot <= BOOTS; boot++) {
            fired = once(trigger, directory.resolve("boot-" + boot));
        }
        return fired.orElseThrow(() -> new AssertionError("no guest is healthy before it: " + directory));
    }

    /** Empty if the guest was not healthy before. */
    private Optional<Fired> once(Trigger trigger, Path directory) {
        long start = System.nanoTime();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ShellGuest.Order order = new ShellGuest.Order(kernel, initramfs, trigger.cpus(), MEMORY_MIB, "", directory);
        try (ShellGuest guest = ShellGuest.start(qemu, order)) {
            guest.ready(BOOT).match();
            if (guest.shell().run(SETUP, ANSWER).exitCode() != 0) {
                throw new AssertionError(
                        "the guest cannot be prepared:\n" + guest.console().tail());
            }
            if (!guest.console().crashes().isEmpty()) {
                return Optional.empty();
            }
            long fired = System.nanoTime();
            Answer answer = fire(trigger, guest);
            if (answer instanceof Answer.Match) {
                Answer later = guest.shell().line().watch(LAST_WORDS);
                answer = later instanceof Answer.Late ? answer : later;
            }
            Optional<Fault> ended = answer instanceof Answer.Ended ? guest.ended() : Optional.empty();
            Optional<Integer> exitCode = answer instanceof Answer.Match match
                    ? Optional.of(Shell.reply(match).exitCode())
                    : Optional.empty();
            Found found = Found.of(guest.console().crashes(), ended, exitCode);
            double seconds = since(fired);
            String afterwards = afterwards(guest, answer);
            return Optional.of(new Fired(trigger, found, seconds, since(start), afterwards));
        }
    }

    private static Answer fire(Trigger trigger, ShellGuest guest) {
        if (trigger.command().equals(Trigger.KILL)) {
            guest.process().destroyForcibly();
            return guest.shell().line().watch(trigger.limit());
        }
        return guest.shell().ask("( " + trigger.command() + " )", trigger.limit());
    }

    private static String afterwards(ShellGuest guest, Answer answer) {
        if (answer instanceof Answer.Match) {
            return "alive";
        }
        if (guest.process().isAlive()) {
            guest.console().goOn();
            if (guest.shell().ask("true", AFTERWARDS) instanceof Answer.Match) {
                return "alive";
            }
        }
        return guest.process().isAlive() ? "hangs" : "ended";
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
