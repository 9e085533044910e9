package org.kpulse.webapp.kcidb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.kcidb.Kcidb.Item;
import org.kpulse.webapp.reports.ReportSettings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One kernel in KCIDB's form: where it came from, its runs with what they measured, and the regressions that a person has judged. */
public final class KcidbExport {

    private static final int MOST_RUNS = 1000;

    private final Database database;
    private final ReportSettings settings;
    private final Kcidb document;

    /** @param origin name of the system that submits, of a-z, 0-9 and _ */
    public KcidbExport(Database database, ReportSettings settings, String origin) {
        this.database = database;
        this.settings = settings;
        this.document = new Kcidb(origin);
    }

    /**
     * The document, which can be written as JSON.
     *
     * @param kernel id
     */
    public Map<String, Object> of(long kernel) {
        String build = document.id("build", kernel);
        database.read(jdbc -> {
            kernel(jdbc, kernel, build);
            measured(jdbc, kernel, build);
            tested(jdbc, kernel, build);
            failed(jdbc, kernel, build);
            return true;
        });
        regressions(kernel, build);
        return document.document();
    }

    private void kernel(JdbcClient jdbc, long kernel, String build) {
        String checkout = document.id("kernel", kernel);
        jdbc.sql("SELECT * FROM kernel WHERE id = ?").param(kernel).query(row -> {
            String revision = text(row, "source_revision");
            Item source = new Item()
                    .with("comment", row.getString("ref"))
                    .with("git_commit_hash", revision.length() == 40 ? revision : "")
                    .with("start_time", moment(row, "first_seen_at"))
                    .with("valid", true);
            if (revision.isEmpty() || row.getArray("patches_sha256") == null) {
                source.with("misc", Map.of("packaged", true));
            } else if (((String[]) row.getArray("patches_sha256").getArray()).length == 0) {
                source.always("patchset_hash", "");
            }
            tree(row.getString("ref")).ifPresent(tree -> {
                source.with("tree_name", tree.name());
                if (tree.address().matches("https://[^\\s]+")) {
                    source.with("git_repository_url", tree.address());
                }
            });
            document.add("checkouts", checkout, source);
            Map<String, Object> hashes = new LinkedHashMap<>();
            hashes.put("image_sha256", row.getString("image_sha256"));
            hashes.put("config_sha256", text(row, "config_sha256"));
            document.add(
                    "builds",
                    build,
                    new Item()
                            .with("checkout_id", checkout)
                            .with("architecture", row.getString("architecture"))
                            .with("compiler", text(row, "compiler"))
                            .with("comment", row.getString("release"))
                            .with("start_time", moment(row, "first_seen_at"))
                            .with("status", "PASS")
                            .with("misc", hashes));
        });
    }

    /** What is known of a tree: its name, and its address if others can reach it. */
    private record Tree(String name, String address) {}

    private Optional<Tree> tree(String ref) {
        try {
            return KernelRef.parse(ref) instanceof KernelRef.Git git
                    ? settings.tree(git.tree()).map(known -> new Tree(known.name(), known.publicAddress()))
                    : Optional.empty();
        } catch (UsageException e) {
            return Optional.empty(); // a name from outside, which is shown and not understood
        }
    }

    private void measured(JdbcClient jdbc, long kernel, String build) {
        jdbc.sql("""
                SELECT r.id, r.started_at, p.name AS platform, p.kind, b.name AS benchmark, x.name AS metric, x.unit, m.metric_id, m.mean, m.n
                FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id JOIN run_metric m ON m.run_id = r.id
                JOIN metric x ON x.id = m.metric_id JOIN benchmark b ON b.id = x.benchmark_id
                WHERE r.id IN (SELECT r.id FROM run r JOIN job j ON j.id = r.job_id WHERE j.kernel_id = ? AND r.state = 'FINISHED'
                    ORDER BY r.id DESC LIMIT ?) ORDER BY r.id, m.metric_id""").params(kernel, MOST_RUNS).query(row -> {
            document.add(
                    "tests",
                    document.id("run", row.getLong("id") + "-" + row.getLong("metric_id")),
                    test(row, build, Kcidb.path(row.getString("benchmark"), row.getString("metric")), "DONE")
                            .with("number", Map.of("value", row.getDouble("mean"), "unit", row.getString("unit")))
                            .with("misc", Map.of("run", row.getLong("id"), "samples", row.getInt("n"))));
        });
    }

    private void tested(JdbcClient jdbc, long kernel, String build) {
        jdbc.sql("""
                SELECT r.id, r.started_at, p.name AS platform, p.kind, t.test_set, t.test, t.outcome, t.seconds, t.reason, t.output
                FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id JOIN test_result t ON t.run_id = r.id
                WHERE j.kernel_id = ? AND r.state <> 'INFRA_FAILED' ORDER BY r.id, t.test_set, t.test""").param(kernel).query(row -> {
            document.add(
                    "tests",
                    document.id(
                            "test", row.getLong("id") + "-" + row.getString("test_set") + "-" + row.getString("test")),
                    test(
                                    row,
                                    build,
                                    Kcidb.path(row.getString("test_set"), row.getString("test")),
                                    status(row.getString("outcome")))
                            .with("duration", row.getDouble("seconds"))
                            .with("comment", row.getString("reason"))
                            .excerpt(row.getString("output"))
                            .with("misc", Map.of("outcome", row.getString("outcome"))));
        });
    }

    private void failed(JdbcClient jdbc, long kernel, String build) {
        jdbc.sql("""
                SELECT r.id, r.started_at, p.name AS platform, p.kind, r.state, r.fault_code, r.fault_detail, r.console_tail
                FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                WHERE j.kernel_id = ? AND r.state <> 'FINISHED' ORDER BY r.id""").param(kernel).query(row -> {
            boolean kernels = row.getString("state").equals("KERNEL_FAILED");
            document.add(
                    "tests",
                    document.id("boot", row.getLong("id")),
                    test(row, build, "boot", kernels ? "FAIL" : "MISS")
                            .with("comment", row.getString("fault_code") + ": " + row.getString("fault_detail"))
                            .excerpt(kernels ? row.getString("console_tail") : ""));
        });
    }

    private static Item test(ResultSet row, String build, String path, String status) throws SQLException {
        return new Item()
                .with("build_id", build)
                .with("path", path)
                .with("status", status)
                .with("start_time", moment(row, "started_at"))
                .with(
                        "environment",
                        Map.of(
                                "comment",
                                row.getString("platform"),
                                "misc",
                                Map.of("measures", row.getString("kind"))));
    }

    /** Known limitations are no faults, and what gave no answer says nothing of the kernel. */
    private static String status(String outcome) {
        return switch (outcome) {
            case "PASS", "XPASS", "XFAIL" -> "PASS";
            case "FAIL" -> "FAIL";
            case "SKIP" -> "SKIP";
            default -> "ERROR";
        };
    }

    /** Those that a person called real, or false: others are nobody's business yet. */
    private void regressions(long kernel, String build) {
        RegressionStore store = new RegressionStore(database);
        List<Long> ids =
                database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ? ORDER BY id")
                        .param(kernel)
                        .query(Long.class)
                        .list());
        for (long id : ids) {
            HeldRegression held = store.held(id).orElseThrow();
            RegressionState state = held.row().state();
            boolean isReal = state == RegressionState.REPORTED
                    || state == RegressionState.FIXED_PENDING
                    || state == RegressionState.VERIFIED
                    || state == RegressionState.ACCEPTED;
            boolean isFalse = state == RegressionState.NOISE || state == RegressionState.INFRA;
            if (isReal || isFalse) {
                issue(held, build, isReal);
            }
        }
    }

    private void issue(HeldRegression held, String build, boolean isReal) {
        long id = held.row().id();
        String page = settings.page("/regressions/" + id);
        String issue = document.id("regression", id);
        document.add(
                "issues",
                issue,
                new Item()
                        .with("version", held.row().version())
                        .with("culprit", Map.of("code", isReal, "tool", false, "harness", false))
                        .with("report_url", page)
                        .with(
                                "comment",
                                String.format(
                                        Locale.ROOT,
                                        "%d metrics slower than in %s",
                                        held.metrics(),
                                        held.row().base()))
                        .with("misc", Map.of("state", held.row().state().word(), "impact", held.impact())));
        document.add(
                "incidents",
                document.id("incident", id),
                new Item()
                        .with("issue_id", issue)
                        .with("issue_version", held.row().version())
                        .with("build_id", build)
                        .with("present", isReal));
    }

    private static String moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toString();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }
}
