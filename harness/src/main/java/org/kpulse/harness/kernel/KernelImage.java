package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;

/**
 * What a bootable kernel file says of itself.
 *
 * @param release what {@code uname -r} says in it
 * @param architecture what it runs on
 */
record KernelImage(String release, Architecture architecture) {

    private static final int X86_MAGIC_AT = 0x202;
    private static final int X86_VERSION_AT = 0x20e;
    private static final int ARM64_MAGIC_AT = 56;
    private static final byte[] BANNER = "Linux version ".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads a bzImage (x86_64; Documentation/arch/x86/boot.rst) or an Image (arm64; Documentation/arch/arm64/booting.rst). Anything
     * else is a {@link UsageException}.
     */
    static KernelImage read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (magic(bytes, X86_MAGIC_AT, "HdrS")) {
            int offset = Short.toUnsignedInt(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(X86_VERSION_AT));
            return new KernelImage(word(file, bytes, offset + 0x200), Architecture.X86_64);
        }
        if (magic(bytes, ARM64_MAGIC_AT, "ARMd")) {
            return new KernelImage(word(file, bytes, afterBanner(file, bytes)), Architecture.ARM64);
        }
        throw new UsageException(file + " is not a bootable kernel: a bzImage (x86_64) or an Image (arm64) is needed.");
    }

    private static boolean magic(byte[] bytes, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
        return bytes.length > 0x400 && matches(bytes, at, wanted);
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int afterBanner(Path file, byte[] bytes) {
        for (int at = 0; at < bytes.length - BANNER.length; at++) {
            if (matches(bytes, at, BANNER)) {
                return at + BANNER.length;
            }
        }
        throw new UsageException(file + " does not say which kernel version it is.");
    }

    private static String word(Path file, byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] > ' ' && bytes[end] < 127) {
            end++;
        }
        if (end <= from) {
            throw new UsageException(file + " does not say which kernel version it is.");
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }
}
