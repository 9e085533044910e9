package org.kpulse.harness.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.FunctionCount;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exact profiles of runs. */
public final class ProfileQuery {

    private final Database database;

    public ProfileQuery(Database database) {
        this.database = database;
    }

    /** A benchmark, or the part of it that one metric measures ({@code part} is its name, else empty). */
    public record Phase(String benchmark, String part) implements Comparable<Phase> {
        @Override
        public int compareTo(Phase other) {
            return Comparator.comparing(Phase::benchmark)
                    .thenComparing(Phase::part)
                    .compare(this, other);
        }

        /** As people read it: {@code syscall-latency/stat}. */
        @Override
        public String toString() {
            return part.isEmpty() ? benchmark : benchmark + "/" + part;
        }
    }

    /** The boots of both kernels that executed a phase. */
    public record Sides(List<BootProfile> base, List<BootProfile> candidate) {}

    /** The profile of one run: whether it is complete, and its phases. */
    public record OfRun(Optional<String> missing, SortedMap<Phase, BootProfile> phases) {}

    /** The profile of a run; empty if it has none. */
    public Optional<OfRun> ofRun(long runId) {
        return database.read(jdbc -> jdbc.sql("SELECT coalesce(missing, '') FROM run_profile WHERE run_id = ?")
                .param(runId)
                .query(String.class)
                .optional()
                .map(missing -> new OfRun(
                        Optional.of(missing).filter(m -> !m.isEmpty()),
                        profiles(jdbc, List.of(runId)).getOrDefault(runId, new TreeMap<>()))));
    }

    /**
     * Complete profiles of finished runs of two different kernels on one platform, by phase; only phases that both executed. The
     * runs are those of the newest guest image, bundle, command line and emulator that both kernels ran with; of one seed the newest.
     */
    public SortedMap<Phase, Sides> ofKernels(long platformId, long baseKernelId, long candidateKernelId) {
        return database.read(jdbc -> {
            Map<Long, Long> kernels = new TreeMap<>();
            jdbc.sql("""
                    WITH profiled AS (
                        SELECT r.id, j.kernel_id, r.seed, concat_ws('/', r.guest_image_sha256, r.bundle_sha256,
                            md5(r.kernel_command_line), r.machine_version) AS provenance
                        FROM run r JOIN job j ON j.id = r.job_id JOIN run_profile p ON p.run_id = r.id
                        WHERE j.platform_id = ? AND j.kernel_id IN (?, ?) AND r.state = 'FINISHED' AND p.missing IS NULL),
                    shared AS (
                        SELECT provenance FROM profiled GROUP BY provenance HAVING count(DISTINCT kernel_id) = 2
                        ORDER BY max(id) DESC LIMIT 1)
                    SELECT DISTINCT ON (kernel_id, seed) id, kernel_id FROM profiled JOIN shared USING (provenance)
                    ORDER BY kernel_id, seed, id DESC""").params(platformId, baseKernelId, candidateKernelId).query(row -> {
                kernels.put(row.getLong("id"), row.getLong("kernel_id"));
            });
            SortedMap<Phase, Sides> phases = new TreeMap<>();
            profiles(jdbc, List.copyOf(kernels.keySet()))
                    .forEach((run, profile) -> profile.forEach((phase, boot) -> {
                        Sides sides =
                                phases.computeIfAbsent(phase, p -> new Sides(new ArrayList<>(), new ArrayList<>()));
                        boolean isBase = Objects.equals(kernels.get(run), baseKernelId);
                        (isBase ? sides.base() : sides.candidate()).add(boot);
                    }));
            phases.values().removeIf(s -> s.base().isEmpty() || s.candidate().isEmpty());
            return phases;
        });
    }

    private record Head(Phase phase, int iterations, long user, long unknown) {}

    private Map<Long, SortedMap<Phase, BootProfile>> profiles(JdbcClient jdbc, List<Long> runs) {
        String ids = PostgresText.array(runs);
        Map<Long, Map<Integer, Head>> heads = new TreeMap<>();
        jdbc.sql("SELECT * FROM profile_phase WHERE run_id = ANY (?::bigint[])")
                .param(ids)
                .query(row -> {
                    heads.computeIfAbsent(row.getLong("run_id"), run -> new HashMap<>())
                            .put(row.getInt("phase"), head(row));
                });
        Map<Integer, String> names = names(jdbc);
        Map<Long, Map<Integer, Map<String, FunctionCount>>> counts = new HashMap<>();
        database.template().execute((ConnectionCallback<Boolean>) connection -> {
            BinaryRows.read(
                    connection,
                    "SELECT run_id, functions, phases, instructions, calls FROM profile_part WHERE run_id = ANY ('"
                            + ids + "'::bigint[])",
                    row -> add(row, names, counts));
            return true;
        });
        Map<Long, SortedMap<Phase, BootProfile>> profiles = new TreeMap<>();
        heads.forEach((run, phases) ->
                phases.forEach((number, head) -> profiles.computeIfAbsent(run, r -> new TreeMap<>())
                        .put(
                                head.phase(),
                                new BootProfile(
                                        "run " + run,
                                        head.iterations(),
                                        head.user(),
                                        head.unknown(),
                                        counts.getOrDefault(run, Map.of()).getOrDefault(number, Map.of())))));
        return profiles;
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                new Phase(row.getString("benchmark"), row.getString("part")),
                row.getInt("iterations"),
                row.getLong("user_instructions"),
                row.getLong("unknown_instructions"));
    }

    /** All of them: they are as many as functions were ever executed, and cheaper to read than the lists of these runs are to unpack. */
    private static Map<Integer, String> names(JdbcClient jdbc) {
        Map<Integer, String> names = new HashMap<>();
        jdbc.sql("SELECT id, name FROM kernel_function").query(row -> {
            names.put(row.getInt("id"), row.getString("name"));
        });
        return names;
    }

    private static void add(
            ByteBuffer row, Map<Integer, String> names, Map<Long, Map<Integer, Map<String, FunctionCount>>> counts) {
        Map<Integer, Map<String, FunctionCount>> run =
                counts.computeIfAbsent(BinaryRows.integer(row), id -> new HashMap<>());
        long[] functions = BinaryRows.integers(row);
        long[] phases = BinaryRows.integers(row);
        long[] instructions = BinaryRows.integers(row);
        long[] calls = BinaryRows.integers(row);
        for (int i = 0; i < functions.length; i++) {
            run.computeIfAbsent((int) phases[i], phase -> new HashMap<>())
                    .put(
                            Objects.requireNonNull(names.get((int) functions[i])),
                            new FunctionCount(instructions[i], calls[i]));
        }
    }
}
