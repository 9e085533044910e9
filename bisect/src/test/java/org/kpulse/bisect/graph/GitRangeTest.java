package org.kpulse.bisect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;

/**
 * <pre>
 * root - v1 - a - b - merge - tip
 *          \           /
 *           +- x - y -+
 *           \
 *            +- other
 * </pre>
 */
class GitRangeTest {

    @TempDir
    Path directory;

    private GitHistory git;

    @BeforeEach
    void history() throws IOException {
        git = new GitHistory(directory)
                .commit("root", "README")
                .commit("v1", "README", "root")
                .commit("a", "kernel/sched.c", "v1")
                .commit("b", "fs/pipe.c", "a")
                .commit("x", "kernel/futex.c", "v1")
                .commit("y", "net/tcp.c", "x")
                .commit("merge", "", "b", "y")
                .commit("tip", "mm/mmap.c", "merge")
                .commit("other", "README", "v1");
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void candidatesAreWhatBadContainsAndGoodDoesNotMergesToo() {
        GitRange range = read(List.of("v1"), "tip", List.of());

        assertThat(names(range)).containsExactlyInAnyOrder(ids("a", "b", "x", "y", "merge", "tip"));
        assertThat(range.graph().name(range.graph().bad())).isEqualTo(git.id("tip"));
        assertThat(range.graph().merges()).isEqualTo(1);
        assertThat(isBad(range, "merge", "x")).isTrue();
        assertThat(isBad(range, "b", "x")).isFalse();
        assertThat(isBad(range, "y", "x")).isTrue();
        assertThat(range.touching().cardinality()).isEqualTo(6);
        assertThat(range.mergeBases()).isEmpty();
        assertThat(range.notices()).isEmpty();
    }

    @Test
    void submodulesAreSaid() throws IOException {
        git.commit("modules", ".gitmodules", "tip");

        assertThat(read(List.of("v1"), "modules", List.of()).notices())
                .singleElement()
                .asString()
                .contains("submodules");
    }

    @Test
    void severalGoodEndsTakeAwayWhatAnyOfThemContains() {
        assertThat(names(read(List.of("a", "x"), "tip", List.of())))
                .containsExactlyInAnyOrder(ids("b", "y", "merge", "tip"));
    }

    @Test
    void aPathFilterMarksTheCommitsThatTouchItAndKeepsTheOthersInTheGraph() {
        GitRange range = read(List.of("v1"), "tip", List.of("kernel"));

        assertThat(range.graph().size()).isEqualTo(6);
        assertThat(range.touching().stream().mapToObj(i -> range.graph().name(i)))
                .containsExactlyInAnyOrder(ids("a", "x", "merge"));
        assertThat(PriorWeights.flat(range)).contains(0, 1);
    }

    @Test
    void aMergeTouchesAPathOnlyIfNoParentHasTheSameThere() {
        GitRange range = read(List.of("v1"), "tip", List.of("net", "fs/pipe.c"));
        GitRange one = read(List.of("v1"), "tip", List.of("net"));

        assertThat(range.touching().stream().mapToObj(i -> range.graph().name(i)))
                .containsExactlyInAnyOrder(ids("b", "y", "merge"));
        assertThat(one.touching().stream().mapToObj(i -> one.graph().name(i))).containsExactly(git.id("y"));
    }

    @Test
    void pathsThatNothingTouchesAreAnError() {
        assertThatThrownBy(() -> read(List.of("v1"), "tip", List.of("drivers/gpu")))
                .isInstanceOf(UsageException.class)
                .hasMessage("None of the 6 commits in the range touches drivers/gpu.");
    }

    @Test
    void aGoodEndThatIsNoAncestorIsSaidWithTheMergeBaseToTest() {
        GitRange range = read(List.of("other"), "tip", List.of());

        assertThat(range.mergeBases()).containsExactly(git.id("v1"));
        assertThat(range.notices())
                .singleElement()
                .asString()
                .contains("other is no ancestor of bad tip", git.id("v1"));
        assertThat(names(range)).containsExactlyInAnyOrder(ids("a", "b", "x", "y", "merge", "tip"));
    }

    @Test
    void endsThatAreSwappedAreSaid() {
        assertThatThrownBy(() -> read(List.of("tip"), "v1", List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("swap them");
        assertThatThrownBy(() -> read(List.of("tip"), "tip", List.of())).isInstanceOf(UsageException.class);
    }

    @Test
    void endsWithoutCommonHistoryAreSaid() throws IOException {
        git.commit("island", "README");

        assertThatThrownBy(() -> read(List.of("island"), "tip", List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no common history");
    }

    @Test
    void anUnknownRevisionIsNamed() {
        assertThatThrownBy(() -> read(List.of("v9"), "tip", List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is no commit \"v9\"");
        assertThatThrownBy(() -> read(List.of("v1"), "a..b ^", List.of())).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> read(List.of("v1"), "f".repeat(40), List.of())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void noRepositoryAndNoGoodEndAreSaid(@TempDir Path empty) {
        assertThatThrownBy(() -> GitRange.read(new GitRange.Request(empty, List.of("v1"), "tip", List.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no git repository");
        assertThatThrownBy(() -> read(List.of(), "tip", List.of())).hasMessageContaining("needs a good revision");
    }

    @Test
    void aShallowCloneThatEndsWithinTheRangeIsRefused() throws IOException {
        Files.writeString(directory.resolve(".git/shallow"), git.id("b") + "\n" + git.id("y") + "\n");

        assertThatThrownBy(() -> read(List.of("other"), "tip", List.of())).isInstanceOf(UsageException.class);
        Files.writeString(directory.resolve(".git/shallow"), git.id("a") + "\n" + git.id("x") + "\n");
        assertThat(names(read(List.of("a", "x"), "tip", List.of()))).hasSize(4);
        Files.writeString(directory.resolve(".git/shallow"), git.id("y") + "\n");
        assertThatThrownBy(() -> read(List.of("a"), "tip", List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git fetch --unshallow");
    }

    private GitRange read(List<String> good, String bad, List<String> paths) {
        return GitRange.read(new GitRange.Request(directory, good, bad, paths));
    }

    private boolean isBad(GitRange range, String commit, String culprit) {
        List<String> names = names(range);
        return range.graph().isBad(names.indexOf(git.id(commit)), names.indexOf(git.id(culprit)));
    }

    private static List<String> names(GitRange range) {
        return IntStream.range(0, range.graph().size())
                .mapToObj(range.graph()::name)
                .toList();
    }

    private String[] ids(String... names) {
        return java.util.Arrays.stream(names).map(git::id).toArray(String[]::new);
    }
}
