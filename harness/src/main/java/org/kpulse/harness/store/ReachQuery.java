package org.kpulse.harness.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which benchmarks execute which kernel functions, from the exact profiles of a kernel's newest runs. */
public final class ReachQuery {

    /** Complete profiles of a kernel's finished runs that ran what the newest of them ran. */
    private static final String RUNS = """
            WITH profiled AS (
                SELECT r.id, concat_ws('/', r.guest_image_sha256, r.bundle_sha256) AS ran
                FROM run r JOIN job j ON j.id = r.job_id JOIN run_profile p ON p.run_id = r.id
                WHERE j.kernel_id = ? AND r.state = 'FINISHED' AND p.missing IS NULL),
            chosen AS (SELECT id FROM profiled WHERE ran = (SELECT ran FROM profiled ORDER BY id DESC LIMIT 1)),
            total AS (
                SELECT benchmark, sum(iterations) AS iterations FROM profile_phase
                WHERE run_id IN (SELECT id FROM chosen) AND part = '' GROUP BY benchmark)
            """;

    private final Database database;

    public ReachQuery(Database database) {
        this.database = database;
    }

    /**
     * What a benchmark executes of a function in a typical iteration.
     *
     * @param calls of it
     * @param instructions in the function itself, callees not included
     */
    public record Reached(String benchmark, double calls, double instructions) {}

    /** The newest kernel that has a complete profile. */
    public Optional<KernelRow> newestKernel() {
        return database.read(jdbc -> jdbc.sql("""
                SELECT k.* FROM kernel k JOIN job j ON j.kernel_id = k.id JOIN run r ON r.job_id = j.id
                JOIN run_profile p ON p.run_id = r.id
                WHERE p.missing IS NULL AND r.state = 'FINISHED' ORDER BY k.id DESC LIMIT 1""").query(KernelRow::of).optional());
    }

    /** Benchmarks that were profiled on this kernel, with their iterations; none if it has no complete profile. */
    public SortedMap<String, Long> benchmarks(long kernelId) {
        return database.read(jdbc -> {
            SortedMap<String, Long> found = new TreeMap<>();
            jdbc.sql(RUNS + "SELECT benchmark, iterations FROM total")
                    .param(kernelId)
                    .query(row -> {
                        found.put(row.getString("benchmark"), row.getLong("iterations"));
                    });
            return found;
        });
    }

    /**
     * Benchmarks that execute each of these functions, by name of the function as in profiles; those that none executes are missing.
     *
     * @param functions names without module: {@code ext4_iget} finds {@code ext4_iget [ext4]}
     */
    public SortedMap<String, List<Reached>> of(long kernelId, Set<String> functions) {
        return database.read(jdbc -> {
            SortedMap<String, List<Reached>> found = new TreeMap<>();
            counts(jdbc, kernelId, functions)
                    .forEach(row -> found.computeIfAbsent(row.function(), f -> new ArrayList<>())
                            .add(row.reached()));
            return found;
        });
    }

    private record Row(String function, Reached reached) {}

    private static List<Row> counts(JdbcClient jdbc, long kernelId, Set<String> functions) {
        return jdbc.sql(RUNS + """
                SELECT f.name, s.benchmark, sum(c.calls)::float / t.iterations AS calls,
                    sum(c.instructions)::float / t.iterations AS instructions
                FROM kernel_function f JOIN profile_part p ON p.bucket = f.id / 32 AND p.run_id IN (SELECT id FROM chosen)
                CROSS JOIN LATERAL unnest(p.functions, p.phases, p.instructions, p.calls) AS c (function, phase, instructions, calls)
                JOIN profile_phase s ON s.run_id = p.run_id AND s.phase = c.phase AND s.part = ''
                JOIN total t ON t.benchmark = s.benchmark
                WHERE split_part(f.name, ' ', 1) = ANY (?::text[]) AND c.function = f.id
                GROUP BY f.name, s.benchmark, t.iterations ORDER BY f.name, instructions DESC, s.benchmark""")
                .param(kernelId)
                .param(functions.toArray(String[]::new))
                .query((row, number) -> new Row(
                        row.getString("name"),
                        new Reached(row.getString("benchmark"), row.getDouble("calls"), row.getDouble("instructions"))))
                .list();
    }

    /** Every function that a profiled benchmark of one of these kernels executed, as in profiles. */
    public Set<String> executed(List<Long> kernelIds) {
        return database.read(jdbc -> Set.copyOf(jdbc.sql("""
                SELECT f.name FROM kernel_function f WHERE f.id IN (
                    SELECT unnest(p.functions) FROM profile_part p JOIN run r ON r.id = p.run_id JOIN job j ON j.id = r.job_id
                    WHERE j.kernel_id = ANY (?::bigint[]))""")
                .param(PostgresText.array(kernelIds))
                .query(String.class)
                .list()));
    }
}
