package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.process.Subprocess;

class GuestScriptsTest {

    @ParameterizedTest
    @ValueSource(strings = {"init.sh", "scratch.sh"})
    void shellcheckFindsNothing(String script) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "shellcheck is not installed");
        Path file = Path.of("src/main/resources/guest", script).toAbsolutePath();

        Subprocess.Result result = Subprocess.of(Duration.ofSeconds(60), "shellcheck", "-s", "sh", file.toString())
                .run();

        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init.sh", "scratch.sh"})
    void theScriptIsWhatAPosixShellReads(String script) {
        Path file = Path.of("src/main/resources/guest", script).toAbsolutePath();

        assertThat(Subprocess.of(Duration.ofSeconds(20), "sh", "-n", file.toString())
                        .run()
                        .exitCode())
                .isZero();
    }
}
