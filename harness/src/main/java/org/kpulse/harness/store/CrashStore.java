package org.kpulse.harness.store;

import static org.kpulse.harness.store.PostgresText.storable;

import java.util.List;
import java.util.OptionalInt;
import org.kpulse.harness.crash.Consequences;
import org.kpulse.harness.crash.Crash;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the crashes of a run, in the run's transaction. */
final class CrashStore {

    private CrashStore() {}

    static void save(JdbcClient jdbc, long run, List<Crash> crashes) {
        for (int position = 0; position < crashes.size(); position++) {
            Crash crash = crashes.get(position);
            OptionalInt follows = Consequences.follows(crashes, position);
            jdbc.sql("INSERT INTO crash (run_id, position, class, signature, title, trace, follows)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            run,
                            position,
                            crash.kind().word(),
                            storable(crash.signature()),
                            storable(crash.title()),
                            storable(String.join("\n", crash.trace())))
                    .param(follows.isPresent() ? (Integer) follows.getAsInt() : null)
                    .update();
        }
    }
}
