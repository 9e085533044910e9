package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest files that are laid out as real kernels, modules and programs are. */
public final class FakeKernelFiles {

    private FakeKernelFiles() {}

    /** A bzImage by its header: magic at 0x202, offset of the version text at 0x20e. */
    public static byte[] bzImage(String release) {
        ByteBuffer image = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII));
        image.putShort(0x20e, (short) 0x600);
        image.put(0x800, (release + " (builder@host) #1 SMP\0").getBytes(StandardCharsets.US_ASCII));
        return image.array();
    }

    /** An arm64 Image: magic at 56, and the banner somewhere. */
    static byte[] arm64Image(String release) {
        ByteBuffer image = ByteBuffer.allocate(0x1000);
        image.put(56, "ARMd".getBytes(StandardCharsets.US_ASCII));
        image.put(0x900, ("Linux version " + release + " (b@h)\0").getBytes(StandardCharsets.US_ASCII));
        return image.array();
    }

    /** A 64-bit ELF file with the sections .modinfo and .shstrtab. */
    public static byte[] module(String... info) {
        byte[] modinfo = (String.join("\0", info) + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] names = "\0.modinfo\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int namesAt = 64 + modinfo.length;
        int table = namesAt + names.length;
        ByteBuffer elf = ByteBuffer.allocate(table + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        elf.putLong(0x28, table);
        elf.putShort(0x3a, (short) 64);
        elf.putShort(0x3c, (short) 3);
        elf.putShort(0x3e, (short) 2);
        elf.put(64, modinfo);
        elf.put(namesAt, names);
        section(elf, table + 64, 1, 64, modinfo.length);
        section(elf, table + 128, 10, namesAt, names.length);
        return elf.array();
    }

    private static void section(ByteBuffer elf, int header, int name, int at, int size) {
        elf.putInt(header, name);
        elf.putLong(header + 0x18, at);
        elf.putLong(header + 0x20, size);
    }

    /** A 64-bit ELF program with one program header of this type: 1 (load) or 3 (asks for a dynamic linker). */
    public static byte[] program(int headerType) {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        elf.putLong(0x20, 64);
        elf.putShort(0x36, (short) 56);
        elf.putShort(0x38, (short) 1);
        elf.putInt(64, headerType);
        return elf.array();
    }

    /** What a kernel package of Debian unpacks to. */
    static void packageTree(Path into, String release, String modules) throws IOException {
        Path boot = Files.createDirectories(into.resolve("boot"));
        Files.write(boot.resolve("vmlinuz-" + release), bzImage(release));
        Files.writeString(boot.resolve("config-" + release), "CONFIG_HZ=250\n");
        Files.writeString(boot.resolve("System.map-" + release), "0 A fixed\n");
        Path all = into.resolve(modules).resolve(release);
        Files.createDirectories(all.resolve("kernel/drivers"));
        Files.writeString(all.resolve("modules.builtin"), "kernel/fs/ext4/ext4.ko\n");
        Files.write(all.resolve("kernel/drivers/virtio.ko"), module("license=GPL", "depends=", "name=virtio"));
        Files.write(all.resolve("kernel/drivers/virtio_blk.ko"), module("depends=virtio", "name=virtio_blk"));
        Files.createDirectories(into.resolve("usr/share/doc/linux-image"));
    }
}
