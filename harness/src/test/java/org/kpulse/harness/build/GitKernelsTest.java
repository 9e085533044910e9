package org.kpulse.harness.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.BuiltFrom;
import org.kpulse.harness.kernel.FakeKernelFiles;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.process.Subprocess;

class GitKernelsTest {

    @TempDir
    private Path home;

    private FakeTree tree;
    private BuildRig rig;

    @BeforeEach
    void aTree() {
        tree = new FakeTree(home.resolve("linux"));
        rig = new BuildRig(home);
    }

    @Test
    void aRevisionBecomesAKernelWithAllThatBelongsToIt() throws IOException {
        Kernel kernel = rig.fetch(tree.ref("v1"));

        assertThat(kernel.ref()).isEqualTo(tree.ref(tree.head()));
        assertThat(kernel.release()).isEqualTo("6.1.0-fake");
        assertThat(kernel.version()).contains(tree.head().substring(0, 12) + " first");
        assertThat(kernel.modules()).isEmpty();
        assertThat(kernel.image().resolveSibling("config")).hasContent("CONFIG_TINY=y\n");
        assertThat(kernel.image().resolveSibling("System.map")).content().contains(" T pipe_write");
        assertThat(objects(kernel)).containsExactly("fs/pipe.o pipe_write", "init/main.o start_kernel");
        BuiltFrom built = kernel.built().orElseThrow();
        assertThat(built.revision()).isEqualTo(tree.head());
        assertThat(built.patchesSha256()).isEmpty();
        assertThat(built.compiler()).startsWith("gcc ").contains(", GNU ld ");
        assertThat(built.configSha256()).isEqualTo(kernel.configSha256().orElseThrow());
        assertThat(built.codeSha256()).isPresent();
    }

    @Test
    void whatWasBuiltIsFoundAgainByWhatWentIntoIt() {
        Kernel first = rig.fetch(tree.ref("v1"));
        rig.steps().clear();

        assertThat(rig.fetch(tree.ref("main"))).isEqualTo(first);
        assertThat(rig.kernels().find(rig.kernels().resolve(tree.ref("HEAD"), rig.progress())))
                .contains(first);
        assertThat(rig.steps()).isEmpty();
        assertThat(rig.builds()).hasSize(2).containsOnly(rig.last());
    }

    @Test
    void theSameSourceGivesTheSameBytesInAnotherPlace() {
        Kernel first = rig.fetch(tree.ref("v1"));
        FakeTree other = new FakeTree(home.resolve("elsewhere/linux"));

        Kernel second = new BuildRig(home.resolve("elsewhere")).fetch(other.ref("v1"));

        assertThat(second.imageSha256()).isEqualTo(first.imageSha256());
        assertThat(second.built()).isEqualTo(first.built());
    }

    @Test
    void theNextRevisionCompilesOnlyWhatChanged() {
        rig.fetch(tree.ref("v1"));
        assertThat(rig.last().work().compiled()).isEqualTo(2);
        assertThat(rig.last().work().incremental()).isFalse();
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + ", "n * ")).commit("second");

        rig.fetch(tree.ref("main"));

        assertThat(rig.last().work().compiled()).isEqualTo(1);
        assertThat(rig.last().work().incremental()).isTrue();
        assertThat(rig.last().imageSha256()).isNotEqualTo(rig.builds().get(0).imageSha256());
    }

    @Test
    void aBuildOnTopOfAnotherIsTheSameAsOneFromScratch() {
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + ", "n * ")).commit("second");
        rig.fetch(tree.ref("v1"));
        Kernel onTop = rig.fetch(tree.ref("main"));

        BuildRig fresh = new BuildRig(home.resolve("fresh"));

        assertThat(fresh.fetch(tree.ref("main")).imageSha256()).isEqualTo(onTop.imageSha256());
    }

    @Test
    void aCommitIsTakenBackByAPatchOnTopOfTheTip() throws IOException {
        Kernel first = rig.fetch(tree.ref("v1"));
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + ", "n * ")).commit("second");
        String second = tree.head();
        tree.write("new.c", "int x;").commit("third");
        Path patch = home.resolve("without.mbox");
        Files.writeString(patch, rig.gitKernels().takenBack(KernelRef.parse(tree.ref(second))));

        Kernel without = rig.fetch(tree.ref("main") + "+patch:" + patch);

        assertThat(without.built().orElseThrow().codeSha256())
                .isEqualTo(first.built().orElseThrow().codeSha256());
    }

    @Test
    void whatIsNotCommittedIsSaid() {
        GitKernels kernels = rig.gitKernels();
        KernelRef ref = KernelRef.parse(tree.ref(tree.head()));
        assertThat(kernels.hasUncommittedChanges(ref)).isFalse();

        tree.write("fs/pipe.c", "not C at all");

        assertThat(kernels.hasUncommittedChanges(ref)).isTrue();
        assertThat(kernels.repository(ref)).isEqualTo(tree.directory().toAbsolutePath());
    }

    @Test
    void theUsersRepositoryIsOnlyReadAndWhatIsNotCommittedIsNotBuilt() throws IOException {
        tree.write("fs/pipe.c", "not C at all").write("new.c", "x");
        String before = listing(tree.directory());

        rig.fetch(tree.ref("main"));

        assertThat(listing(tree.directory())).isEqualTo(before);
    }

    @Test
    void patchesGoOnTopInOrderAndAreNamedByTheirContent() throws IOException {
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,")).commit("one");
        Files.writeString(home.resolve("1.mbox"), tree.mail());
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "5,")).commit("two");
        Files.writeString(home.resolve("2.mbox"), tree.mail());
        String patched = tree.ref("v1") + "+patch:1.mbox+patch:" + home.resolve("2.mbox");

        Kernel kernel = rig.fetch(patched);

        Kernel committed = rig.fetch(tree.ref("main"));
        assertThat(kernel.ref()).endsWith("+patch:" + home.resolve("1.mbox") + "+patch:" + home.resolve("2.mbox"));
        assertThat(kernel.imageSha256()).isEqualTo(committed.imageSha256());
        assertThat(kernel.built().orElseThrow().patchesSha256()).hasSize(2);
        assertThat(kernel.built().orElseThrow().identity())
                .isNotEqualTo(committed.built().orElseThrow().identity());
        assertThat(kernel.built().orElseThrow().codeSha256())
                .isEqualTo(committed.built().orElseThrow().codeSha256());
        Files.writeString(home.resolve("2.mbox"), tree.mail().replace("+\t5,", "+\t6,"));
        assertThat(rig.fetch(patched).imageSha256()).isNotEqualTo(kernel.imageSha256());
    }

    @Test
    void aPatchedBuildLeavesNothingForOtherBuilds() throws IOException {
        rig.fetch(tree.ref("v1"));
        tree.whenLinked("@cp $(O)/init/main.o $(O)/fs/pipe.o")
                .write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,"))
                .commit("poison");
        Files.writeString(home.resolve("poison.mbox"), tree.mail());
        assertThatThrownBy(() -> rig.fetch(tree.ref("v1") + "+patch:poison.mbox"))
                .isInstanceOf(KernelFaultException.class);
        tree.git("checkout", "-q", "v1");
        tree.write("init/main.c", "int pipe_write(int n); int start_kernel(void) { return pipe_write(7); }\n");
        tree.commit("later");

        Kernel kernel = rig.fetch(tree.ref("HEAD"));

        BuildRig fresh = new BuildRig(home.resolve("fresh"));
        assertThat(kernel.imageSha256()).isEqualTo(fresh.fetch(tree.ref("HEAD")).imageSha256());
        assertThat(rig.last().work().compiled())
                .as("the file that a patch changed in between, and the one that changed")
                .isEqualTo(2);
    }

    @Test
    void aPatchThatDoesNotApplyIsTheKernelsFaultAndNamesHunkAndFile() throws IOException {
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + lines[0]", "n - lines[0]"))
                .write("init/main.c", "int start_kernel(void) { return 0; }\n")
                .commit("one");
        Files.writeString(
                home.resolve("bad.mbox"),
                tree.mail().replace(" \treturn n + ", " \treturn m + ").replace("-\treturn n + ", "-\treturn m + "));

        assertThatThrownBy(() -> rig.fetch(tree.ref("v1") + "+patch:bad.mbox"))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining(
                        "The patch bad.mbox (mail 1, \"one\") does not apply: hunk 1 (@@ -6,5 +6,5 @@) of fs/pipe.c.");
        assertThat(rig.last().failure()).extracting(f -> f.kind()).isEqualTo("PATCH_DOES_NOT_APPLY");
    }

    @Test
    void aPatchCannotWriteOutsideOfTheTree() throws IOException {
        String mail = """
                From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
                From: A <a@example.org>
                Date: Mon, 1 Jan 2024 00:00:00 +0000
                Subject: [PATCH] evil

                ---
                diff --git a/FILE b/FILE
                new file mode 100644
                --- /dev/null
                +++ b/FILE
                @@ -0,0 +1 @@
                +evil
                """;
        for (String file : List.of("../../evil", ".git/hooks/post-checkout", "/tmp/evil", "link/evil")) {
            tree.git("checkout", "-q", "v1");
            Files.createSymbolicLink(tree.directory().resolve("link"), home);
            tree.commit("a link");
            Files.writeString(home.resolve("evil.mbox"), mail.replace("FILE", file));

            assertThatThrownBy(() -> rig.fetch(tree.ref("HEAD") + "+patch:evil.mbox"))
                    .as(file)
                    .isInstanceOf(KernelFaultException.class)
                    .hasMessageContaining("does not apply");
        }
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.filter(p -> p.getFileName().toString().matches("evil|post-checkout")))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsAUsageErrorWithAName() {
        assertThatThrownBy(() -> rig.fetch(tree.ref("v99")))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no commit v99 in " + tree.directory() + ".");
        assertThatThrownBy(() -> rig.fetch(tree.ref("--help")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is no commit --help in ");
        assertThatThrownBy(() -> rig.fetch(tree.ref("v1") + "+patch:none.mbox"))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no patch " + home.resolve("none.mbox") + ".");
        assertThatThrownBy(() -> rig.fetch("git:" + home.resolve("state") + "x#v1"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is no git repository ");
        assertThatThrownBy(() -> rig.fetch("git:" + home + "#v1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not a git repository");
    }

    @Test
    void aConfiguredTreeIsNamedInTheExactReference() {
        rig.set("trees.demo", tree.directory().toString());

        assertThat(rig.fetch("git:demo#v1").ref()).isEqualTo("git:demo#" + tree.head());
        assertThatThrownBy(() -> rig.fetch("git:deno#v1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean demo?");
    }

    @Test
    void anotherLayoutIsAnotherBuildOfTheSameKernel() {
        BuiltFrom first = rig.fetch(tree.ref("v1")).built().orElseThrow();

        Kernel moved = rig.set("build.layout", "3").fetch(tree.ref("v1"));

        BuiltFrom second = moved.built().orElseThrow();
        assertThat(second.layout()).isEqualTo(3);
        assertThat(second.identity()).isEqualTo(first.identity());
        assertThat(second.codeSha256()).isNotEqualTo(first.codeSha256());
        assertThat(rig.builds().get(0).key()).isNotEqualTo(rig.last().key());
    }

    @Test
    void fragmentsAreMergedAndWhatTheTreeLacksIsSaid() throws IOException {
        Files.writeString(
                home.resolve("mine"), "CONFIG_MINE=y\nCONFIG_NOT_HERE=y\n# CONFIG_OFF is not set\nCONFIG_NO=n\n");

        Kernel kernel = rig.set("build.fragments", "mine").fetch(tree.ref("v1"));

        assertThat(kernel.image().resolveSibling("config")).hasContent("CONFIG_MINE=y\nCONFIG_NO=n\nCONFIG_TINY=y\n");
        assertThat(rig.steps()).anyMatch(s -> s.endsWith("its configuration cannot have CONFIG_NOT_HERE=y"));
        assertThatThrownBy(() -> rig.set("build.fragments", "absent").fetch(tree.ref("v1")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("build.fragments: there is no configuration absent");
    }

    @Test
    void aFileCanBeTheBaseOfTheConfiguration() throws IOException {
        Files.writeString(home.resolve("base"), "CONFIG_BASE=y\n");

        Kernel kernel = rig.set("build.config", "base").fetch(tree.ref("v1"));

        assertThat(kernel.image().resolveSibling("config")).hasContent("CONFIG_BASE=y\n");
    }

    @Test
    void modulesComeAlongWithoutTheLinksThatMakeLeaves() throws IOException {
        Files.createDirectories(tree.directory().resolve("drivers"));
        Files.write(tree.directory().resolve("drivers/demo.bin"), FakeKernelFiles.module("depends=", "name=demo"));
        tree.commit("a module");
        Files.writeString(home.resolve("modular"), "CONFIG_MODULES=y\n");

        Kernel kernel = rig.set("build.fragments", "modular").fetch(tree.ref("main"));

        Path modules = kernel.modules().orElseThrow();
        assertThat(modules.resolve("modules.dep")).hasContent("kernel/demo.ko:\n");
        assertThat(modules.resolve("build")).doesNotExist();
    }

    private static List<String> objects(Kernel kernel) throws IOException {
        byte[] bytes = Files.readAllBytes(kernel.objects().orElseThrow());
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String listing(Path directory) {
        return Subprocess.of(java.time.Duration.ofMinutes(1), "ls", "-lAR", "--full-time", directory.toString())
                .runOrThrow()
                .out();
    }
}
