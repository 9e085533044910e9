package org.kpulse.harness.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;

class StateDirectoryTest {

    private static final Path USER = Path.of("/home/user");

    @TempDir
    private Path home;

    @Test
    void itIsWhereTheEnvironmentSaysElseInTheUsersHome() {
        assertThat(root(Map.of())).isEqualTo(Path.of("/home/user/.local/share/kpulse"));
        assertThat(root(Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/kpulse"));
        assertThat(root(Map.of("KPULSE_HOME", "/k", "XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/k"));
        assertThat(root(Map.of("KPULSE_HOME", " ", "XDG_DATA_HOME", ""))).isEqualTo(root(Map.of()));
    }

    @Test
    void itIsAlwaysAbsolute() {
        assertThat(root(Map.of("KPULSE_HOME", "a/../b"))).isAbsolute().endsWithRaw(Path.of("b"));
    }

    @Test
    void everyPartIsADirectoryOfItsOwnMadeWhenAskedFor() throws IOException {
        StateDirectory state = new StateDirectory(home.resolve("new"));
        assertThat(state.root()).doesNotExist();

        assertThat(Stream.of(
                        state.kernels(),
                        state.guests(),
                        state.programs(),
                        state.postgres(),
                        state.runs(),
                        state.logs(),
                        state.scratch()))
                .doesNotHaveDuplicates()
                .allMatch(Files::isDirectory)
                .allMatch(p -> p.startsWith(state.root()));
    }

    @Test
    void aPlaceThatCannotBeMadeIsOneSentence() throws IOException {
        StateDirectory state = new StateDirectory(Files.createFile(home.resolve("file")));

        assertThatThrownBy(state::runs)
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith("Cannot create " + home.resolve("file/runs"));
    }

    private static Path root(Map<String, String> environment) {
        return StateDirectory.of(environment, USER).root();
    }
}
