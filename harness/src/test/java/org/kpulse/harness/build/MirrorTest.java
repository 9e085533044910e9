package org.kpulse.harness.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;

/** The mirror of a tree that has to be fetched; here by a file: URL, which goes the same way as https:. */
class MirrorTest {

    @TempDir
    private Path home;

    private FakeTree tree;
    private SourceTree mirror;

    @BeforeEach
    void aMirror() {
        tree = new FakeTree(home.resolve("linux"));
        TreeAddress address = new TreeAddress.Remote("demo", tree.directory().toUri());
        mirror = new SourceTree(address, new GitProgram(Commands.ofHost()), home.resolve("trees"));
    }

    @Test
    void headsAreThoseOfTheRemoteTreeNow() {
        assertThat(mirror.heads(Progress.silent())).extracting(TreeHead::name).containsExactly("main", "v1");
        tree.git("branch", "next");
        tree.git("tag", "-d", "v1");

        assertThat(mirror.heads(Progress.silent())).extracting(TreeHead::name).containsExactly("main", "next");
    }

    @Test
    void aCommitThatWasPushedAwayIsStillThere() {
        String before = tree.write("new.c", "int x;").commit("second");
        mirror.heads(Progress.silent());
        tree.git("reset", "-q", "--hard", "v1");
        String after = tree.write("other.c", "int y;").commit("another");
        mirror.heads(Progress.silent());

        assertThat(mirror.commit(before, Progress.silent())).isEqualTo(before);
        assertThat(mirror.contains(after, before)).isFalse();
        assertThat(mirror.contains(after, mirror.commit("v1", Progress.silent())))
                .isTrue();
    }

    @Test
    void aRemoteTreeThatIsGoneIsAFaultOfOursAndTheMirrorStays() throws IOException {
        String known = tree.head();
        mirror.heads(Progress.silent());
        Files.move(tree.directory(), home.resolve("moved"));

        assertThatThrownBy(() -> mirror.heads(Progress.silent()))
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith("Fetching from file:");
        assertThat(mirror.commit(known, Progress.silent())).isEqualTo(known);
    }
}
