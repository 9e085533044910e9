package org.kpulse.harness.store;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.kernel.BuiltFrom;
import org.kpulse.harness.kernel.Kernel;

/** Kernels. Two are the same when reference and image hash are. */
public final class KernelStore {

    private final Database database;

    public KernelStore(Database database) {
        this.database = database;
    }

    /** The id of this kernel, stored now if it was not, with its configuration. */
    public long save(Kernel kernel) {
        return database.write(jdbc -> {
            KernelConfigStore.save(jdbc, kernel);
            Optional<BuiltFrom> built = kernel.built();
            jdbc.sql("""
                    INSERT INTO kernel (ref, release, architecture, image_sha256, config_sha256, version,
                        identity_sha256, source_revision, patches_sha256, compiler, layout, code_sha256)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ref, image_sha256) DO NOTHING""")
                    .params(
                            kernel.ref(),
                            kernel.release(),
                            kernel.architecture().kernelName(),
                            kernel.imageSha256())
                    .param(kernel.configSha256().orElse(null))
                    .param(kernel.version().orElse(null))
                    .param(built.map(BuiltFrom::identity).orElse(null))
                    .param(built.map(BuiltFrom::revision).orElse(null))
                    .param(built.map(b -> b.patchesSha256().toArray(String[]::new))
                            .orElse(null))
                    .param(built.map(BuiltFrom::compiler).orElse(null))
                    .param(built.map(BuiltFrom::layout).orElse(null))
                    .param(built.flatMap(BuiltFrom::codeSha256).orElse(null))
                    .update();
            return jdbc.sql("SELECT id FROM kernel WHERE ref = ? AND image_sha256 = ?")
                    .params(kernel.ref(), kernel.imageSha256())
                    .query(Long.class)
                    .single();
        });
    }

    /** The kernel with this id. */
    public Optional<KernelRow> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id = ?")
                .param(id)
                .query(KernelRow::of)
                .optional());
    }

    /** All kernels of one reference, newest first: more than one when its image changed. */
    public List<KernelRow> findByRef(String ref) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE ref = ? ORDER BY id DESC")
                .param(ref)
                .query(KernelRow::of)
                .list());
    }

    /** All kernels, newest first. */
    public List<KernelRow> list() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel ORDER BY id DESC")
                .query(KernelRow::of)
                .list());
    }
}
