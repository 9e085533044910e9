package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;

/** Platforms, their machines and their baselines. A platform is all of its properties, not only its name. */
public final class PlatformStore {

    private final Database database;

    public PlatformStore(Database database) {
        this.database = database;
    }

    /**
     * A stored platform.
     *
     * @param id in the database
     * @param platform what it is
     */
    public record PlatformRow(long id, Platform platform) {

        static PlatformRow of(ResultSet row, int number) throws SQLException {
            return new PlatformRow(
                    row.getLong("id"),
                    new Platform(
                            row.getString("name"),
                            Platform.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                            Architecture.of(row.getString("architecture")),
                            row.getString("acceleration"),
                            row.getInt("cpus"),
                            row.getInt("memory_mib"),
                            row.getString("processor")));
        }
    }

    /** The id of this platform, stored now if it was not. */
    public long save(Platform platform) {
        Object[] values = {
            platform.name(),
            platform.kind().label(),
            platform.architecture().kernelName(),
            platform.acceleration(),
            platform.cpus(),
            platform.memoryMib(),
            platform.processor()
        };
        return database.write(jdbc -> {
            jdbc.sql("""
                    INSERT INTO platform (name, kind, architecture, acceleration, cpus, memory_mib, processor)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""").params(values).update();
            return jdbc.sql("""
                    SELECT id FROM platform WHERE (name, kind, architecture, acceleration, cpus, memory_mib, processor)
                    = (?, ?, ?, ?, ?, ?, ?)""").params(values).query(Long.class).single();
        });
    }

    /** The id of this machine of a platform, stored now if it was not. */
    public long saveMachine(long platformId, String name) {
        return database.write(jdbc -> {
            jdbc.sql("INSERT INTO machine (platform_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(platformId, name)
                    .update();
            return jdbc.sql("SELECT id FROM machine WHERE platform_id = ? AND name = ?")
                    .params(platformId, name)
                    .query(Long.class)
                    .single();
        });
    }

    /** All platforms of this name, newest first: more than one when the host or the emulator changed. */
    public List<PlatformRow> findByName(String name) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM platform WHERE name = ? ORDER BY id DESC")
                .param(name)
                .query(PlatformRow::of)
                .list());
    }

    /** All platforms, newest first. */
    public List<PlatformRow> list() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM platform ORDER BY id DESC")
                .query(PlatformRow::of)
                .list());
    }

    /** From now on the platform's series are compared with this kernel; what was before stays as history. */
    public void setBaseline(long platformId, long kernelId, String reason) {
        database.write(jdbc -> jdbc.sql("INSERT INTO baseline (platform_id, kernel_id, reason) VALUES (?, ?, ?)")
                .params(platformId, kernelId, reason)
                .update());
    }

    /** The id of the kernel the platform's series are compared with. */
    public Optional<Long> baseline(long platformId) {
        return database.read(
                jdbc -> jdbc.sql("SELECT kernel_id FROM baseline WHERE platform_id = ? ORDER BY id DESC LIMIT 1")
                        .param(platformId)
                        .query(Long.class)
                        .optional());
    }
}
