package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareBootTest {

    @TempDir
    private Path home;

    @Test
    void theShellsWordOnTheConsoleIsABoot() throws IOException {
        BareBoot.Result result = boot("echo noise kpulse-alive >bare-console.log; exec sleep 300", 30_000);

        assertThat(result.shell()).isPresent();
        assertThat(FakeQemu.ends(pid())).isTrue();
    }

    @Test
    void anEndWithoutTheWordIsNone() throws IOException {
        BareBoot.Result result = boot("exit 134", 30_000);

        assertThat(result.shell()).isEmpty();
        assertThat(result.why()).isEqualTo("QEMU ended with exit code 134");
    }

    @Test
    void aHangIsCutOff() throws IOException {
        BareBoot.Result result = boot("exec sleep 300", 1000);

        assertThat(result.shell()).isEmpty();
        assertThat(result.why()).isEqualTo("no shell within 1 s");
        assertThat(FakeQemu.ends(pid())).isTrue();
    }

    @Test
    void aCommaInTheDirectorysNameIsNoOptionOfQemu() throws IOException {
        Path odd = Files.createDirectory(home.resolve("a,b"));
        Qemu qemu = FakeQemu.script(home, "echo \"$@\" >" + home + "/words");

        new BareBoot(qemu, home.resolve("k"), home.resolve("i")).boot(List.of(), odd, Duration.ofSeconds(20));

        assertThat(home.resolve("words")).content().contains("path=" + home + "/a,,b/bare-console.log");
    }

    private BareBoot.Result boot(String body, long limit) throws IOException {
        Qemu qemu = FakeQemu.script(home, "cd " + home + "; echo $$ >pid; " + body);
        return new BareBoot(qemu, home.resolve("k"), home.resolve("i"))
                .boot(List.of("-accel", "tcg"), home, Duration.ofMillis(limit));
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("pid")).strip());
    }
}
