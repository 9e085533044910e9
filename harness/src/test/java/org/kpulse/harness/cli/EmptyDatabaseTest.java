package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;

@ExtendWith(PostgresExtension.class)
class EmptyDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void commandsSayThatNothingWasRunYet(Database database) {
        Cli cli = new Cli(directory).with(database);

        assertThat(cli.run("runs", "list").out()).isEqualTo("no run yet; kpulse run makes some\n");
        assertThat(cli.run("runs", "list", "--json").json()).isEmpty();
        assertThat(cli.run("export").out()).isEqualTo(SampleLines.HEAD + "\n");
        assertThat(cli.run("export", "--format", "json")).isEqualTo(new Cli.Answer(0, "", ""));
        assertThat(cli.run("index"))
                .isEqualTo(new Cli.Answer(2, "", "kpulse: No kernel was run yet; start with: kpulse run\n"));
        assertThat(cli.run("noise"))
                .isEqualTo(new Cli.Answer(2, "", "kpulse: No kernel was booted twice yet; start with: kpulse run\n"));
        assertThat(cli.run("compare", "a", "b").err())
                .isEqualTo("kpulse: No kernel \"a\" was run; stored: none yet.\n");
    }

    @Test
    void thereIsNothingToResume(Database database) throws IOException {
        Cli cli = new Cli(directory).with(database).withQemu();
        String kernel = cli.kernel("6.1.0");

        Cli.Answer answer = cli.run("run", "--resume", "--base", kernel, "--candidate", kernel);

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo("kpulse: There is no unfinished run to resume; start one without --resume.\n");
        assertThat(directory.resolve("state/guests")).doesNotExist();
    }
}
