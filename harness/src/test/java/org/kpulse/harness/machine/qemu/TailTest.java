package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

    @TempDir
    private Path home;

    @Test
    void aFileIsReadAsItGrowsFromBeforeItExists() throws IOException {
        Path file = home.resolve("log");
        try (Tail tail = new Tail(file)) {
            assertThat(tail.next()).isEmpty();
            Files.writeString(file, "one");
            assertThat(tail.next()).asString().isEqualTo("one");
            assertThat(tail.next()).isEmpty();
            Files.writeString(file, "two", StandardOpenOption.APPEND);
            assertThat(tail.next()).asString().isEqualTo("two");
            assertThat(tail.position()).isEqualTo(6);
        }
    }

    @Test
    void alotComesInPiecesOfAtMostOneMebibyte() throws IOException {
        Path file = Files.write(home.resolve("log"), new byte[(2 << 20) + 1]);
        try (Tail tail = new Tail(file)) {
            assertThat(tail.next()).hasSize(1 << 20);
            assertThat(tail.next()).hasSize(1 << 20);
            assertThat(tail.next()).hasSize(1);
            assertThat(tail.next()).isEmpty();
        }
    }
}
