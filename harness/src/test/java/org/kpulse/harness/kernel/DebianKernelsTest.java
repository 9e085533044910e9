package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.RecordedCommands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class DebianKernelsTest {

    private static final Progress QUIET = Progress.silent();
    private static final String OLD = "debian:6.1.0-50-cloud-amd64";

    @TempDir
    private Path home;

    private StateDirectory state;

    @BeforeEach
    void stateDirectory() {
        state = new StateDirectory(home);
    }

    @Test
    void signedCloudKernelsAreListedNewestAbiFirst() {
        assertThat(kernels(FakeApt.offering()).list(QUIET).stream().map(KernelRef::toString))
                .startsWith("debian:6.12.117+deb12-cloud-amd64", "debian:6.12.115+deb12-cloud-amd64")
                .endsWith("debian:6.1.0-48-cloud-amd64", "debian:6.1.0-47-cloud-amd64")
                .hasSize(17)
                .noneMatch(ref -> ref.contains("dbg") || ref.contains("unsigned"));
    }

    @Test
    void aliasesMeanTheTwoNewest() {
        Kernels kernels = kernels(FakeApt.offering());

        assertThat(kernels.resolve("debian:latest", QUIET)).hasToString("debian:6.12.117+deb12-cloud-amd64");
        assertThat(kernels.resolve("debian:previous", QUIET)).hasToString("debian:6.12.115+deb12-cloud-amd64");
    }

    @Test
    void theNewestIsWhatAptOffersNowNotWhatItOfferedAtFirst() {
        RecordedCommands apt = FakeApt.offering();
        DebianKernels kernels = new DebianKernels(apt, new KernelCache(state), Architecture.X86_64, "somebody");
        assertThat(kernels.newest(QUIET)).hasToString("debian:6.12.117+deb12-cloud-amd64");
        apt.on("apt-cache pkgnames", "linux-image-6.12.119+deb12-cloud-amd64\n")
                .on(
                        "apt-cache madison",
                        "linux-image-6.12.119+deb12-cloud-amd64 | 6.12.119-1 | http://mirror.example/debian x/main amd64 Packages\n");

        assertThat(kernels.newest(QUIET)).hasToString("debian:6.12.119+deb12-cloud-amd64");
    }

    @Test
    void rootFetchesFreshListsAndDoesWithoutThemWhereThatFails() {
        RecordedCommands apt = FakeApt.offering()
                .on("apt-get -q update", command -> new Subprocess.Result(100, "", "E: no network\n"));
        DebianKernels kernels = new DebianKernels(apt, new KernelCache(state), Architecture.X86_64, "root");

        assertThat(kernels.newest(QUIET)).hasToString("debian:6.12.117+deb12-cloud-amd64");
    }

    @Test
    void ofSeveralVersionsOfAPackageTheNewestCounts() {
        String madison = """
                linux-image-6.1.0-50-cloud-amd64 | 6.1.176-1 | http://mirror.example/debian bookworm/main amd64 Packages
                linux-image-6.1.0-50-cloud-amd64 | 6.1.176-10 | http://mirror.example/debian bookworm/main amd64 Packages
                linux-image-6.1.0-50-cloud-amd64 | 6.1.176-9 | http://mirror.example/debian bookworm/main amd64 Packages
                 linux-signed | 6.1.177-1 | http://mirror.example/debian bookworm/main Sources
                """;

        assertThat(AptKernels.newest(madison))
                .containsExactly(new AptKernels.Offer("6.1.0-50-cloud-amd64", new DebianVersion("6.1.176-10")));
    }

    @Test
    void aFetchedKernelHasAllThatBootsAndIsTakenFromTheCacheAfterwards() {
        RecordedCommands apt = FakeApt.offering();

        Kernel kernel = kernels(apt).fetch(OLD, QUIET);
        int commands = apt.seen().size();
        Kernel again = kernels(apt).fetch(OLD, QUIET);

        assertThat(kernel.release()).isEqualTo("6.1.0-50-cloud-amd64");
        assertThat(kernel.version()).contains("6.1.176-1");
        assertThat(kernel.modules().orElseThrow().resolve("modules.dep"))
                .hasContent("kernel/drivers/virtio.ko:\nkernel/drivers/virtio_blk.ko: kernel/drivers/virtio.ko\n");
        assertThat(kernel.image().resolveSibling("config")).exists();
        assertThat(kernel.image().resolveSibling("System.map")).exists();
        assertThat(kernel.image().resolveSibling("unpacked")).doesNotExist();
        assertThat(again).isEqualTo(kernel);
        assertThat(apt.seen()).hasSize(commands);
        assertThat(kernels(apt).fetched()).containsExactly(kernel);
    }

    @Test
    void modulesUnderUsrAreFoundToo() {
        RecordedCommands apt =
                FakeApt.offering().on("dpkg-deb -x", command -> FakeApt.unpack(command, "usr/lib/modules"));

        assertThat(kernels(apt).fetch(OLD, QUIET).modules()).isPresent();
    }

    @Test
    void aDamagedKernelIsFetchedAgain() throws IOException {
        Kernel kernel = kernels(FakeApt.offering()).fetch(OLD, QUIET);
        Files.writeString(kernel.image(), "damaged");

        assertThat(kernels(FakeApt.offering()).fetched()).isEmpty();
        assertThat(kernels(FakeApt.offering()).fetch(OLD, QUIET)).isEqualTo(kernel);
    }

    @Test
    void anUnknownKernelIsAUsageErrorThatNamesTheNewestFive() {
        assertThatThrownBy(() -> kernels(FakeApt.offering()).fetch("debian:6.1.0-1-cloud-amd64", QUIET))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "debian:6.1.0-1-cloud-amd64 is not offered by apt; available: 6.12.117+deb12-cloud-amd64,")
                .hasMessageContaining("6.12.107+deb12")
                .hasMessageNotContaining("6.12.101+deb12");
    }

    @Test
    void missingPackageListsAreFetchedOnceAndThenUsed() {
        RecordedCommands apt = FakeApt.offering().on("apt-cache pkgnames", "");
        apt.on("apt-get -q update", command -> {
            FakeApt.lists(apt);
            return new Subprocess.Result(0, "", "");
        });

        assertThat(kernels(apt).list(QUIET)).hasSize(17);
        assertThat(apt.seen()).containsOnlyOnce("apt-get -q update");
    }

    @Test
    void onlyRootFetchesPackageLists() {
        RecordedCommands apt = FakeApt.offering().on("apt-cache pkgnames", "");

        assertThatThrownBy(() -> kernels(apt, "anna").list(QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("run: apt-get update");
    }

    @Test
    void aFailedDownloadIsOneSentenceAndLeavesNothing() throws IOException {
        RecordedCommands apt = FakeApt.offering()
                .fail(
                        "apt-get -q -o APT::Sandbox::User=root download",
                        100,
                        "W: noise\nE: Failed to fetch http://mirror.example/x.deb  404  Not Found\nE: Unable to fetch some archives")
                .on("apt-get -q update", "");

        assertThatThrownBy(() -> kernels(apt).fetch(OLD, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessage("Downloading linux-image-6.1.0-50-cloud-amd64=6.1.176-1 failed:"
                        + " Failed to fetch http://mirror.example/x.deb  404  Not Found");
        assertThat(kernels(apt).fetched()).isEmpty();
        assertThat(state.kernels().resolve("debian-6.1.0-50-cloud-amd64.partial"))
                .doesNotExist();
    }

    @Test
    void aListOlderThanTheArchiveIsRefreshedAndTheDownloadTriedAgain() {
        RecordedCommands apt =
                FakeApt.offering().fail("apt-get -q -o APT::Sandbox::User=root download", 100, "E: 404  Not Found");
        apt.on("apt-get -q update", command -> {
            apt.on("apt-get -q -o APT::Sandbox::User=root download", FakeApt::download);
            return new Subprocess.Result(0, "", "");
        });

        assertThat(kernels(apt).fetch(OLD, QUIET).release()).isEqualTo("6.1.0-50-cloud-amd64");
    }

    @Test
    void aPackageWithAnotherHashIsRefused() {
        RecordedCommands apt = FakeApt.offering().on("apt-cache show", "SHA256: " + "0".repeat(64) + "\n");

        assertThatThrownBy(() -> kernels(apt, "anna").fetch(OLD, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("does not have the hash");
    }

    @Test
    void thisMachinesAptIsUnderstood() {
        Path apt = Path.of("/usr/bin/apt-cache");
        assumeTrue(Files.exists(apt), "no apt on this machine");
        AptKernels real = new AptKernels(Subprocess::run, Architecture.X86_64, "nobody");

        assertThat(real.offers()).allSatisfy(offer -> assertThat(offer.abi()).isNotNull());
    }

    private Kernels kernels(RecordedCommands apt) {
        return kernels(apt, "root");
    }

    private Kernels kernels(RecordedCommands apt, String user) {
        KernelCache store = new KernelCache(state);
        return new Kernels(store, List.of(new DebianKernels(apt, store, Architecture.X86_64, user)));
    }
}
