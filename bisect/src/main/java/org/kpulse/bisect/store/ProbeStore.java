package org.kpulse.bisect.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;

/** Probes of bisections, as {@link BisectionStore#decide} wanted them. Every method is one transaction. */
public final class ProbeStore {

    private final Database database;

    public ProbeStore(Database database) {
        this.database = database;
    }

    /** The probes of a bisection, in the order they were wanted; those that are not over too. */
    public List<ProbeRow> list(long bisection) {
        return lists(List.of(bisection)).getOrDefault(bisection, List.of());
    }

    /** Those of several, by bisection; one without any is not in it. */
    public Map<Long, List<ProbeRow>> lists(Collection<Long> bisections) {
        Map<Long, List<ProbeRow>> lists = new LinkedHashMap<>();
        record Of(long bisection, ProbeRow probe) {}
        database.read(jdbc -> jdbc.sql(
                                "SELECT * FROM probe WHERE bisection_id = ANY (?) ORDER BY bisection_id, decision, step")
                        .param(bisections.toArray(Long[]::new))
                        .query((row, number) -> new Of(row.getLong("bisection_id"), Rows.probe(row, number)))
                        .list())
                .forEach(of -> lists.computeIfAbsent(of.bisection(), id -> new ArrayList<>())
                        .add(of.probe()));
        return lists;
    }

    /**
     * Gives a probe that was built its job. Its first boot goes on behind those of all probes of the same binary on this platform.
     *
     * @param code hash of the binary's loadable sections
     */
    public ProbeRow placed(ProbeRow probe, String code, long job) {
        return database.write(jdbc -> {
            jdbc.sql("""
                    UPDATE probe SET code_sha256 = ?, job_id = ?, first_boot = (
                        SELECT coalesce(max(p.first_boot + p.runs_wanted), 0) FROM probe p
                        WHERE p.bisection_id = probe.bisection_id AND p.platform = probe.platform AND p.code_sha256 = ?)
                    WHERE id = ? AND job_id IS NULL""").params(code, job, code, probe.id()).update();
            return jdbc.sql("SELECT * FROM probe WHERE id = ?")
                    .param(probe.id())
                    .query(Rows::probe)
                    .single();
        });
    }

    /** Ends a probe with its samples. */
    public void measured(long probe, List<Double> samples, double buildSeconds, double runSeconds) {
        end(
                probe,
                "MEASURED",
                null,
                samples.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")),
                new double[] {buildSeconds, runSeconds});
    }

    /** Ends a probe of a commit that cannot be tested. */
    public void skipped(long probe, String reason, double buildSeconds, double runSeconds) {
        end(probe, "SKIPPED", reason, null, new double[] {buildSeconds, runSeconds});
    }

    /** Ends a probe by a fault of ours. */
    public void infra(long probe, String fault, double buildSeconds, double runSeconds) {
        end(probe, "INFRA", fault, null, new double[] {buildSeconds, runSeconds});
    }

    private void end(long probe, String state, @Nullable String reason, @Nullable String samples, double[] seconds) {
        database.write(jdbc -> jdbc.sql("""
                UPDATE probe SET state = ?, reason = ?, samples = ?::double precision[], build_seconds = ?, run_seconds = ?,
                    ended_at = now() WHERE id = ? AND state = 'OPEN'""")
                .params(state)
                .param(reason == null ? null : Rows.storable(reason))
                .param(samples)
                .params(seconds[0], seconds[1], probe)
                .update());
    }
}
