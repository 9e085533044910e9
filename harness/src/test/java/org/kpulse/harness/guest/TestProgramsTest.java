package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.benchmark.TestSource;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;

/** With the real compiler and small trees that look like the kernel's. */
class TestProgramsTest {

    @TempDir
    private Path home;

    private SortedMap<String, Path> of(TestSource source) throws IOException {
        TestSet set = new TestSet(source, TestFormat.KTAP, 10, Map.of());
        EntryCache cache = new EntryCache(Files.createDirectories(home.resolve("cache")));
        return new TestPrograms(Subprocess::run, cache, "a compiler", true).of("set", set, "0", Progress.silent());
    }

    /** A kernel tree with one collection: a program that can be built, one that cannot, and a script. */
    private Path tree() throws IOException {
        Path tree = home.resolve("linux");
        Path collection = Files.createDirectories(tree.resolve("tools/testing/selftests/tiny"));
        Files.createDirectories(tree.resolve("tools/testing/selftests/kselftest"));
        Files.createDirectories(tree.resolve("tools/include"));
        Files.createDirectories(tree.resolve("include/uapi"));
        Files.writeString(collection.resolve("good.c"), "int main(void) { return 0; }\n");
        Files.writeString(collection.resolve("bad.c"), "int main(void) { return nothing; }\n");
        Files.writeString(collection.resolve("script.sh"), "#!/bin/sh\n");
        assertThat(collection.resolve("script.sh").toFile().setExecutable(true)).isTrue();
        Files.writeString(
                collection.resolve("Makefile"),
                "all: good bad\nemit_tests:\n\t@for t in good bad script.sh; do echo $(COLLECTION):$$t; done\n");
        return tree;
    }

    @Test
    void whatCannotBeBuiltIsNamedWithTheCompilersWords() throws IOException {
        SortedMap<String, Path> files = of(new TestSource.Kselftest(tree().toString(), List.of("tiny")));

        assertThat(files.keySet()).contains("tiny/good", "tiny/script.sh").doesNotContain("tiny/bad", "tiny/good.c");
        assertThat(files.get("list")).hasContent("tiny/good\ntiny/script.sh\n");
        assertThat(Files.readString(files.get("skip")))
                .startsWith("tiny/bad could not be built: tiny/bad.c:1:25: error: ")
                .contains("undeclared")
                .hasLineCount(1);
    }

    @Test
    void theMakefilesOfAKernelTreeReachNothingElse() throws IOException {
        Path tree = tree();
        Path secret = Files.writeString(home.resolve("secret"), "words");
        Path makefile = tree.resolve("tools/testing/selftests/tiny/Makefile");
        Files.writeString(
                makefile,
                "$(shell cp " + secret + " told; echo x >" + home.resolve("escaped") + ")\n"
                        + Files.readString(makefile));

        SortedMap<String, Path> files = of(new TestSource.Kselftest(tree.toString(), List.of("tiny")));

        assertThat(files.keySet()).contains("tiny/good").doesNotContain("tiny/told");
        assertThat(home.resolve("escaped")).doesNotExist();
    }

    @Test
    void theKernelTreeIsNotWrittenTo() throws IOException {
        Path tree = tree();
        of(new TestSource.Kselftest(tree.toString(), List.of("tiny")));

        assertThat(tree.resolve("tools/testing/selftests/tiny"))
                .isDirectoryNotContaining(file -> file.getFileName().toString().equals("good"));
    }

    @Test
    void aTarFileIsAsGoodAsATree() throws IOException {
        tree();
        Path tar = home.resolve("linux.tar");
        Subprocess.of(Duration.ofSeconds(60), "tar", "-C", home.toString(), "-cf", tar.toString(), "linux")
                .runOrThrow();

        assertThat(of(new TestSource.Kselftest(tar.toString(), List.of("tiny"))))
                .containsKey("tiny/good");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        String tree = tree().toString();

        assertThatThrownBy(() -> of(new TestSource.Kselftest(tree, List.of("tiny", "huge"))))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("kselftest has no collection huge");
        assertThatThrownBy(() ->
                        of(new TestSource.Kselftest(home.resolve("nowhere").toString(), List.of("tiny"))))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("There is no kselftest in ");
        assertThatThrownBy(() ->
                        KernelSource.find(new TestSource.Kselftest(TestSource.Kselftest.DEBIAN, List.of("tiny")), home))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("apt-get install --no-install-recommends linux-source");
    }

    @Test
    void theNewestPackagedSourceIsUsed() throws IOException {
        for (String name : List.of("linux-source-6.9.tar.xz", "linux-source-6.12.tar.xz", "linux-config-6.13.tar.xz")) {
            Files.writeString(home.resolve(name), name);
        }

        assertThat(KernelSource.find(new TestSource.Kselftest(TestSource.Kselftest.DEBIAN, List.of("tiny")), home)
                        .path())
                .hasFileName("linux-source-6.12.tar.xz");
    }

    @Test
    void aFolderOfProgramsIsTakenAsItIs() throws IOException {
        Path folder = Files.createDirectories(home.resolve("mine/net"));
        Files.writeString(folder.resolve("ping"), "#!/bin/sh\n");
        assertThat(folder.resolve("ping").toFile().setExecutable(true)).isTrue();

        assertThat(of(new TestSource.Folder(home.resolve("mine")))).containsOnlyKeys("net/ping");
    }

    @Test
    void aProgramThatCannotBeATestsNameIsRefused() throws IOException {
        Path folder = Files.createDirectories(home.resolve("mine"));
        Files.writeString(folder.resolve("a b"), "#!/bin/sh\n");
        assertThat(folder.resolve("a b").toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> of(new TestSource.Folder(folder)))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("\"a b\" of test set set cannot be the name of a test");
        Files.delete(folder.resolve("a b"));
        assertThatThrownBy(() -> of(new TestSource.Folder(folder)))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("There is no executable file in test set set");
    }
}
