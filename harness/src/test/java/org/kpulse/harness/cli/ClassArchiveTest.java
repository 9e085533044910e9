package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchiveTest {

    @TempDir
    Path directory;

    @Test
    void loadsWhatIsThereAndLeavesOutWhatIsNot() throws IOException {
        Path jar = jar("kpulse-x.jar", "org/kpulse/harness/cli/Main.class", "org/example/Missing.class", "a/b.txt");

        assertThat(ClassArchive.load(jar)).isEqualTo(1);
    }

    @Test
    void otherJarsAndDirectoriesAreNotTouched() throws IOException {
        assertThat(ClassArchive.load(jar("itu.jar", "org/kpulse/harness/cli/Main.class")))
                .isZero();
        assertThat(ClassArchive.load(directory)).isZero();
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        return jar;
    }
}
