package org.kpulse.harness.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFaultException;

/** Builds that end without a kernel, and who is to blame. */
class BuildFaultsTest {

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
    void aTreeThatDoesNotCompileIsTheKernelsFaultWithTheFirstErrorsPlace() {
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("return n", "return m")).commit("broken");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining(
                        tree.ref(tree.head()) + ": It does not build: fs/pipe.c:9:16: error: 'm' undeclared")
                .hasMessageContaining("Log: " + home.resolve("state/builds"))
                .satisfies(
                        e -> assertThat(((KernelFaultException) e).exitCode()).isEqualTo(1));
        assertThat(rig.last().failure()).isNotNull();
        assertThat(rig.kernels().fetched()).isEmpty();
    }

    @Test
    void aFaultOfTheKernelIsKnownFromThenOn() {
        tree.write("fs/pipe.c", "int pipe_write(int n) { return }\n").commit("broken");
        assertThatThrownBy(() -> rig.fetch(tree.ref("main"))).isInstanceOf(KernelFaultException.class);
        rig.steps().clear();

        assertThatThrownBy(() -> rig.fetch(tree.ref("main"))).isInstanceOf(KernelFaultException.class);

        assertThat(rig.steps()).isEmpty();
        assertThat(rig.builds()).hasSize(2).containsOnly(rig.last());
    }

    @Test
    void theNextRevisionBuildsAfterOneThatDidNot() {
        rig.fetch(tree.ref("v1"));
        tree.write("fs/pipe.c", "int pipe_write(int n) { return }\n").commit("broken");
        assertThatThrownBy(() -> rig.fetch(tree.ref("main"))).isInstanceOf(KernelFaultException.class);
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,")).commit("mended");

        rig.fetch(tree.ref("main"));

        assertThat(rig.last().work().incremental()).isTrue();
        assertThat(rig.last().work().compiled()).isEqualTo(1);
    }

    @Test
    void anErrorWithoutALineOfTheSourceIsConfirmedFromScratch() {
        rig.fetch(tree.ref("v1"));
        tree.write("fs/pipe.c", "int pipe_read(int n) { return n; }\n").commit("renamed");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining("undefined reference to `pipe_write'");

        assertThat(rig.steps()).anyMatch(s -> s.endsWith("it failed on top of the last build, building all of it"));
        assertThat(rig.last().work().incremental()).isFalse();
        assertThat(rig.last().work().compiled()).isEqualTo(2);
    }

    @Test
    void whatOnlyALeftoverBrokeAccusesNobody() throws IOException {
        rig.fetch(tree.ref("v1"));
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,")).commit("fine");
        try (var outs = Files.list(home.resolve("state/trees").resolve(only("state/trees")))) {
            Path out = outs.filter(p -> p.getFileName().toString().startsWith("out-"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(out.resolve("init/main.o"), "half an object");
        }

        rig.fetch(tree.ref("main"));

        assertThat(rig.last().work().incremental()).isFalse();
    }

    @Test
    void whatMakeLeavesMustBeAKernelAndNoLink() {
        tree.whenLinked("@ln -sf /etc/hostname $(RESULT)/config").commit("a link");
        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining("It does not build: what make leaves is no kernel.");
        tree.git("checkout", "-q", "v1");
        tree.write("Makefile", """
                tinyconfig olddefconfig:
                	@echo CONFIG_A=y >$(O)/.config
                bzImage:
                	@mkdir -p $(O)/arch/x86/boot; echo no kernel >$(O)/arch/x86/boot/bzImage
                	@touch $(O)/vmlinux $(O)/System.map
                """);
        tree.commit("nonsense");

        assertThatThrownBy(() -> rig.fetch(tree.ref("HEAD")))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining("It does not build: what make leaves is no kernel.");
        assertThat(rig.kernels().fetched()).isEmpty();
    }

    @Test
    void aBuildThatTakesTooLongIsStoppedAndAccusesNobody() throws IOException {
        tree.whenLinked("@sleep 400 & sleep 401").commit("slow");
        rig.set("build.limit-seconds", "10");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("took longer than 10 s (build.limit-seconds) and was stopped");

        assertThat(ours()).isEqualTo(InfraFault.Kind.BUILD_LIMIT.name());
        assertThat(running("sleep 40[01]")).isEmpty();
    }

    @Test
    void tooManyProcessesStopABuild() throws IOException {
        tree.whenLinked("@for i in $$(seq 1 100); do sleep 402 & done; sleep 403")
                .commit("many");
        rig.set("build.processes", "40");

        // as root nothing but the watch counts; for others the kernel refuses the next process
        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(InfraException.class)
                .hasMessageMatching(
                        "(?s).*(had more than 40 processes at a time|annot fork|temporarily unavailable).*");
        assertThat(running("sleep 40[23]")).isEmpty();
    }

    @Test
    void tooMuchMemoryStopsABuild() {
        tree.whenLinked("@for i in 1 2 3 4; do perl -e '$$x = \"x\" x 150000000; sleep 404' & done; sleep 404")
                .commit("fat");
        rig.set("build.memory-mib", "400");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("took more than 400 MiB of memory (build.memory-mib)");
    }

    @Test
    void tooManyFilesStopABuild() {
        tree.whenLinked("@for i in 1 2 3 4; do head -c 30M /dev/zero >$(O)/large$$i; done; sleep 405")
                .commit("large");
        rig.set("build.disk-mib", "100");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("left files of more than 100 MiB (build.disk-mib)");
    }

    @Test
    void aFullDiskIsOursAndWhatFollowsBuildsAgain() {
        tree.whenLinked("@head -c 1100M /dev/zero >/tmp/full")
                .write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,"))
                .commit("fills its /tmp");

        assertThatThrownBy(() -> rig.fetch(tree.ref("main")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("No space left on device");

        assertThat(ours()).isEqualTo(InfraFault.Kind.DISK_FULL.name());
        rig.fetch(tree.ref("v1"));
        assertThat(rig.last().failure()).isNull();
        assertThatThrownBy(() -> rig.fetch(tree.ref("main"))).isInstanceOf(InfraException.class);
        assertThat(rig.builds()).as("tried again").hasSize(3);
    }

    @Test
    void theWatchStopsABuildBeforeTheHostsDiskIsFull() {
        BuildLimits limits = new BuildLimits(Duration.ofMinutes(1), 100, 100, 100);
        BuildWatch watch = new BuildWatch(limits, List.of(home), home.resolve("log"), () -> 1 << 20, compiled -> {});

        assertThatThrownBy(() -> watch.look(ProcessHandle.current()))
                .isInstanceOfSatisfying(
                        LimitReached.class, e -> assertThat(e.fault().kind()).isEqualTo(InfraFault.Kind.DISK_FULL));
    }

    @Test
    void aMissingCompilerIsOurs() {
        rig.set("build.compiler", "no-such-gcc");

        assertThatThrownBy(() -> rig.fetch(tree.ref("v1")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("no-such-gcc");
        assertThat(rig.builds()).isEmpty();
    }

    @Test
    void withoutTheSandboxItBuildsOnlyWhenTold() throws IOException {
        Path outside = home.resolve("outside");
        tree.whenLinked("@touch " + outside + " 2>/dev/null || true").commit("nosy");
        rig.fetch(tree.ref("main"));
        assertThat(outside).doesNotExist();

        rig.set("build.sandbox", "off").set("build.layout", "1").fetch(tree.ref("main"));

        assertThat(outside).exists();
        assertThat(rig.last().source().sandboxed()).isFalse();
    }

    private String ours() {
        BuildRecord.Failure failure = rig.last().failure();
        assertThat(failure).isNotNull();
        assertThat(failure.blame()).isEqualTo(Blame.OURS);
        return failure.kind();
    }

    private String only(String directory) throws IOException {
        try (var all = Files.list(home.resolve(directory))) {
            return all.map(p -> p.getFileName().toString()).findFirst().orElseThrow();
        }
    }

    /** Command lines of processes that match, after those killed a moment ago have gone. */
    private static List<String> running(String pattern) {
        for (int i = 0; ; i++) {
            List<String> found = ProcessHandle.allProcesses()
                    .flatMap(p -> p.info().commandLine().stream())
                    .filter(line -> line.matches("(?s)(.*/)?" + pattern))
                    .toList();
            if (found.isEmpty() || i == 100) {
                return found;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
        }
    }
}
