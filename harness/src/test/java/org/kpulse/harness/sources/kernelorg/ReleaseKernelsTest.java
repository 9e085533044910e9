package org.kpulse.harness.sources.kernelorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.build.BuildRecord;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.http.FakeServer;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.archive.TarBytes;
import org.kpulse.harness.sources.signature.TestKey;
import org.kpulse.harness.state.StateDirectory;

/** Releases from a server that behaves like kernel.org, built by the real builder from a tree that imitates the kernel's Makefile. */
class ReleaseKernelsTest {

    private static final String ARCHIVE = "/pub/linux/kernel/v6.x/linux-6.12.3.tar.xz";
    private static final String SIGNATURE = "/pub/linux/kernel/v6.x/linux-6.12.3.tar.sign";
    private static final String CANDIDATE = "/torvalds/t/linux-6.13-rc1.tar.gz";

    @TempDir
    private Path home;

    private final FakeServer server = new FakeServer();
    private final TestKey key = new TestKey();
    private final List<BuildRecord> builds = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>(
            Map.of("build.ccache", "off", "build.jobs", "1", "build.fragments", "", "sources.private-addresses", "on"));
    private FakeTree tree;
    private byte[] tar;

    @BeforeEach
    void aRelease() throws IOException {
        settings.put("sources.kernel-org.downloads", server.url() + "/pub/linux/kernel");
        settings.put("sources.kernel-org.snapshots", server.url() + "/torvalds/t/");
        settings.put(
                "sources.kernel-org.keys", key.writeTo(home.resolve("key.asc")).toString());
        tree = new FakeTree(home.resolve("linux"));
        tar = archive("linux-6.12.3/");
        publish(tar, key.sign(tar));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private byte[] archive(String prefix) throws IOException {
        Path file = home.resolve("archive.tar");
        tree.git("archive", "--format=tar", "--prefix=" + prefix, "-o", file.toString(), "HEAD");
        return Files.readAllBytes(file);
    }

    private void publish(byte[] content, byte[] signature) {
        server.file(ARCHIVE, TarBytes.xz(content)).file(SIGNATURE, signature);
    }

    private Kernels kernels() {
        StateDirectory state = new StateDirectory(home.resolve("state"));
        Config config = Config.load(new Config.Sources(home, home, Map.of(), settings));
        GitKernels git = new GitKernels(config, state, home, Commands.ofHost(), Clock.systemUTC(), builds::add);
        return new Kernels(
                new KernelCache(state),
                List.of(git, new ReleaseKernels(config, state, home, git, Commands.ofHost(), pause -> {})));
    }

    private Kernel fetch(String ref) {
        return kernels().fetch(ref, Progress.silent());
    }

    private void nothingWasKept() throws IOException {
        Path releases = home.resolve("state/releases");
        try (Stream<Path> all = Files.walk(releases)) {
            assertThat(all.filter(Files::isRegularFile).map(p -> p.getFileName().toString()))
                    .doesNotContain("linux-6.12.3.tar.xz")
                    .noneMatch(name -> name.endsWith(".partial") || name.endsWith(".pack"));
        }
        assertThat(home.resolve("state/kernels"))
                .satisfiesAnyOf(
                        kernels -> assertThat(kernels).doesNotExist(),
                        kernels -> assertThat(kernels().fetched()).isEmpty());
    }

    @Test
    void aReleaseBecomesAKernelByItsOwnName() throws IOException {
        Kernel kernel = fetch("release:6.12.3");

        assertThat(kernel.ref()).isEqualTo("release:6.12.3");
        assertThat(kernel.release()).isEqualTo("6.1.0-fake");
        assertThat(kernel.version().orElseThrow()).endsWith(" Linux 6.12.3");
        assertThat(kernel.image().resolveSibling("System.map")).content().contains(" T pipe_write");
        assertThat(builds.get(0).ref()).isEqualTo("release:6.12.3");
        assertThat(home.resolve("state/releases/linux-6.12.3.tar.xz")).doesNotExist();
        Kernel committed = fetch(tree.ref("v1"));
        assertThat(kernel.imageSha256())
                .as("the same files give the same kernel")
                .isEqualTo(committed.imageSha256());
    }

    @Test
    void itIsFetchedOnceAndFoundWithoutNetwork() {
        Kernel first = fetch("release:6.12.3");
        server.close();

        assertThat(fetch("release:6.12.3")).isEqualTo(first);
        Kernels kernels = kernels();
        assertThat(kernels.find(kernels.resolve("release:6.12.3", Progress.silent())))
                .contains(first);
        assertThat(server.asked(ARCHIVE)).hasSize(1);
    }

    @Test
    void theNextReleaseCompilesOnlyWhatChanged() throws IOException {
        fetch("release:6.12.3");
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + ", "n * ")).commit("second");
        byte[] next = archive("linux-6.12.4/");
        server.file(ARCHIVE.replace("12.3", "12.4"), TarBytes.xz(next))
                .file(SIGNATURE.replace("12.3", "12.4"), key.sign(next));

        fetch("release:6.12.4");

        assertThat(builds.get(1).work().compiled()).isEqualTo(1);
    }

    @Test
    void patchesGoOnTopOfARelease() throws IOException {
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,")).commit("one");
        Files.writeString(home.resolve("1.mbox"), tree.mail());

        Kernel kernel = fetch("release:6.12.3+patch:1.mbox");

        assertThat(kernel.ref()).isEqualTo("release:6.12.3+patch:" + home.resolve("1.mbox"));
        assertThat(kernel.imageSha256()).isEqualTo(fetch(tree.ref("main")).imageSha256());
    }

    @Test
    void aBadSignatureIsLoudAndNothingIsKept() throws IOException {
        byte[] other = tar.clone();
        other[other.length - 2000]++;
        publish(other, key.sign(tar));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith(
                        "DO NOT TRUST release 6.12.3: its signature is not good, it is not what the key ")
                .hasMessageEndingWith("Nothing of it was kept.");
        nothingWasKept();
    }

    @Test
    void aStrangersSignatureIsRefusedBeforeTheArchiveIsDownloaded() throws IOException {
        publish(tar, new TestKey().sign(tar));

        assertThatThrownBy(() -> fetch("release:6.12.3")).hasMessageContaining("which is not pinned");
        assertThat(server.asked(ARCHIVE)).isEmpty();
        nothingWasKept();
    }

    @Test
    void aReleaseWithoutSignatureIsNotOne() {
        server.instead(SIGNATURE, FakeServer.status(404));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("kernel.org has no release 6.12.3");
        assertThat(server.asked(ARCHIVE)).isEmpty();
    }

    @Test
    void aTruncatedArchiveIsDamageAndFetchedAnewTheNextTime() throws IOException {
        server.instead(ARCHIVE, FakeServer.shortened(700));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("linux-6.12.3.tar.xz is damaged");
        nothingWasKept();
        assertThat(fetch("release:6.12.3").ref()).isEqualTo("release:6.12.3");
    }

    @Test
    void aBrokenDownloadIsGoneOnWith() {
        server.instead(ARCHIVE, FakeServer.cutAfter(500), FakeServer.cutAfter(200), FakeServer.status(503));

        assertThat(fetch("release:6.12.3").ref()).isEqualTo("release:6.12.3");
        assertThat(server.asked(ARCHIVE))
                .extracting(a -> a.header("Range"))
                .containsExactly("", "bytes=500-", "bytes=700-", "bytes=700-");
    }

    @Test
    void aServerThatIsAwayIsAFaultOfOurs() {
        server.close();

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("Release 6.12.3 cannot be fetched: ")
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aRedirectToAStrangersHostIsNotFollowed() {
        server.instead(ARCHIVE, FakeServer.status(302, "Location", "http://evil.example/linux-6.12.3.tar.xz"));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("may not be asked: the host evil.example is not allowed");
    }

    @Test
    void aPrivateHostNeedsTheConfigurationsWord() {
        settings.put("sources.private-addresses", "off");

        assertThatThrownBy(() -> fetch("release:6.12.3")).hasMessageContaining("127.0.0.1 lies in a private network");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void evenASignedArchiveMayNotLeaveItsTree() throws IOException {
        byte[] hostile = new TarBytes()
                .file("linux-6.12.3/Makefile", "all:\n")
                .file("linux-6.12.3/../../../evil", "x")
                .bytes();
        publish(hostile, key.sign(hostile));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("leads out of the tree")
                .hasMessageEndingWith("Nothing of it was kept.");
        nothingWasKept();
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.map(p -> p.getFileName().toString())).doesNotContain("evil");
        }
    }

    @Test
    void anArchiveThatHoldsTooMuchIsRefused() throws IOException {
        settings.put("sources.unpacked-entries", "2");

        assertThatThrownBy(() -> fetch("release:6.12.3")).hasMessageContaining("more than the 2 entries");
        nothingWasKept();
    }

    @Test
    void aTreeWithoutMakefileIsTheKernelsFault() {
        byte[] empty =
                new TarBytes().file("linux-6.12.3/README", "nothing to build\n").bytes();
        publish(empty, key.sign(empty));

        assertThatThrownBy(() -> fetch("release:6.12.3"))
                .isInstanceOf(KernelFaultException.class)
                .hasMessageContaining("does not build");
    }

    @Test
    void aCandidateIsRefusedUnlessUnsignedSnapshotsAreAccepted() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(archive("linux-6.13-rc1/"));
        }
        server.file(CANDIDATE, packed.toByteArray());
        assertThatThrownBy(() -> fetch("release:6.13-rc1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a snapshot that nobody signs")
                .hasMessageContaining("sources.kernel-org.unsigned");
        assertThat(server.asked()).isEmpty();

        settings.put("sources.kernel-org.unsigned", "accept");

        assertThat(fetch("release:6.13-rc1").ref()).isEqualTo("release:6.13-rc1");
    }

    @Test
    void whatKernelOrgDoesNotHaveIsAMistake() {
        assertThatThrownBy(() -> fetch("release:6.99"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("kernel.org has no release 6.99");
        assertThatThrownBy(() -> fetch("release:newest"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("newest is not a version of kernel.org");
        assertThatThrownBy(() -> fetch("release:next-20241128"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git:NAME#next-20241128");
    }
}
