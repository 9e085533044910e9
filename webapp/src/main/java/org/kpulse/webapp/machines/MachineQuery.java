package org.kpulse.webapp.machines;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.springframework.stereotype.Component;

/** Platforms and machines with what ran on them. */
@Component
class MachineQuery {

    private final Database database;

    MachineQuery(Database database) {
        this.database = database;
    }

    /** A platform with the kernel that its series are compared with, if one was set, and what ran on it. */
    record OnPlatform(long id, Platform platform, Optional<Baseline> baseline, Ran ran) {}

    /** A kernel. */
    record Baseline(long id, String ref) {}

    /** A machine of a platform, and what ran on it. */
    record OnMachine(long platformId, String platform, String machine, Ran ran) {}

    /**
     * Runs.
     *
     * @param last the newest, however old
     * @param runs of the last 24 hours by the database's clock
     * @param kernelFaults of these, those that kernels' faults ended
     * @param ourFaults of these, those that faults of ours ended
     */
    record Ran(Optional<LastRun> last, int runs, int kernelFaults, int ourFaults) {}

    /** A run. */
    record LastRun(long run, Instant started, String state) {}

    List<OnPlatform> platforms() {
        PlatformStore store = new PlatformStore(database);
        KernelStore kernels = new KernelStore(database);
        Map<Long, Ran> ran = new HashMap<>();
        database.read(jdbc -> {
            jdbc.sql("""
                    SELECT p.id, l.*, d.* FROM platform p
                    LEFT JOIN LATERAL (SELECT r.id AS run, r.started_at, r.state FROM run r JOIN job j ON j.id = r.job_id
                        WHERE j.platform_id = p.id ORDER BY r.started_at DESC, r.id DESC LIMIT 1) l ON true
                    LEFT JOIN (SELECT j.platform_id, count(*) AS runs,
                            count(*) FILTER (WHERE r.state = 'KERNEL_FAILED') AS kernel_faults,
                            count(*) FILTER (WHERE r.state = 'INFRA_FAILED') AS our_faults
                        FROM run r JOIN job j ON j.id = r.job_id WHERE r.started_at > now() - interval '24 hours'
                        GROUP BY j.platform_id) d ON d.platform_id = p.id""").query(row -> {
                ran.put(row.getLong("id"), ran(row));
            });
            return true;
        });
        return store.list().stream()
                .map(row -> new OnPlatform(
                        row.id(),
                        row.platform(),
                        store.baseline(row.id()).flatMap(kernels::find).map(k -> new Baseline(k.id(), k.ref())),
                        ran.getOrDefault(row.id(), new Ran(Optional.empty(), 0, 0, 0))))
                .toList();
    }

    /** Those that runs name. */
    List<OnMachine> machines() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT p.id AS platform_id, p.name AS platform, m.name AS machine, l.*, d.*
                        FROM machine m JOIN platform p ON p.id = m.platform_id
                        LEFT JOIN LATERAL (SELECT r.id AS run, r.started_at, r.state FROM run r WHERE r.machine_id = m.id
                            ORDER BY r.started_at DESC, r.id DESC LIMIT 1) l ON true
                        LEFT JOIN (SELECT machine_id, count(*) AS runs,
                                count(*) FILTER (WHERE state = 'KERNEL_FAILED') AS kernel_faults,
                                count(*) FILTER (WHERE state = 'INFRA_FAILED') AS our_faults
                            FROM run WHERE started_at > now() - interval '24 hours' GROUP BY machine_id) d ON d.machine_id = m.id
                        ORDER BY l.started_at DESC NULLS LAST, m.id LIMIT 1000""")
                .query((row, number) -> new OnMachine(
                        row.getLong("platform_id"), row.getString("platform"), row.getString("machine"), ran(row)))
                .list());
    }

    private static Ran ran(ResultSet row) throws SQLException {
        Optional<OffsetDateTime> started = Optional.ofNullable(row.getObject("started_at", OffsetDateTime.class));
        long run = row.getLong("run");
        String state = String.valueOf(row.getString("state"));
        return new Ran(
                started.map(at -> new LastRun(run, at.toInstant(), state)),
                row.getInt("runs"),
                row.getInt("kernel_faults"),
                row.getInt("our_faults"));
    }
}
