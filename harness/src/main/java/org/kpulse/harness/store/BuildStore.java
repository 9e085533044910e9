package org.kpulse.harness.store;

import org.kpulse.harness.build.BuildRecord;

/** Compilations, each stored once. */
public final class BuildStore {

    private final Database database;

    public BuildStore(Database database) {
        this.database = database;
    }

    /** Stores a build unless it is there. */
    public void save(BuildRecord build) {
        BuildRecord.Failure failure = build.failure();
        database.write(jdbc -> jdbc.sql("""
                INSERT INTO build (key, ref, source_revision, patches_sha256, compiler, layout, sandboxed, started_at, seconds,
                    incremental, compiled, config_sha256, image_sha256, blame, fault_kind, fault_detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, started_at) DO NOTHING""")
                .params(build.key(), build.ref(), build.source().revision())
                .param(build.source().patchesSha256().toArray(String[]::new))
                .params(
                        build.source().compiler(),
                        build.source().layout(),
                        build.source().sandboxed())
                .params(
                        PostgresText.timestamp(build.work().started()),
                        build.work().seconds())
                .params(build.work().incremental(), build.work().compiled())
                .param(build.configSha256())
                .param(build.imageSha256())
                .param(failure == null ? null : failure.blame().name())
                .param(failure == null ? null : failure.kind())
                .param(failure == null ? null : PostgresText.storable(failure.detail()))
                .update());
    }
}
