package org.kpulse.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.machine.qemu.FakeQemu;
import org.kpulse.harness.state.StateDirectory;

@Timeout(60)
class WorkspaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-06T07:08:09Z"), ZoneOffset.UTC);

    @TempDir
    private Path home;

    @Test
    void itsDirectoryLivesAsLongAsItself() throws IOException {
        Path directory;
        try (Workspace workspace = take()) {
            directory = workspace.directory();
            Files.createDirectories(directory.resolve("a/b"));
            Files.writeString(directory.resolve("a/b/c"), "x");
        }

        assertThat(directory).doesNotExist();
    }

    @Test
    void whatAKilledHolderLeftIsSwept() throws IOException {
        Path left = Files.createDirectories(new StateDirectory(home).scratch().resolve("run-1/deep"));
        Files.writeString(left.resolve("initramfs.cpio"), "x");

        try (Workspace workspace = take()) {
            assertThat(home.resolve("tmp")).isDirectoryContaining(workspace.directory()::equals);
            assertThat(home.resolve("tmp/run-1")).doesNotExist();
        }
    }

    @Test
    void aSecondHolderIsToldWhoHasIt() {
        try (Workspace first = take()) {
            assertThat(first.directory()).exists();
            assertThatThrownBy(this::take)
                    .isInstanceOf(InfraException.class)
                    .hasMessage("Another kpulse run is using this host's machines (process "
                            + ProcessHandle.current().pid() + " since 2026-05-06T07:08:09Z); wait for it to end.");
            assertThat(first.directory()).exists();
        }
        take().close();
    }

    @Test
    void itIsFreeAgainWhenItsHolderIsKilled() throws Exception {
        Path pids = FakeQemu.pipe(home);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkspaceMain.class.getName(),
                        home.toString(),
                        pids.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("holder.log").toFile())
                .start();
        try {
            long pid = FakeQemu.pid(pids);
            assertThatThrownBy(this::take)
                    .isInstanceOf(InfraException.class)
                    .hasMessageContaining("(process " + pid + " since ");

            holder.destroyForcibly();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();

            try (Workspace workspace = take()) {
                assertThat(home.resolve("tmp/run-" + pid)).doesNotExist();
                assertThat(workspace.directory()).isEmptyDirectory();
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    private Workspace take() {
        return Workspace.take(new StateDirectory(home), CLOCK);
    }
}
