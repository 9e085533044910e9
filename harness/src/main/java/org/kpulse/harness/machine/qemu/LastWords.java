package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What QEMU itself said last. */
final class LastWords {

    private static final int MAX_WORDS = 1024;

    private LastWords() {}

    /** The last line of the file that QEMU's own output went to; empty when there is none. */
    static String of(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - MAX_WORDS));
            byte[] end = new byte[MAX_WORDS];
            int n = Math.max(0, file.read(end));
            return new String(end, 0, n, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(l -> !l.isBlank())
                    .reduce((a, b) -> b)
                    .orElse("")
                    .strip();
        }
    }
}
