package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * The shell and small programs of the initramfs.
 *
 * @param program the statically linked busybox; the bytes behind it must not be changed
 * @param applets names it can be called by, sorted, without {@code busybox} itself: a link of that name would point to itself and
 *     the kernel would fail with "Failed to execute /init (error -40)"
 */
public record Busybox(ByteBuffer program, List<String> applets) {

    private static final int PROGRAM_INTERPRETER = 3;
    private static final String MISSING =
            "A statically linked busybox is needed for the initramfs; run: apt-get install busybox-static";

    public Busybox {
        program = program.asReadOnlyBuffer();
        applets = applets.stream()
                .filter(name -> !name.equals("busybox") && name.matches("[A-Za-z0-9_.\\[-]+"))
                .sorted()
                .distinct()
                .toList();
        if (applets.isEmpty()) {
            throw new IllegalArgumentException("a busybox without applets");
        }
    }

    /** The busybox of this machine (Debian: package busybox-static). {@link InfraException} when there is none that is static. */
    public static Busybox ofHost(Commands commands) {
        return of(Path.of("/bin/busybox"), commands);
    }

    static Busybox of(Path file, Commands commands) {
        try {
            byte[] program = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (!isStatic(program)) {
                throw new InfraException(MISSING);
            }
            Subprocess.Result list = commands.run(Subprocess.of(Duration.ofSeconds(20), file.toString(), "--list"));
            if (list.exitCode() != 0) {
                throw new InfraException(file + " --list failed: " + list.lastLine());
            }
            return new Busybox(ByteBuffer.wrap(program), list.out().lines().toList());
        } catch (IOException e) {
            throw new InfraException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** A 64-bit little-endian ELF program that asks for no dynamic linker. */
    static boolean isStatic(byte[] elf) {
        if (elf.length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        long table = buffer.getLong(0x20);
        int size = Short.toUnsignedInt(buffer.getShort(0x36));
        int count = Short.toUnsignedInt(buffer.getShort(0x38));
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * size;
            if (at < 0 || at + 4 > elf.length || buffer.getInt((int) at) == PROGRAM_INTERPRETER) {
                return false;
            }
        }
        return count > 0;
    }
}
