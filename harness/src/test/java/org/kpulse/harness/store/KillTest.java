package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores runs is killed with -9 at random points; what it stored is complete. */
@ExtendWith(PostgresExtension.class)
class KillTest {

    private static final int KILLS = 4;
    private static final int METRICS = 200;
    private static final int ITERATIONS = 5;

    /** The process that is killed: stores boots 0, 1, 2, ... of a job and prints each once it is stored. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) {
            DatabaseSettings settings = new DatabaseSettings(
                    Optional.of(arguments[0]),
                    Optional.of(arguments[1]),
                    Optional.of(arguments[2]),
                    Duration.ofSeconds(5));
            try (Database database = PostgresExtension.reopen(settings)) {
                StoreFixture fixture = new StoreFixture(database, 0, 0, 0, 0, METRICS);
                for (int boot = 0; boot < 100_000; boot++) {
                    new RunStore(database).save(fixture.finished(Long.parseLong(arguments[3]), boot, ITERATIONS));
                    System.out.println("stored " + boot);
                }
            }
        }
    }

    @TempDir
    Path directory;

    @Test
    void everyRunIsStoredWholeOrNotAtAll(Database database) throws IOException, InterruptedException {
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            long job = StoreFixture.in(database, 'f', METRICS)
                    .experiment("{}")
                    .get(0)
                    .id();
            int acknowledged = killAfter(database, job, 3 + random.nextInt(10), random.nextInt(3_000_000));
            Stored stored = stored(database, job);
            assertThat(stored.runs()).isBetween((long) acknowledged, acknowledged + 1L);
            assertThat(stored.samples()).isEqualTo(stored.runs() * METRICS * ITERATIONS);
            assertThat(stored.steps()).isEqualTo(2 * stored.runs());
        }
    }

    private record Stored(long runs, long samples, long steps) {}

    /** One query, one moment: the server may still be committing for the dead. */
    private static Stored stored(Database database, long job) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT count(*) AS runs,
                            coalesce(sum((SELECT count(*) FROM sample s WHERE s.run_id = r.id)), 0) AS samples,
                            coalesce(sum((SELECT count(*) FROM step s WHERE s.run_id = r.id)), 0) AS steps
                        FROM run r WHERE r.job_id = ?""")
                .param(job)
                .query((row, number) -> new Stored(row.getLong("runs"), row.getLong("samples"), row.getLong("steps")))
                .single());
    }

    /** How many runs the victim said it had stored before it was killed. It says so in a file, which no kill can cut short. */
    private int killAfter(Database database, long job, int runs, int nanos) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said", ".txt");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        database.url(),
                        database.user().orElseThrow(),
                        database.password().orElseThrow(),
                        String.valueOf(job))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
        try {
            while (victim.isAlive() && stored(said) < runs) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.NANOSECONDS.sleep(nanos); // where in the next run it dies
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return stored(said);
    }

    private static int stored(Path said) throws IOException {
        return (int) Files.readString(said)
                .lines()
                .filter(line -> line.startsWith("stored "))
                .count();
    }
}
