package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ModuleFileTest {

    private static final byte[] MODULE = FakeKernelFiles.module("license=GPL", "depends=virtio-ring,virtio", "name=x");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x.ko", "x.ko.xz", "x.ko.zst", "x.ko.gz"})
    void everyCompressionGivesTheSameModule(String name) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = compressing(name, Files.newOutputStream(file))) {
            out.write(MODULE);
        }

        assertThat(ModuleFile.nameOf(file)).contains("x");
        assertThat(ModuleFile.read(file)).isEqualTo(MODULE);
    }

    @Test
    void whatAModuleNeedsStandsInIt() throws IOException {
        assertThat(ModuleFile.depends(MODULE)).containsExactly("virtio_ring", "virtio");
        assertThat(ModuleFile.depends(FakeKernelFiles.module("depends="))).isEmpty();
        assertThat(ModuleFile.depends(FakeKernelFiles.module("name=x"))).isEmpty();
    }

    @Test
    void aDamagedModuleIsAnErrorNotAGuess() {
        byte[] cut = Arrays.copyOf(MODULE, 100);

        assertThatThrownBy(() -> ModuleFile.depends(cut)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ModuleFile.depends(new byte[500])).isInstanceOf(IOException.class);
    }

    @Test
    void otherFilesAreNoModules() {
        assertThat(ModuleFile.nameOf(Path.of("modules.dep"))).isEmpty();
        assertThat(ModuleFile.nameOf(Path.of("a-b.ko"))).contains("a_b");
    }

    private static OutputStream compressing(String name, OutputStream out) throws IOException {
        if (name.endsWith(".xz")) {
            return new XZOutputStream(out, new LZMA2Options());
        }
        if (name.endsWith(".zst")) {
            return new ZstdOutputStream(out);
        }
        return name.endsWith(".gz") ? new GZIPOutputStream(out) : out;
    }
}
