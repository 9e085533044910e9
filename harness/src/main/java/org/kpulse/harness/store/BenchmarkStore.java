package org.kpulse.harness.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.kpulse.harness.fault.InfraException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Benchmarks with their metrics, and suites, each in all its versions. */
public final class BenchmarkStore {

    private final Database database;

    public BenchmarkStore(Database database) {
        this.database = database;
    }

    /** The id of this version of a benchmark, stored now with its metrics if it was not. */
    public long save(BenchmarkRow benchmark) {
        return database.write(jdbc -> {
            jdbc.sql("INSERT INTO benchmark (name, recipe_sha256) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(benchmark.name(), benchmark.recipeSha256())
                    .update();
            long id = jdbc.sql("SELECT id FROM benchmark WHERE name = ? AND recipe_sha256 = ?")
                    .params(benchmark.name(), benchmark.recipeSha256())
                    .query(Long.class)
                    .single();
            benchmark.metrics().forEach(metric -> saveMetric(jdbc, id, benchmark.name(), metric));
            return id;
        });
    }

    /** A metric that is there must be the same: another unit under one recipe hash would mix what cannot be mixed. */
    private static void saveMetric(JdbcClient jdbc, long benchmarkId, String benchmark, BenchmarkRow.MetricRow metric) {
        jdbc.sql("INSERT INTO metric (benchmark_id, name, unit, direction) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        benchmarkId,
                        metric.name(),
                        metric.unit(),
                        metric.direction().label())
                .update();
        boolean same = jdbc.sql("SELECT (unit, direction) = (?, ?) FROM metric WHERE benchmark_id = ? AND name = ?")
                .params(metric.unit(), metric.direction().label(), benchmarkId, metric.name())
                .query(Boolean.class)
                .single();
        if (!same) {
            throw new InfraException("Metric " + benchmark + "/" + metric.name()
                    + " is stored with another unit or direction under the same recipe hash.");
        }
    }

    /** The id of a suite of these stored benchmarks in this order, stored now if it was not. */
    public long saveSuite(String name, List<Long> benchmarkIds) {
        String sha256 = sha256(benchmarkIds.toString());
        return database.write(jdbc -> {
            int added = jdbc.sql("INSERT INTO suite (name, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(name, sha256)
                    .update();
            long id = jdbc.sql("SELECT id FROM suite WHERE name = ? AND sha256 = ?")
                    .params(name, sha256)
                    .query(Long.class)
                    .single();
            for (int position = 0; added > 0 && position < benchmarkIds.size(); position++) {
                jdbc.sql("INSERT INTO suite_benchmark (suite_id, position, benchmark_id) VALUES (?, ?, ?)")
                        .params(id, position, benchmarkIds.get(position))
                        .update();
            }
            return id;
        });
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
