package org.kpulse.harness.store;

import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;

/**
 * Measures the store: {@code main} prints samples a second, the time to read what {@code compare} of two kernels needs, and both again for the
 * other layout that was thought of (one row a sample). Not a test; docs/database.md says how to run it.
 */
public final class StoreBenchmark {

    private static final int METRICS = 1000;
    private static final int BOOTS = 10;
    private static final int ITERATIONS = 10;
    private static final int SAMPLES = 2 * METRICS * BOOTS * ITERATIONS;
    private static final double GOAL_PER_SECOND = 50_000;
    private static final int REPETITIONS = 7;

    private StoreBenchmark() {}

    /** Takes the state directory of the database; a fresh temporary one without. */
    public static void main(String[] arguments) throws Exception {
        Path root = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("store-benchmark");
        StateDirectory state = new StateDirectory(root);
        if (arguments.length > 1) {
            fresh(state);
            return;
        }
        print("first start: unpack, initdb, start, migrate", seconds(() -> open(state)));
        print("later start: start, connect, check schema", seconds(() -> open(state)));
        try (Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent())) {
            print("attach to a running server, connect, check schema", seconds(() -> open(state)));
            StoreFixture fixture = StoreFixture.in(database, 'b', METRICS);
            List<Double> saving = new ArrayList<>();
            List<Double> savingRows = new ArrayList<>();
            database.template()
                    .execute(
                            "CREATE TABLE IF NOT EXISTS row_a_sample (run_id bigint NOT NULL, metric_id bigint NOT NULL,"
                                    + " iteration integer NOT NULL, value double precision NOT NULL CHECK (value >= 0 AND value < 'Infinity'),"
                                    + " PRIMARY KEY (run_id, metric_id, iteration))");
            for (int i = 0; i < REPETITIONS; i++) {
                List<JobStore.JobRow> jobs = fixture.experiment("{\"repetition\": " + i + "}");
                saving.add(SAMPLES / seconds(() -> save(database, fixture, jobs)));
                database.template().execute("TRUNCATE row_a_sample");
                savingRows.add(SAMPLES / seconds(() -> saveRows(database)));
            }
            database.template().execute("VACUUM ANALYZE");
            rate("store, one row a run and metric", saving);
            rate("store, one row a sample", savingRows);
            read(database, fixture);
            for (int i = 0; i < 3; i++) {
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                                StoreBenchmark.class.getName(),
                                root.toString(),
                                "fresh")
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        }
    }

    /** In a JVM of its own, while the server runs. */
    private static void fresh(StateDirectory state) {
        try (Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent())) {
            print(
                    "fresh JVM: seconds until the database is open",
                    ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
            ExperimentStore.ExperimentRow newest =
                    new ExperimentStore(database).list(1).get(0);
            long platform =
                    new JobStore(database).ofExperiment(newest.id()).get(0).platformId();
            print(
                    "fresh JVM: first read for compare",
                    seconds(() -> new SampleQuery(database).ofExperiment(newest.id(), platform)));
            print(
                    "fresh JVM: seconds until all was read",
                    ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        }
    }

    private static void read(Database database, StoreFixture fixture) {
        long experiment = new ExperimentStore(database).list(1).get(0).id();
        SampleQuery query = new SampleQuery(database);
        print(
                "read for compare, first time in this JVM",
                seconds(() -> query.ofExperiment(experiment, fixture.platform())));
        List<Double> reading = new ArrayList<>();
        List<Double> readingRows = new ArrayList<>();
        for (int i = 0; i < REPETITIONS; i++) {
            reading.add(seconds(() -> query.ofExperiment(experiment, fixture.platform())));
            readingRows.add(seconds(() -> database.template()
                    .query(
                            "SELECT run_id, metric_id, iteration, value FROM row_a_sample ORDER BY 1, 2, 3",
                            (row, n) -> row.getDouble(4) + row.getInt(3) + row.getLong(2) + row.getLong(1))));
        }
        print("read for compare, one row a run and metric (median)", median(reading));
        print("read as much, one row a sample (median)", median(readingRows));
        print("bytes a sample, one row a run and metric", size(database, "run_metric") / SAMPLES / REPETITIONS);
        print("bytes a sample, one row a sample", size(database, "row_a_sample") / SAMPLES);
    }

    private static Object open(StateDirectory state) {
        Database.open(DatabaseSettings.embedded(), state, Progress.silent()).close();
        return state;
    }

    private static Object save(Database database, StoreFixture fixture, List<JobStore.JobRow> jobs) {
        RunStore store = new RunStore(database);
        for (JobStore.JobRow job : jobs) {
            for (int boot = 0; boot < BOOTS; boot++) {
                store.save(fixture.finished(job.id(), boot, ITERATIONS));
            }
        }
        return store;
    }

    private static Object saveRows(Database database) {
        for (int run = 0; run < 2 * BOOTS; run++) {
            StringBuilder rows = new StringBuilder();
            for (int metric = 0; metric < METRICS; metric++) {
                for (int i = 0; i < ITERATIONS; i++) {
                    rows.append(run)
                            .append('\t')
                            .append(metric)
                            .append('\t')
                            .append(i)
                            .append('\t');
                    rows.append(1 + metric + i / 1000.0 + run / 7.0).append('\n');
                }
            }
            database.write(jdbc -> database.template().execute((ConnectionCallback<Object>) connection -> {
                try {
                    return connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY row_a_sample FROM STDIN", new StringReader(rows.toString()));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        return database;
    }

    private static double size(Database database, String table) {
        return database.read(jdbc -> jdbc.sql("SELECT pg_total_relation_size(?::regclass)")
                .param(table)
                .query(Double.class)
                .single());
    }

    private static double seconds(Supplier<?> work) {
        long begun = System.nanoTime();
        Objects.requireNonNull(work.get());
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void rate(String what, List<Double> perSecond) {
        double median = median(perSecond);
        System.out.printf(
                Locale.ROOT,
                "%-55s %10.0f samples/s, %.1f times the goal of 50,000/s; all: %s%n",
                what,
                median,
                median / GOAL_PER_SECOND,
                Arrays.toString(perSecond.stream().mapToLong(Math::round).toArray()));
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "%-55s %10.3f%n", what, value);
    }
}
