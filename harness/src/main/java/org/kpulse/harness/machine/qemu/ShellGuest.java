package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.expect.Answer;
import org.kpulse.harness.expect.Expect;
import org.kpulse.harness.expect.KernelConsole;
import org.kpulse.harness.expect.Shell;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.Initramfs;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.MachineEnd;

/**
 * A kernel under QEMU's translation with busybox alone, whose shell answers on the second serial port while the kernel logs on the
 * first: for trying what happens, not for measuring. QEMU dies with the thread that started it. Not thread-safe.
 */
public final class ShellGuest implements AutoCloseable {

    /** What the shell's port says when the shell is ready. */
    static final String READY = "@shell ready@";

    /**
     * The port is held open all the time: what comes while nobody has it open is lost. The shell reads it as a script, so that it
     * neither prompts nor echoes, and is no session's leader: the end of one hangs up the port.
     */
    private static final String INIT = """
            #!/bin/busybox sh
            export PATH=/bin HOME=/
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
            mount -t tmpfs tmpfs /tmp
            while read -r module; do
                insmod "$module" || echo "cannot load $module" >/dev/console
            done </modules.order
            echo 8 >/proc/sys/kernel/printk
            exec 3<>/dev/ttyS1
            stty -F /dev/ttyS1 -echo -onlcr
            echo "@shell ready@" >/dev/ttyS1
            while :; do
                sh /dev/ttyS1 </dev/null >/dev/ttyS1 2>&1 3>&-
            done
            """;

    /**
     * What to boot.
     *
     * @param kernel the kernel
     * @param initramfs made of {@link #initramfs}
     * @param cpus processors of the machine
     * @param memoryMib its memory
     * @param words more for the kernel's command line
     * @param directory for the files of this boot; exists and is empty
     */
    public record Order(Kernel kernel, Path initramfs, int cpus, int memoryMib, String words, Path directory) {

        public Order {
            if (cpus < 1 || memoryMib < 1) {
                throw new IllegalArgumentException("a machine with " + cpus + " CPUs and " + memoryMib + " MiB");
            }
        }
    }

    private final Order order;
    private final Process process;
    private final KernelConsole console;
    private final Shell shell;
    private final FileLine log;

    private ShellGuest(Order order, Process process) {
        this.order = order;
        this.process = process;
        this.log = new FileLine(process, order.directory().resolve(QemuCommand.CONSOLE_FILE));
        this.console = new KernelConsole(order.kernel().ref(), log, order.cpus() > 1, System::nanoTime);
        this.shell = new Shell(new Expect(new PipeLine(process), console, System::nanoTime));
    }

    /** An initramfs that offers the shell; more files and modules may be added. */
    public static Initramfs.Builder initramfs(Busybox busybox) {
        return Initramfs.builder().busybox(busybox).init(INIT);
    }

    /** Starts the machine; {@link #ready} waits for its shell. {@link InfraException} when it cannot be started. */
    public static ShellGuest start(Qemu qemu, Order order) {
        try {
            Files.deleteIfExists(order.directory().resolve(QemuCommand.CONSOLE_FILE));
            return new ShellGuest(
                    order,
                    new ProcessBuilder(command(qemu, order))
                            .directory(order.directory().toFile())
                            .redirectError(words(order).toFile())
                            .start());
        } catch (IOException e) {
            throw new InfraException("Cannot start " + qemu.binary() + ": " + e.getMessage() + ".", e);
        }
    }

    private static List<String> command(Qemu qemu, Order order) {
        List<String> command = new ArrayList<>(QemuMachine.MORTAL);
        command.add(qemu.binary().toString());
        command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-monitor", "none"));
        command.addAll(
                List.of("-machine", "pc", "-m", order.memoryMib() + "M", "-smp", Integer.toString(order.cpus())));
        command.addAll(List.of("-accel", "tcg,thread=" + (order.cpus() > 1 ? "multi" : "single"), "-cpu", "max,-smap"));
        Path log = order.directory().resolve(QemuCommand.CONSOLE_FILE);
        command.addAll(
                List.of("-chardev", "file,id=console,path=" + QemuCommand.escape(log), "-serial", "chardev:console"));
        command.addAll(List.of("-chardev", "stdio,id=shell,signal=off", "-serial", "chardev:shell"));
        command.addAll(List.of("-kernel", order.kernel().image().toString()));
        command.addAll(List.of("-initrd", order.initramfs().toString()));
        String words = "console=ttyS0 quiet panic=-1 no_timer_check cryptomgr.notests " + order.words();
        command.addAll(List.of("-append", words.strip()));
        return command;
    }

    private static Path words(Order order) {
        return order.directory().resolve("qemu.log");
    }

    /** Waits until the shell can be asked. */
    public Answer ready(Duration limit) {
        return shell.line().await(READY + "\n", limit);
    }

    /** The shell, once it is {@link #ready}. */
    public Shell shell() {
        return shell;
    }

    /** The kernel's console. */
    public KernelConsole console() {
        return console;
    }

    /** QEMU's process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Who ended the machine, if it has ended: us, by its exit code, or the kernel, which rebooted or powered off. A crash that the
     * console tells of goes before this.
     */
    public Optional<Fault> ended() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        try {
            Optional<Fault> died = MachineEnd.died(process.exitValue(), LastWords.of(words(order)))
                    .map(f -> f);
            return died.isPresent()
                    ? died
                    : Optional.of(new KernelFault(KernelFault.Kind.REBOOT, "It rebooted or powered off by itself."));
        } catch (IOException e) {
            throw new InfraException("Cannot read " + words(order) + ": " + e.getMessage() + ".", e);
        }
    }

    /** Ends the machine at once, if it still runs. */
    @Override
    public void close() {
        QemuMachine.end(process);
        log.close();
    }
}
