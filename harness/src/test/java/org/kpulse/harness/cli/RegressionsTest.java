package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.store.CallFixture;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class RegressionsTest {

    @TempDir
    Path directory;

    @Test
    void regressionsAreListedShownAndJudged(Database database) {
        Cli cli = new Cli(directory).with(database);
        assertThat(cli.run("regressions", "list", "--state", "noise").out())
                .isEqualTo("no such regression is stored\n");
        CallFixture kernels = CallFixture.in(database, 1);
        kernels.compared(12.5, "REGRESSION", "NO_CHANGE");
        String id = String.valueOf(kernels.regression().row().id());

        JsonNode listed = cli.run("regressions", "list", "--json").json();
        JsonNode first = listed.valueStream()
                .filter(each -> each.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(first.get("state").asString()).isEqualTo("detected");
        assertThat(first.get("calls").get(0).get("change_percent").asDouble()).isEqualTo(12.5);
        assertThat(cli.run("regressions", "show", id).out())
                .contains("state       detected", "hackbench/m0", "+12.5 %", "comparison ");

        Cli.Answer judged = cli.run("regressions", "verdict", id, "noise", "--note", "host was busy");
        assertThat(judged).isEqualTo(new Cli.Answer(0, "regression " + id + " is noise\n", ""));
        assertThat(cli.run("regressions", "list", "--json")
                        .json()
                        .valueStream()
                        .map(each -> each.get("id").asString()))
                .doesNotContain(id);
        assertThat(cli.run("regressions", "list", "--state", "noise").out()).containsPattern("(?m)^" + id + " +noise");
        JsonNode newest = cli.run("regressions", "show", id, "--json")
                .json()
                .get("history")
                .get(0);
        assertThat(newest.get("who").asString()).endsWith("(command line)");
        assertThat(newest.get("note").asString()).isEqualTo("host was busy");
        assertThat(cli.run("regressions", "verdict", id, "reopen", "--json")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("detected");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithASentence(Database database) {
        Cli cli = new Cli(directory).with(database);
        CallFixture kernels = CallFixture.in(database, 2);
        kernels.compared(12.5, "REGRESSION");
        String id = String.valueOf(kernels.regression().row().id());

        assertThat(cli.run("regressions", "verdict", id, "wrong").err())
                .contains("A verdict is one of noise, accepted");
        assertThat(cli.run("regressions", "verdict", "777777", "noise").err()).contains("no regression 777777");
        assertThat(cli.run("regressions", "verdict", id, "duplicate").err()).contains("needs the number");
        assertThat(cli.run("regressions", "verdict", id, "duplicate", "--of", id)
                        .err())
                .contains("no duplicate of itself");
        assertThat(cli.run("regressions", "verdict", id, "reopen").err()).contains("does not fit");
        assertThat(cli.run("regressions", "list", "--state", "odd").err()).contains("culprit-known");
        assertThat(cli.run("regressions", "list", "--state", "odd").code()).isEqualTo(2);
    }
}
