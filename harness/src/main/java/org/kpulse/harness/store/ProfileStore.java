package org.kpulse.harness.store;

import java.util.Map;
import java.util.Objects;
import org.kpulse.harness.profile.RunProfile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the exact profile of a run, in the run's transaction. */
final class ProfileStore {

    private final Database database;
    private final JdbcClient jdbc;

    ProfileStore(Database database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    void save(long run, RunProfile profile) {
        jdbc.sql("INSERT INTO run_profile (run_id, missing) VALUES (?, ?)")
                .param(run)
                .param(profile.missing().map(PostgresText::storable).orElse(null))
                .update();
        Map<String, Integer> ids = FunctionNames.ids(jdbc, ProfileRows.names(profile));
        Copy.into(
                database,
                "COPY profile_phase (run_id, phase, benchmark, part, iterations, user_instructions, unknown_instructions)"
                        + " FROM STDIN",
                ProfileRows.phases(run, profile));
        Copy.into(
                database,
                "COPY profile_part (run_id, bucket, functions, phases, instructions, calls) FROM STDIN",
                ProfileRows.parts(run, profile, name -> Objects.requireNonNull(ids.get(name))));
    }
}
