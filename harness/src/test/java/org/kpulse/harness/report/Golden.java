package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that are kept as files under {@code src/test/resources} and compared whole. After a wanted change run Maven with {@code
 * -Dkpulse.golden.update=true} and read the difference.
 */
public final class Golden {

    private static final Path ROOT = Path.of("src", "test", "resources", "org", "kpulse", "harness");

    private Golden() {}

    /** Asserts that the text is that of the file, which is named from {@code report/} and so on. */
    public static void assertIs(String file, String text) {
        Path path = ROOT.resolve(file);
        try {
            if (Boolean.getBoolean("kpulse.golden.update")) {
                Files.createDirectories(path.resolveSibling("."));
                Files.writeString(path, text);
            }
            assertThat(text)
                    .as("%s; -Dkpulse.golden.update=true writes it anew", path)
                    .isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new AssertionError("no golden file " + path + "; write it with -Dkpulse.golden.update=true", e);
        }
    }
}
