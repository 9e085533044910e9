package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class KernelsTest {

    private static final Progress QUIET = Progress.silent();

    @TempDir
    private Path directory;

    private Kernels kernels;

    @BeforeEach
    void sources() {
        KernelCache store = new KernelCache(new StateDirectory(directory.resolve("home")));
        kernels = new Kernels(
                store,
                List.of(
                        new ImageKernels(store, directory),
                        new DebianKernels(FakeApt.offering(), store, Architecture.X86_64, "root")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"release:6.12.3", "git:linus#v6.12", "debian:latest+patch:a.mbox", "image:x+patch:a.mbox"})
    void whatCannotBeFetchedYetSaysWhatCan(String ref) {
        assertThatThrownBy(() -> kernels.fetch(ref, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith(ref + " is not available")
                .hasMessageContaining("debian:latest, debian:previous")
                .hasMessageContaining("image:<path>[?modules=<dir>]");
    }

    @Test
    void anImageIsCopiedSoThatBuildingItAgainChangesNothing() throws IOException {
        Path image = Files.write(directory.resolve("bzImage"), FakeKernelFiles.bzImage("6.12.0-test"));
        Kernel before = kernels.fetch("image:bzImage", QUIET);

        Files.write(image, FakeKernelFiles.bzImage("6.12.0-other"));
        Kernel after = kernels.fetch("image:bzImage", QUIET);

        assertThat(before.ref()).isEqualTo("image:" + image);
        assertThat(before.release()).isEqualTo("6.12.0-test");
        assertThat(before.modules()).isEmpty();
        assertThat(before.image()).hasBinaryContent(FakeKernelFiles.bzImage("6.12.0-test"));
        assertThat(after.release()).isEqualTo("6.12.0-other");
    }

    @Test
    void modulesOfAnImageAreFoundWhereMakeInstallsThem() throws IOException {
        Files.write(directory.resolve("bzImage"), FakeKernelFiles.bzImage("6.12.0-test"));
        Path modules = Files.createDirectories(directory.resolve("out/lib/modules/6.12.0-test"));
        Files.writeString(modules.resolve("modules.dep"), "kernel/a.ko:\n");

        Kernel kernel = kernels.fetch("image:bzImage?modules=out", QUIET);

        assertThat(kernel.modules().orElseThrow().resolve("modules.dep")).hasContent("kernel/a.ko:\n");
        assertThat(kernels.fetched()).containsExactly(kernel);
    }

    @Test
    void anImageThatIsNoKernelOrHasNoModulesThereIsAUsageError() throws IOException {
        Files.writeString(directory.resolve("text"), "x".repeat(5000));
        Files.write(directory.resolve("bzImage"), FakeKernelFiles.bzImage("6.12.0-test"));

        assertThatThrownBy(() -> kernels.fetch("image:text", QUIET))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a bootable kernel");
        assertThatThrownBy(() -> kernels.fetch("image:absent", QUIET))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> kernels.fetch("image:bzImage?modules=none", QUIET))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no modules.dep in");
    }

    @Test
    void anArm64ImageIsKnownByItsHeader() throws IOException {
        Path image = Files.write(directory.resolve("Image"), FakeKernelFiles.arm64Image("6.1.0-50-cloud-arm64"));

        assertThat(KernelImage.read(image)).isEqualTo(new KernelImage("6.1.0-50-cloud-arm64", Architecture.ARM64));
    }
}
