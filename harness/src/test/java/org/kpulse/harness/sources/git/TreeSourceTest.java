package org.kpulse.harness.sources.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.state.StateDirectory;

class TreeSourceTest {

    @TempDir
    private Path home;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private FakeTree tree;
    private String memory = "";

    @BeforeEach
    void aTree() {
        tree = new FakeTree(home.resolve("linux"));
        settings.put("trees.demo.url", tree.directory().toString());
        settings.put("trees.demo.branches", "main,for-*");
        settings.put("trees.demo.tags", "v*");
    }

    private GitKernels git() {
        return new GitKernels(
                config(),
                new StateDirectory(home.resolve("state")),
                home,
                Commands.ofHost(),
                Clock.systemUTC(),
                b -> {});
    }

    private Config config() {
        return Config.load(new Config.Sources(home, home, Map.of(), settings));
    }

    private TreeSource source() {
        Config config = config();
        return new TreeSource(config.treeSettings().get(0), config, () -> git().watched("demo"));
    }

    private Found poll() {
        Found found = source().poll(memory, Progress.silent());
        memory = found.memory();
        return found;
    }

    private static List<String> lines(Found found) {
        return found.kernels().stream().map(Seen::line).toList();
    }

    private String commit(String what) {
        return tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", what + ",")).commit("set " + what);
    }

    @Test
    void theFirstLookSeesBranchesAndTheNewestTagOnly() {
        tree.git("tag", "-a", "-m", "second", "v2", "HEAD");
        tree.git("branch", "for-next");
        tree.git("branch", "private");
        tree.git("tag", "other");

        Found found = poll();

        assertThat(lines(found)).containsExactly("v2", "for-next", "main");
        assertThat(found.kernels()).allMatch(k -> k.ref().equals("git:demo#" + tree.head()));
        assertThat(found.remarks()).isEmpty();
    }

    @Test
    void aPushIsSeenOnceAndOfManyTheLastHead() {
        poll();
        commit("4");
        commit("5");
        String last = commit("6");

        assertThat(poll().kernels()).extracting(Seen::ref).containsExactly("git:demo#" + last);
        assertThat(poll().kernels()).isEmpty();
    }

    @Test
    void whatIsSeenIsAKernelReference() {
        String ref = poll().kernels().get(0).ref();

        assertThat(git().resolve(KernelRef.parse(ref), Progress.silent())).hasToString(ref);
        assertThat(git().resolve(KernelRef.parse("git:demo#v1"), Progress.silent()))
                .hasToString(ref);
    }

    @Test
    void newTagsAreSeenWithTheCommitTheyNameAndBeforeABranchThatHasItToo() {
        poll();
        String last = commit("4");
        tree.git("tag", "-a", "-m", "x", "v2");
        tree.git("tag", "v2-tree", "HEAD^{tree}");
        tree.git("tag", "v2-blob", "HEAD:Makefile");

        Found found = poll();

        assertThat(lines(found)).containsExactly("v2", "main");
        assertThat(found.kernels()).allMatch(k -> k.ref().equals("git:demo#" + last));
    }

    @Test
    void aRewrittenBranchIsSeenAndSaidToBeRewritten() {
        commit("4");
        poll();
        String before = tree.head();
        tree.git("reset", "-q", "--hard", "v1");
        String after = commit("5");

        Found found = poll();

        assertThat(found.kernels()).extracting(Seen::ref).containsExactly("git:demo#" + after);
        assertThat(found.remarks())
                .containsExactly("branch main was rewritten: " + after.substring(0, 12) + " does not contain "
                        + before.substring(0, 12));
    }

    @Test
    void aDeletedBranchIsSaidToBeGoneAndAMovedTagToBeMoved() {
        tree.git("branch", "for-next");
        poll();
        tree.git("branch", "-D", "for-next");
        String now = commit("4");
        tree.git("tag", "-f", "v1");

        Found found = poll();

        assertThat(found.remarks())
                .containsExactly("tag v1 was moved to " + now.substring(0, 12), "branch for-next is gone");
        assertThat(lines(found)).containsExactly("v1", "main");
        assertThat(poll().remarks()).isEmpty();
    }

    @Test
    void aBranchThatAPatternNewlyNamesIsNewButNoOldTagIs() {
        tree.git("branch", "private");
        tree.git("tag", "w1");
        poll();
        settings.put("trees.demo.branches", "*");
        settings.put("trees.demo.tags", "*");

        assertThat(lines(poll())).containsExactly("private");
    }

    @Test
    void aTreeThatIsGoneIsAFailureThatNamesIt() {
        settings.put("trees.demo.url", home.resolve("nowhere").toString());

        assertThatThrownBy(this::poll)
                .isInstanceOf(KpulseException.class)
                .hasMessageContaining("trees.demo")
                .hasMessageContaining("nowhere");
    }

    @Test
    void itsIntervalIsItsOwnOrThatOfAllTrees() {
        assertThat(source().interval()).isEqualTo(Duration.ofMinutes(15));
        settings.put("trees.demo.interval-seconds", "120");
        assertThat(source().interval()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "main, main, true", "main, main2, false", "v*, v6.12, true", "v*, w, false", "*, any/thing, true",
        "a*b, ab, true", "a*b, axxb, true", "a*b, a, false", "a*a, a, false", "*-rc*, v6.13-rc1, true",
        "*a*a*a*a*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false", "v6.*, v6x, false"
    })
    void aStarStandsForAnyLetters(String pattern, String name, boolean matches) {
        assertThat(NamePattern.anyMatches(List.of("nothing", pattern), name)).isEqualTo(matches);
    }
}
