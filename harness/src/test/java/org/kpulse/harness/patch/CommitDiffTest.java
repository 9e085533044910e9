package org.kpulse.harness.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

class CommitDiffTest {

    @TempDir
    private Path tree;

    @BeforeEach
    void history() throws IOException {
        git("init", "-q");
        StringBuilder code = new StringBuilder("int first(int a)\n{\n");
        code.append("\ta++;\n".repeat(30)).append("}\n\nint second(int a)\n{\n");
        code.append("\ta--;\n".repeat(30)).append("}\n");
        commit(code.toString());
        commit(code.toString().replaceFirst("(?s)a--;(.*)$", "a--; a--;$1"));
    }

    private void commit(String code) throws IOException {
        Files.writeString(tree.resolve("code.c"), code);
        git("add", "code.c");
        git("-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "change");
    }

    private void git(String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        new Subprocess(command, tree, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), Duration.ofSeconds(30)).runOrThrow();
    }

    private CommitDiff diff() {
        return new CommitDiff(Commands.ofHost(), tree);
    }

    @Test
    void aCommitTouchesTheFunctionsOfItsHunks() {
        assertThat(diff().touched("HEAD").functions()).containsExactly("second");
        assertThat(diff().touched("HEAD~1..HEAD").functions()).containsExactly("second");
    }

    @Test
    void whatIsNoRevisionOrTreeIsRefusedInOneSentence() {
        assertThatThrownBy(() -> diff().touched("--output=x"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot read --output=x");
        assertThat(tree.resolve("x")).doesNotExist();
        assertThatThrownBy(() -> diff().touched("nowhere")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new CommitDiff(Commands.ofHost(), tree.resolve("none")).touched("HEAD"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no directory");
        assertThatThrownBy(() -> diff().touched("HEAD..HEAD"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("changes nothing");
    }
}
