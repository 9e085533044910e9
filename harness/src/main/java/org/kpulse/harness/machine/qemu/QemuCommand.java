package org.kpulse.harness.machine.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.platform.Platform;

/**
 * The command lines of a boot: QEMU's and the kernel's. Pure. Why each option stands there is in docs/machines.md; the
 * conditions for bit-identical boots were measured: fixed seed, virtual real-time clock, {@code icount} without sleeping, and no
 * device whose completions come from another host thread, so root is emulated persistent memory and results go over a serial
 * port.
 */
final class QemuCommand {

    static final String CONSOLE_FILE = "console.log";
    static final String RESULTS_FILE = "results.log";
    static final String SCRATCH_FILE = "scratch.raw";

    /** Memory of a capture kernel. */
    private static final int CAPTURE_MIB = 256;

    private final Path binary;
    private final Platform platform;
    private final Acceleration acceleration;

    QemuCommand(Path binary, Platform platform, Acceleration acceleration) {
        this.binary = binary;
        this.platform = platform;
        this.acceleration = acceleration;
    }

    /** Whether the kernel's console and results need a device that only a time machine may have. */
    private boolean deterministic() {
        return platform.kind() == Platform.Kind.INSTRUCTIONS;
    }

    List<String> machine(BootOrder order, long imageBytes) {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-monitor",
                "none"));
        command.addAll(List.of("-smp", Integer.toString(platform.cpus())));
        if (deterministic()) {
            command.addAll(List.of("-machine", "pc,nvdimm=on", "-m", memoryWithRootSlot(order, imageBytes)));
            command.addAll(List.of("-accel", "tcg,thread=single", "-cpu", "max,-smap"));
            command.addAll(List.of("-icount", "shift=0,sleep=off", "-seed", Long.toString(order.seed())));
            command.addAll(List.of("-rtc", "base=2024-01-01T00:00:00,clock=vm"));
            command.addAll(List.of(
                    "-object",
                    "memory-backend-file,id=root,share=on,readonly=on,mem-path=" + escape(order.guestImage()) + ",size="
                            + imageBytes,
                    "-device",
                    "nvdimm,memdev=root,id=root0,unarmed=on"));
        } else {
            command.addAll(List.of("-machine", "pc", "-m", memoryMib(order) + "M"));
            command.addAll(
                    acceleration == Acceleration.KVM
                            ? List.of("-accel", "kvm", "-cpu", "host")
                            : List.of("-accel", "tcg,thread=multi", "-cpu", "max,-smap"));
            command.addAll(List.of("-seed", Long.toString(order.seed())));
            command.addAll(List.of(
                    "-drive",
                    "if=none,id=root,format=raw,readonly=on,file=" + escape(order.guestImage()),
                    "-device",
                    "virtio-blk-pci,drive=root",
                    "-drive",
                    "if=none,id=scratch,format=raw,cache=unsafe,file="
                            + escape(order.directory().resolve(SCRATCH_FILE)),
                    "-device",
                    "virtio-blk-pci,drive=scratch"));
        }
        command.addAll(order.machineOptions());
        if (order.dumps()) {
            command.addAll(dumpDisk(escape(order.directory().resolve(DumpDisk.FILE))));
        }
        command.addAll(channels(order));
        command.addAll(List.of(
                "-kernel",
                order.kernel().image().toString(),
                "-initrd",
                order.initramfs().toString(),
                "-append",
                kernel(order.dumps())));
        return command;
    }

    /** Like the root: a drive would end that boots of one seed are bit-identical, even if the guest never reads it. */
    private List<String> dumpDisk(String file) {
        return deterministic()
                ? List.of(
                        "-object",
                        "memory-backend-file,id=dump,share=on,mem-path=" + file + ",size=" + DumpDisk.BYTES,
                        "-device",
                        "nvdimm,memdev=dump,id=dump0")
                : List.of(
                        "-drive",
                        "if=none,id=dump,format=raw,cache=unsafe,file=" + file,
                        "-device",
                        "virtio-blk-pci,drive=dump");
    }

    /** The guest's memory, and address space for the root image beside it, in whole GiB with one to spare for alignment. */
    private String memoryWithRootSlot(BootOrder order, long imageBytes) {
        long gib = Math.max(4, 2 + (memoryMib(order) >> 10) + (imageBytes >> 30)) + (order.dumps() ? 1 : 0);
        return memoryMib(order) + "M,slots=" + (order.dumps() ? 3 : 2) + ",maxmem=" + gib + "G";
    }

    /** What is set aside for a capture kernel comes on top, so that the kernel under test has as much as in other boots. */
    private int memoryMib(BootOrder order) {
        return platform.memoryMib() + (order.dumps() ? CAPTURE_MIB : 0);
    }

    private List<String> channels(BootOrder order) {
        List<String> command = new ArrayList<>(List.of(
                "-chardev",
                "file,id=console,path=" + escape(order.directory().resolve(CONSOLE_FILE)),
                "-serial",
                "chardev:console",
                "-chardev",
                "file,id=results,path=" + escape(order.directory().resolve(RESULTS_FILE))));
        command.addAll(
                deterministic()
                        ? List.of("-serial", "chardev:results")
                        : List.of(
                                "-device",
                                "virtio-serial-pci",
                                "-device",
                                "virtserialport,chardev=results,name=kpulse.results"));
        return command;
    }

    /**
     * What the kernel is told. {@code oops=panic} gives every oops a defined end; {@code cryptomgr.notests} keeps self-tests of
     * ciphers from running beside the first benchmark; {@code no_timer_check}: see docs/machines.md.
     */
    String kernel(boolean dumps) {
        String common = "console=ttyS0 quiet panic=-1 oops=panic no_timer_check cryptomgr.notests"
                + (dumps ? " crashkernel=" + CAPTURE_MIB + "M" : "");
        return deterministic()
                ? common + " nokaslr kpulse.root=/dev/pmem0 kpulse.channel=/dev/ttyS1 kpulse.scratch=loop"
                : common + " kpulse.root=/dev/vda kpulse.channel=virtio kpulse.scratch=/dev/vdb";
    }

    /** Kernel modules the initramfs must load for this machine, where the kernel has them as modules, in this order. */
    List<String> modules() {
        List<String> names = new ArrayList<>(List.of("squashfs", "overlay", "ext4"));
        names.addAll(
                deterministic()
                        ? List.of("nfit", "nd_pmem", "nd_btt", "loop")
                        : List.of("virtio_pci", "virtio_blk", "virtio_console"));
        return names;
    }

    /** QEMU reads a comma in an option's value as the start of the next option unless it is doubled. */
    static String escape(Path path) {
        return path.toString().replace(",", ",,");
    }

    static String shown(List<String> command) {
        StringBuilder text = new StringBuilder();
        for (String word : command) {
            String quoted = word.matches("[A-Za-z0-9_./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
            text.append(text.isEmpty() ? "" : " ").append(quoted);
        }
        return text.toString();
    }
}
