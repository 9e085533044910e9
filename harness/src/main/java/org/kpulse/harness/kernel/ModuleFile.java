package org.kpulse.harness.kernel;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Kernel modules as files: {@code .ko}, plain or compressed with xz, zstd or gzip. */
public final class ModuleFile {

    private static final int MAX_BYTES = 256 << 20;
    private static final Pattern NAME = Pattern.compile("(.+)\\.ko(\\.xz|\\.zst|\\.gz)?");

    private ModuleFile() {}

    /** The module's name with {@code _} for {@code -}, as the kernel has it; empty when the file is no module. */
    public static Optional<String> nameOf(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(canonical(matcher.group(1))) : Optional.empty();
    }

    /** {@code _} for {@code -}: the kernel takes them for one. */
    static String canonical(String name) {
        return name.replace('-', '_');
    }

    /** The module's ELF bytes, decompressed. */
    public static byte[] read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = decompressing(file.getFileName().toString(), raw)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            if (bytes.length == MAX_BYTES) {
                throw new IOException(file + " is larger than 256 MiB");
            }
            return bytes;
        }
    }

    private static InputStream decompressing(String name, InputStream raw) throws IOException {
        if (name.endsWith(".xz")) {
            return new XZInputStream(raw);
        }
        if (name.endsWith(".zst")) {
            return new ZstdInputStream(raw);
        }
        return name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    }

    /** The modules this one needs, by its own {@code depends=} (section {@code .modinfo} of a 64-bit little-endian ELF file). */
    static List<String> depends(byte[] elf) throws IOException {
        for (String entry : modinfo(elf).split("\0", -1)) {
            if (entry.startsWith("depends=")) {
                String list = entry.substring("depends=".length());
                return list.isEmpty()
                        ? List.of()
                        : Pattern.compile(",")
                                .splitAsStream(list)
                                .map(ModuleFile::canonical)
                                .toList();
            }
        }
        return List.of();
    }

    private static String modinfo(byte[] elf) throws IOException {
        if (elf.length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1) {
            throw new IOException("not a 64-bit little-endian ELF file");
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
            long table = buffer.getLong(0x28);
            int size = Short.toUnsignedInt(buffer.getShort(0x3a));
            int count = Short.toUnsignedInt(buffer.getShort(0x3c));
            int names = offset(buffer, table, size, Short.toUnsignedInt(buffer.getShort(0x3e)));
            for (int i = 0; i < count; i++) {
                int header = Math.toIntExact(table + (long) i * size);
                int at = offset(buffer, table, size, i);
                int length = Math.toIntExact(buffer.getLong(header + 0x20));
                if (text(elf, names + buffer.getInt(header)).equals(".modinfo")) {
                    return new String(elf, at, length, StandardCharsets.UTF_8);
                }
            }
            return "";
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException("damaged ELF file", e);
        }
    }

    private static int offset(ByteBuffer buffer, long table, int size, int index) {
        return Math.toIntExact(buffer.getLong(Math.toIntExact(table + (long) index * size + 0x18)));
    }

    private static String text(byte[] elf, int from) {
        int end = from;
        while (elf[end] != 0) {
            end++;
        }
        return new String(elf, from, end - from, StandardCharsets.US_ASCII);
    }
}
