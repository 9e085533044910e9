package org.kpulse.harness.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.guest.GuestPrograms;
import org.kpulse.harness.guest.Initramfs;
import org.kpulse.harness.guest.InitramfsWriter;
import org.kpulse.harness.guest.Makedumpfile;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.ModuleDependencies;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;

/** Makes kernels that are ready to boot also ready to leave a dump when they crash; {@code guest/dump.c} is what runs there. */
public final class DumpPreparer {

    private static final String PROGRAM = "dump";

    /** For its disk, on whatever machine. */
    private static final List<String> MODULES = List.of("virtio_pci", "virtio_blk", "nfit", "nd_pmem", "nd_btt");

    private final GuestPrograms programs;
    private final Commands commands;
    private final Progress progress;

    public DumpPreparer(GuestPrograms programs, Commands commands, Progress progress) {
        this.programs = programs;
        this.commands = commands;
        this.progress = progress;
    }

    /**
     * The same with an initramfs that loads a capture kernel. {@link InfraException} when something that this needs is not installed.
     *
     * @param capture the kernel that takes the dump: better not the one under test, which would crash again
     * @param directory where the initramfs is written
     */
    public Prepared dumping(Prepared plain, Kernel capture, Path directory) {
        byte[] program = read(programs.own(PROGRAM, progress));
        Path system = directory.resolve("capture-" + capture.imageSha256().substring(0, 16) + ".cpio");
        InitramfsWriter.write(captureSystem(capture, program), InitramfsWriter.Compression.NONE, system);
        Initramfs more = Initramfs.builder()
                .file("dump/" + PROGRAM, 0755, ByteBuffer.wrap(program))
                .file("dump/kernel", 0644, ByteBuffer.wrap(read(capture.image())))
                .file("dump/capture.cpio", 0644, ByteBuffer.wrap(read(system)))
                .build();
        Path file = directory.resolve("dump-" + plain.initramfs().getFileName());
        // the kernel unpacks archives one after the other; what both have is as the last one says
        try (OutputStream out = Files.newOutputStream(file)) {
            InitramfsWriter.write(more, InitramfsWriter.Compression.NONE, out);
            Files.copy(plain.initramfs(), out);
        } catch (IOException e) {
            throw new InfraException("Cannot write the initramfs " + file + ": " + e.getMessage() + ".", e);
        }
        return plain.dumping(file);
    }

    private Initramfs captureSystem(Kernel capture, byte[] program) {
        Initramfs.Builder builder = Initramfs.builder().file("init", 0755, ByteBuffer.wrap(program));
        Makedumpfile.ofHost(commands).files().forEach((path, content) -> builder.file(path, 0755, content));
        Optional<Path> modules = capture.modules();
        modules.ifPresent(directory -> builder.modules(
                directory, ModuleDependencies.read(directory).loadOrder(MODULES).files()));
        return builder.build();
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
