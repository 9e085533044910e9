package org.kpulse.bisect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Subprocess;

class GitRangeTest {

    @TempDir
    private Path tree;

    /** base, then a side branch of two commits merged into a line of two, then one more. */
    @BeforeEach
    void history() throws IOException {
        git("init", "-q", "-b", "main");
        commit("base");
        git("tag", "good");
        git("checkout", "-q", "-b", "side");
        commit("side1");
        commit("side2");
        git("checkout", "-q", "main");
        commit("main1");
        git("merge", "-q", "--no-ff", "-m", "merge", "side");
        git("tag", "merged");
        commit("last");
        git("tag", "bad");
    }

    private void commit(String file) throws IOException {
        Files.writeString(tree.resolve(file), file);
        git("add", file);
        git("commit", "-q", "-m", file);
    }

    private String git(String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e"));
        command.addAll(List.of(words));
        Map<String, String> clean = Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_SYSTEM", "/dev/null");
        return new Subprocess(command, tree, clean, Duration.ofSeconds(30))
                .runOrThrow()
                .out()
                .strip();
    }

    private GitRange range(List<String> good, String bad, String... paths) {
        return GitRange.read(new GitRange.Request(tree, good, bad, List.of(paths)));
    }

    @Test
    void candidatesAreThoseOfBadThatGoodHasNotMergesToo() {
        CommitGraph graph = range(List.of("good"), "bad").graph();

        assertThat(graph.size()).isEqualTo(5);
        assertThat(graph.merges()).isEqualTo(1);
        assertThat(graph.name(graph.bad())).isEqualTo(git("rev-parse", "bad"));
        int merge = index(graph, "merged");
        assertThat(graph.parents(merge)).containsExactlyInAnyOrder(index(graph, "side"), index(graph, "merged^1"));
        assertThat(graph.isBad(index(graph, "merged^1"), index(graph, "side"))).isFalse();
    }

    private int index(CommitGraph graph, String revision) {
        String name = git("rev-parse", revision);
        for (int commit = 0; commit < graph.size(); commit++) {
            if (graph.name(commit).equals(name)) {
                return commit;
            }
        }
        return CommitGraph.GOOD;
    }

    @Test
    void severalGoodEndsLeaveWhatNoneHas() {
        assertThat(range(List.of("good", "side"), "bad").graph().size()).isEqualTo(3);
    }

    @Test
    void pathsSayWhichCandidatesTouchThem() {
        GitRange range = range(List.of("good"), "bad", "side1");

        assertThat(range.touching().cardinality()).isEqualTo(1);
        assertThat(range.touching().get(index(range.graph(), "side~1"))).isTrue();
    }

    @Test
    void aGoodEndThatIsNoAncestorNamesTheMergeBase() {
        GitRange range = range(List.of("side"), "merged^1");

        assertThat(range.mergeBases()).containsExactly(git("rev-parse", "good"));
        assertThat(range.notices()).isNotEmpty();
    }

    @Test
    void whatCannotBeSearchedIsSaidInOneSentence() {
        assertThatThrownBy(() -> range(List.of("nowhere"), "bad"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no commit \"nowhere\"");
        assertThatThrownBy(() -> range(List.of("bad"), "good")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> range(List.of("bad"), "bad")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> range(List.of("good"), "bad", "no-such-file")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() ->
                        GitRange.read(new GitRange.Request(tree.resolve("none"), List.of("good"), "bad", List.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no git repository");
    }
}
