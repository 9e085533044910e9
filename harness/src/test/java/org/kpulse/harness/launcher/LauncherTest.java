package org.kpulse.harness.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.process.Subprocess;

/** The shell script at the top, copied to a place where nothing is built and nothing is installed. */
class LauncherTest {

    @TempDir
    private Path top;

    private Subprocess.Result launch(String... arguments) throws IOException {
        Path launcher = top.resolve("kpulse");
        Files.copy(Path.of("..", "kpulse").toAbsolutePath().normalize(), launcher);
        Path programs = Files.createDirectory(top.resolve("programs"));
        program(programs.resolve("id"), "echo 1000");
        program(programs.resolve("dpkg-query"), "echo 'gcc install ok installed'");
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        String path = programs + ":" + System.getenv("PATH");
        return new Subprocess(command, top, Map.of("PATH", path), Duration.ofMinutes(1)).run();
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void withoutRootTheMissingPackagesAreNamedInTheCommandThatInstallsThem() throws IOException {
        Subprocess.Result result = launch("kernels", "list");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("kpulse: these packages are missing; run: sudo apt-get install --no-install-recommends -y ")
                .contains(" qemu-system-x86 ", " mmdebstrap ")
                .doesNotContain(" gcc ");
        assertThat(result.out()).isEmpty();
    }
}
