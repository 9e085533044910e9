package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.tests.TestTally;

/** Looks results of tests up. Those of runs that failed by a fault of ours are shown with their run and count nowhere else. */
public final class TestQuery {

    private static final String COUNTING = """
            FROM test_result t JOIN run r ON r.id = t.run_id AND r.state <> 'INFRA_FAILED'
            JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id JOIN platform p ON p.id = j.platform_id
            """;

    private final Database database;

    public TestQuery(Database database) {
        this.database = database;
    }

    /**
     * A test on a platform.
     *
     * @param platform its name
     * @param set the test set's name
     * @param test its name within the set
     */
    public record Key(String platform, String set, String test) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = platform.compareTo(other.platform);
            order = order != 0 ? order : set.compareTo(other.set);
            return order != 0 ? order : test.compareTo(other.test);
        }
    }

    /**
     * The latest result of a test.
     *
     * @param run its id
     * @param started when that began
     * @param kernel exact reference
     */
    public record Latest(TestResult result, long run, Instant started, String kernel, String platform) {}

    /**
     * All boots of a test on one kernel.
     *
     * @param key which test where
     * @param kernelId in the database
     * @param kernel exact reference
     * @param release what the kernel calls itself
     * @param tally how the boots ended
     * @param reason of the newest boot in which it failed, empty text if there is none
     */
    public record OnKernel(Key key, long kernelId, String kernel, String release, TestTally tally, String reason) {}

    /** All results of a run, by set and test. */
    public List<TestResult> ofRun(long run) {
        return database.read(jdbc -> jdbc.sql("SELECT t.* FROM test_result t WHERE t.run_id = ?"
                        + " ORDER BY t.test_set COLLATE \"C\", t.test COLLATE \"C\"")
                .param(run)
                .query((row, number) -> result(row))
                .list());
    }

    /** The latest result of every test, by set and test; of one set if it is named. */
    public List<Latest> latest(Optional<String> set) {
        return database.read(jdbc -> jdbc.sql("SELECT DISTINCT ON (t.test_set COLLATE \"C\", t.test COLLATE \"C\")"
                        + " t.*, r.started_at, k.ref, p.name AS platform " + COUNTING
                        + "WHERE CAST(? AS text) IS NULL OR t.test_set = ?"
                        + " ORDER BY t.test_set COLLATE \"C\", t.test COLLATE \"C\", r.started_at DESC, r.id DESC")
                .param(set.orElse(null))
                .param(set.orElse(null))
                .query((row, number) -> new Latest(
                        result(row),
                        row.getLong("run_id"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getString("ref"),
                        row.getString("platform")))
                .list());
    }

    /** A test on every kernel and platform it ran on, kernels in the order they were first stored. */
    public List<OnKernel> history(String test) {
        return counted("t.test = ?", List.of(test));
    }

    /** The same of the test of one set: tests of two sets may have one name. */
    public List<OnKernel> history(String set, String test) {
        return counted("t.test_set = ? AND t.test = ?", List.of(set, test));
    }

    /** Every test of a kernel, on every platform. */
    public Map<Key, OnKernel> ofKernel(long kernelId) {
        return byKey(counted("k.id = ?", List.of(kernelId)));
    }

    /** Every test of one side of an experiment. */
    public Map<Key, OnKernel> ofExperiment(long experiment, Role role) {
        return byKey(counted("j.experiment_id = ? AND j.role = ?", List.of(experiment, role.label())));
    }

    /** The results of a test in the attempts at a boot that count, in order. */
    public List<TestResult> ofBoot(long job, int boot, String set, String test) {
        return database.read(jdbc -> jdbc.sql("SELECT t.* " + COUNTING
                        + "WHERE r.job_id = ? AND r.boot = ? AND t.test_set = ? AND t.test = ? ORDER BY r.attempt")
                .params(job, boot, set, test)
                .query((row, number) -> result(row))
                .list());
    }

    private static Map<Key, OnKernel> byKey(List<OnKernel> all) {
        Map<Key, OnKernel> map = new TreeMap<>();
        all.forEach(each -> map.put(each.key(), each));
        return map;
    }

    private record Group(Key key, long kernelId) {}

    private static final class Sum {
        private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        private String kernel = "";
        private String release = "";
        private String reason = "";
    }

    private List<OnKernel> counted(String condition, List<Object> values) {
        Map<Group, Sum> sums = new LinkedHashMap<>();
        database.read(jdbc -> {
            jdbc.sql(
                            "SELECT t.test_set, t.test, t.outcome, t.reason, k.id AS kernel_id, k.ref, k.release, p.name AS platform "
                                    + COUNTING + "WHERE " + condition
                                    + " ORDER BY p.id, k.id, t.test_set COLLATE \"C\", t.test COLLATE \"C\", r.started_at, r.id")
                    .params(values)
                    .query(row -> {
                        Key key = new Key(row.getString("platform"), row.getString("test_set"), row.getString("test"));
                        Sum sum = sums.computeIfAbsent(new Group(key, row.getLong("kernel_id")), group -> new Sum());
                        Outcome outcome = Outcome.valueOf(row.getString("outcome"));
                        sum.counts.merge(outcome, 1, Integer::sum);
                        sum.kernel = row.getString("ref");
                        sum.release = row.getString("release");
                        if (outcome.failed()) {
                            sum.reason = row.getString("reason");
                        }
                    });
            return true;
        });
        List<OnKernel> all = new ArrayList<>();
        sums.forEach((group, sum) -> all.add(new OnKernel(
                group.key(), group.kernelId(), sum.kernel, sum.release, new TestTally(sum.counts), sum.reason)));
        return all;
    }

    private static TestResult result(ResultSet row) throws SQLException {
        return new TestResult(
                row.getString("test_set"),
                row.getString("test"),
                Outcome.valueOf(row.getString("outcome")),
                row.getDouble("seconds"),
                row.getString("reason"),
                row.getString("output"));
    }
}
