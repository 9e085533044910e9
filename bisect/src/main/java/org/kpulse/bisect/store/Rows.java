package org.kpulse.bisect.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Probe;

/** From the database's rows to records. */
final class Rows {

    private Rows() {}

    static BisectionRow bisection(ResultSet row, int number) throws SQLException {
        double seconds = row.getDouble("budget_seconds");
        OptionalDouble budget = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(seconds);
        int boots = row.getInt("budget_boots");
        OptionalInt most = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(boots);
        String benchmark = row.getString("benchmark");
        Wanted wanted = Wanted.of(row.getString("symptom"), benchmark, row.getString("metric"));
        BisectionRequest request = new BisectionRequest(
                row.getString("tree"),
                texts(row.getArray("good")),
                row.getString("bad"),
                wanted,
                new BisectionRequest.Where(texts(row.getArray("platforms")), texts(row.getArray("reported"))),
                new BisectionRequest.Terms(
                        row.getDouble("confidence"), row.getDouble("claim"), row.getBoolean("weighted"), budget, most));
        return new BisectionRow(
                row.getLong("id"),
                request,
                row.getInt("platform_at") - 1,
                BisectionState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("outcome")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static ProbeRow probe(ResultSet row, int number) throws SQLException {
        long job = row.getLong("job_id");
        OptionalLong ofJob = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(job);
        int first = row.getInt("first_boot");
        OptionalInt firstBoot = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(first);
        return new ProbeRow(
                row.getLong("id"),
                row.getInt("decision"),
                row.getString("platform"),
                row.getInt("commit_number"),
                Probe.Purpose.valueOf(row.getString("purpose")),
                row.getInt("layout"),
                row.getInt("runs_wanted"),
                ofJob,
                firstBoot,
                outcome(row),
                row.getString("code_sha256"),
                row.getDouble("build_seconds"),
                row.getDouble("run_seconds"));
    }

    private static Optional<Probe.Outcome> outcome(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "MEASURED" ->
                Optional.of(new Probe.Measured(
                        List.of((Double[]) row.getArray("samples").getArray())));
            case "SKIPPED" -> Optional.of(new Probe.Skipped(row.getString("reason")));
            case "INFRA" -> Optional.of(new Probe.Infra(row.getString("reason")));
            default -> Optional.empty();
        };
    }

    static DecisionRow decision(ResultSet row, int number) throws SQLException {
        return new DecisionRow(
                row.getInt("position"),
                row.getInt("probes"),
                row.getString("why"),
                row.getInt("best"),
                row.getDouble("best_share"),
                row.getDouble("entropy"),
                List.of((Float[]) row.getArray("posterior").getArray()),
                Optional.ofNullable(row.getString("answer")),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static int[] integers(Array array) throws SQLException {
        return Arrays.stream((Integer[]) array.getArray()).mapToInt(i -> i).toArray();
    }

    static String array(int[] values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Without what PostgreSQL cannot hold. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
