package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.RecordedCommands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class GuestProgramsTest {

    private static final Progress QUIET = Progress.silent();

    @TempDir
    private Path home;

    @Test
    void aProgramIsCompiledOncePerSourceAndCompiler() {
        RecordedCommands gcc = gcc("12.2.0");

        Path first = programs(gcc).compile("int main(void) { return 0; }", "probe", QUIET);
        Path again = programs(gcc).compile("int main(void) { return 0; }", "probe", QUIET);
        Path changed = programs(gcc).compile("int main(void) { return 1; }", "probe", QUIET);
        Path newer = programs(gcc("14.2.0")).compile("int main(void) { return 0; }", "probe", QUIET);

        assertThat(again).isEqualTo(first).isExecutable();
        assertThat(changed).isNotEqualTo(first);
        assertThat(newer).isNotEqualTo(first);
        assertThat(gcc.seen().stream().filter(line -> line.startsWith("gcc -std")))
                .hasSize(2)
                .allMatch(line -> line.contains(
                        "-O2 -static -no-pie -s -Wl,--section-start=.kpulse_marks=0x10000000 -Wall -Wextra -Werror"));
    }

    @Test
    void aMissingCompilerIsNamedWithWhatInstallsIt() {
        RecordedCommands none = new RecordedCommands().on("gcc", command -> {
            throw new InfraException("Cannot start gcc: No such file or directory.");
        });

        assertThatThrownBy(() -> programs(none).compile("", "probe", QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("apt-get install gcc libc6-dev");
    }

    @Test
    void aCompilerErrorIsOneSentence() {
        RecordedCommands gcc = gcc("12.2.0")
                .fail("gcc -std", 1, "probe.c: In function 'main':\nprobe.c:1:5: error: expected ';'\n 1 | int\n");

        assertThatThrownBy(() -> programs(gcc).compile("int main(", "probe", QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("probe.c does not compile: probe.c:1:5: error: expected ';'");
    }

    private GuestPrograms programs(RecordedCommands gcc) {
        return new GuestPrograms(gcc, new StateDirectory(home), true);
    }

    private static RecordedCommands gcc(String version) {
        return new RecordedCommands()
                .on("gcc -dumpfullversion", version + "\nx86_64-linux-gnu\n")
                .on("gcc -std", command -> {
                    try {
                        Path program = command.directory().resolve("probe");
                        Files.createFile(
                                program,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return new Subprocess.Result(0, "", "");
                });
    }
}
