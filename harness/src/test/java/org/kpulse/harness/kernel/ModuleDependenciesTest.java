package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.InfraException;

class ModuleDependenciesTest {

    private static final String OLD = "modules-6.1.0-56-cloud-amd64";
    private static final String NEW = "modules-6.12.117+deb12-cloud-amd64";
    private static final List<String> GUEST =
            List.of("virtio_pci", "virtio-blk", "squashfs", "overlay", "nd_btt", "nd_pmem", "nfit", "ext4");

    @Test
    void aModuleComesAfterEverythingItNeeds() {
        ModuleDependencies.LoadOrder order = load(OLD).loadOrder(GUEST);

        assertThat(order.files().stream().map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .containsExactly(
                        "virtio_ring.ko",
                        "virtio_pci_modern_dev.ko",
                        "virtio_pci_legacy_dev.ko",
                        "virtio.ko",
                        "virtio_pci.ko",
                        "virtio_blk.ko",
                        "squashfs.ko",
                        "overlay.ko",
                        "libnvdimm.ko",
                        "nd_btt.ko",
                        "nd_pmem.ko",
                        "nfit.ko");
        assertThat(order.builtIn()).containsExactly("ext4");
        assertThat(order.unknown()).isEmpty();
    }

    @Test
    void whatANewerKernelHasBuiltInIsNotLoaded() {
        ModuleDependencies.LoadOrder order = load(NEW).loadOrder(GUEST);

        assertThat(order.files())
                .containsExactly(
                        "kernel/drivers/block/virtio_blk.ko.xz",
                        "kernel/fs/squashfs/squashfs.ko.xz",
                        "kernel/fs/overlayfs/overlay.ko.xz",
                        "kernel/drivers/nvdimm/libnvdimm.ko.xz",
                        "kernel/drivers/nvdimm/nd_btt.ko.xz",
                        "kernel/drivers/nvdimm/nd_pmem.ko.xz",
                        "kernel/drivers/acpi/nfit/nfit.ko.xz");
        assertThat(order.builtIn()).containsExactly("virtio_pci", "ext4");
    }

    @Test
    void aModuleNobodyKnowsIsSaidAndTheRestStillLoads() {
        ModuleDependencies.LoadOrder order = load(NEW).loadOrder(List.of("no-such-module", "loop"));

        assertThat(order.unknown()).containsExactly("no-such-module");
        assertThat(order.files()).containsExactly("kernel/drivers/block/loop.ko.xz");
    }

    @Test
    void aListFromDepmodWithAllDependenciesOnEachLineGivesTheSameOrder() {
        String depmod = "k/a.ko: k/b.ko k/c.ko\nk/b.ko: k/c.ko\nk/c.ko:\n";

        assertThat(ModuleDependencies.parse(depmod, "").loadOrder(List.of("a")).files())
                .containsExactly("k/c.ko", "k/b.ko", "k/a.ko");
    }

    @Test
    void dashAndUnderscoreAreOne() {
        ModuleDependencies list = ModuleDependencies.parse("k/snd-pcm.ko.zst:\n", "kernel/a-b.ko\n");

        assertThat(list.loadOrder(List.of("snd_pcm", "snd-pcm", "a_b")).files()).containsExactly("k/snd-pcm.ko.zst");
        assertThat(list.loadOrder(List.of("a_b")).builtIn()).containsExactly("a_b");
    }

    @Test
    void aModuleThatNeedsItselfIsADamagedList() {
        ModuleDependencies list = ModuleDependencies.parse("k/a.ko: k/b.ko\nk/b.ko: k/a.ko\n", "");

        assertThatThrownBy(() -> list.loadOrder(List.of("a")))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("needs itself");
    }

    private static ModuleDependencies load(String name) {
        return ModuleDependencies.parse(resource(name + ".dep"), resource(name + ".builtin"));
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ModuleDependenciesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
