package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Hash over what a kernel loads: the contents and addresses of all sections of {@code vmlinux} that take memory, but for notes (build
 * id) and version texts. Two kernels with equal hashes execute the same code on the same data, so they may share samples. The
 * layout of the file is in the System V ABI, "Object Files".
 */
final class LoadedCode {

    private static final int SECTIONS_AT = 0x28;
    private static final int SECTION_SIZE_AT = 0x3a;
    private static final int NOTE = 7;
    private static final int NO_BITS = 8;
    private static final long TAKES_MEMORY = 2;
    private static final long MOST_BYTES = 1L << 30;
    private static final byte[] BANNER = "Linux version ".getBytes(StandardCharsets.US_ASCII);

    private LoadedCode() {}

    /** The hash; empty for a file that is no 64-bit little-endian ELF file or is damaged. */
    static Optional<String> sha256(Path vmlinux) throws IOException {
        if (!Files.isRegularFile(vmlinux) || Files.size(vmlinux) > MOST_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(vmlinux);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (elf.getInt(0) != 0x464c457f || elf.get(4) != 2 || elf.get(5) != 1) {
                return Optional.empty();
            }
            return Optional.of(hash(elf, release(bytes)));
        } catch (IndexOutOfBoundsException
                | BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String hash(ByteBuffer elf, byte[] release) {
        MessageDigest digest = digest();
        int table = Math.toIntExact(elf.getLong(SECTIONS_AT));
        int size = Short.toUnsignedInt(elf.getShort(SECTION_SIZE_AT));
        int count = Short.toUnsignedInt(elf.getShort(SECTION_SIZE_AT + 2));
        for (int i = 0; i < count; i++) {
            int header = Math.addExact(table, Math.multiplyExact(i, size));
            int type = elf.getInt(header + 4);
            if ((elf.getLong(header + 8) & TAKES_MEMORY) == 0 || type == NOTE) {
                continue;
            }
            ByteBuffer where = ByteBuffer.allocate(16);
            where.putLong(elf.getLong(header + 0x10)).putLong(elf.getLong(header + 0x20));
            digest.update(where.array());
            if (type != NO_BITS) {
                byte[] bytes = new byte[Math.toIntExact(elf.getLong(header + 0x20))];
                elf.get(Math.toIntExact(elf.getLong(header + 0x18)), bytes);
                digest.update(withoutVersion(bytes, release));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The word after "Linux version ", what {@code uname -r} says. */
    private static byte[] release(byte[] bytes) {
        int at = find(bytes, BANNER, 0);
        while (at >= 0) {
            int from = at + BANNER.length;
            int end = from;
            while (end < bytes.length && bytes[end] > ' ' && bytes[end] < 127) {
                end++;
            }
            if (end - from >= 5 && bytes[from] != '%') {
                return Arrays.copyOfRange(bytes, from, end);
            }
            at = find(bytes, BANNER, end);
        }
        return new byte[0];
    }

    /** Blanks the banner and every place that holds the release. */
    private static byte[] withoutVersion(byte[] bytes, byte[] release) {
        for (int at = find(bytes, BANNER, 0); at >= 0; at = find(bytes, BANNER, at)) {
            for (int i = at; i < bytes.length && bytes[i] != 0; i++) {
                bytes[i] = ' ';
            }
        }
        if (release.length > 0) {
            for (int at = find(bytes, release, 0); at >= 0; at = find(bytes, release, at)) {
                Arrays.fill(bytes, at, at + release.length, (byte) ' ');
            }
        }
        return bytes;
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            int i = 0;
            while (i < wanted.length && bytes[at + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
