package org.kpulse.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelOptions;
import org.kpulse.harness.state.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configurations of kernels, by the hash of the file. */
public final class KernelConfigStore {

    /** Larger ones are not kept, bytes. Debian's have 270,000. */
    private static final long MOST = 4 << 20;

    private final Database database;

    public KernelConfigStore(Database database) {
        this.database = database;
    }

    /** Stores that of a kernel, if its file is there and what its hash says. */
    static void save(JdbcClient jdbc, Kernel kernel) {
        Optional<Path> file = kernel.config();
        if (file.isEmpty()) {
            return;
        }
        String sha256 = kernel.configSha256().orElseThrow();
        boolean there = jdbc.sql("SELECT EXISTS (SELECT 1 FROM kernel_config WHERE sha256 = ?)")
                .param(sha256)
                .query(Boolean.class)
                .single();
        if (!there) {
            content(file.get(), sha256)
                    .ifPresent(content -> jdbc.sql(
                                    "INSERT INTO kernel_config (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING")
                            .params(sha256, content)
                            .update());
        }
    }

    private static Optional<String> content(Path file, String sha256) {
        try {
            if (Files.size(file) > MOST || !Sha256.ofFile(file).equals(sha256)) {
                return Optional.empty();
            }
            return Optional.of(
                    Files.readString(file, StandardCharsets.ISO_8859_1).replace("\0", ""));
        } catch (IOException e) {
            throw new InfraException("Cannot read the configuration " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** That with this hash; empty if it was never stored. */
    public Optional<KernelOptions> find(String sha256) {
        return database.read(jdbc -> jdbc.sql("SELECT content FROM kernel_config WHERE sha256 = ?")
                        .param(sha256)
                        .query(String.class)
                        .optional())
                .map(KernelOptions::parse);
    }
}
