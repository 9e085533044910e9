package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.state.Sha256;

@ExtendWith(PostgresExtension.class)
class KernelConfigStoreTest {

    @TempDir
    Path directory;

    private final Database database;
    private final KernelConfigStore configs;
    private final KernelStore kernels;

    KernelConfigStoreTest(Database database) {
        this.database = database;
        configs = new KernelConfigStore(database);
        kernels = new KernelStore(database);
    }

    @Test
    void aKernelIsStoredWithItsConfigurationEachOnce() throws IOException {
        String text = "CONFIG_HZ=250\n# \u00fc\0\n";
        Files.writeString(directory.resolve("config"), text);

        long first = kernels.save(kernel("config:1", Sha256.ofText(text)));
        long second = kernels.save(kernel("config:2", Sha256.ofText(text)));

        assertThat(first).isNotEqualTo(second);
        assertThat(configs.find(Sha256.ofText(text)).orElseThrow().options()).isEqualTo(Map.of("HZ", "250"));
        assertThat(stored(Sha256.ofText(text))).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotWhatItsHashSaysIsNotStored() throws IOException {
        String expected = Sha256.ofText("CONFIG_HZ=100\n");
        Files.writeString(directory.resolve("config"), "CONFIG_HZ=300\n");

        kernels.save(kernel("config:3", expected));

        assertThat(configs.find(expected)).isEmpty();
    }

    @Test
    void aKernelWithoutAConfigurationIsStoredWithout() {
        assertThat(kernels.save(kernel("config:4", Sha256.ofText("gone")))).isPositive();
        assertThat(configs.find(Sha256.ofText("gone"))).isEmpty();
    }

    @Test
    void whatIsStoredStays() throws IOException {
        String text = "CONFIG_SMP=y\n";
        Files.writeString(directory.resolve("config"), text);
        kernels.save(kernel("config:5", Sha256.ofText(text)));

        assertThatThrownBy(() -> database.write(
                        jdbc -> jdbc.sql("DELETE FROM kernel_config").update()))
                .hasMessageContaining("kernel_config");
    }

    private int stored(String sha256) {
        return database.<Integer>read(jdbc -> jdbc.sql("SELECT count(*) FROM kernel_config WHERE sha256 = ?")
                .param(sha256)
                .query(Integer.class)
                .single());
    }

    private Kernel kernel(String ref, String configSha256) {
        return new Kernel(
                ref,
                "6.1",
                Architecture.X86_64,
                directory.resolve("vmlinuz"),
                Sha256.ofText(ref),
                Optional.empty(),
                Optional.of(configSha256),
                Optional.empty());
    }
}
