package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.Sha256;

/**
 * A mailbox of patches as it was when it was read: a file that changes later changes no build.
 *
 * @param path where it was read
 * @param content its bytes, one a character; at most 64 MiB
 */
record Patch(Path path, String content) {

    private static final long MOST_BYTES = 64L << 20;

    /** Reads a file; a {@link UsageException} when it cannot be. */
    static Patch read(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new UsageException("There is no patch " + path + ".");
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new UsageException("The patch " + path + " is larger than 64 MiB.");
            }
            return new Patch(path, Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UsageException("Cannot read the patch " + path + ": " + e.getMessage() + ".", e);
        }
    }

    String sha256() {
        return Sha256.ofBytes(content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
