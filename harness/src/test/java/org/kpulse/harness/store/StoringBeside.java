package org.kpulse.harness.store;

import java.nio.file.Path;
import java.time.Duration;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

/** Stores runs of 1,000 samples one after another for some time, beside whatever else uses the database; prints samples a second. */
public final class StoringBeside {

    private static final int METRICS = 100;
    private static final int ITERATIONS = 10;

    private StoringBeside() {}

    /** Takes the state directory and the seconds. */
    public static void main(String[] arguments) {
        StateDirectory state = new StateDirectory(Path.of(arguments[0]));
        long time = Duration.ofSeconds(Long.parseLong(arguments[1])).toNanos();
        try (Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent())) {
            StoreFixture fixture = StoreFixture.in(database, 'b', METRICS);
            long job = fixture.experiment("{\"beside\": " + System.nanoTime() + "}")
                    .get(0)
                    .id();
            RunStore store = new RunStore(database);
            long from = System.nanoTime();
            int boot = 0;
            while (System.nanoTime() - from < time) {
                store.save(fixture.finished(job, boot++, ITERATIONS));
            }
            System.out.printf("%.0f%n", (double) boot * METRICS * ITERATIONS / ((System.nanoTime() - from) / 1e9));
        }
    }
}
