package org.kpulse.webapp.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.demo.DemoData;
import org.kpulse.harness.demo.DemoSize;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.CanaryNights;
import org.kpulse.webapp.History;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportSettings;

/** A page of each kind, by name, with something on it. */
final class Shown {

    private static final int KERNELS = 120;
    private static final int NIGHTS = 12;

    private Shown() {}

    static Map<String, String> in(Database database) {
        new DemoData(database, new DemoSize(KERNELS, 30, 2, 4, 11), Clock.systemUTC()).write(Progress.silent());
        History history = new History(database, "qemu-instructions", Platform.Kind.INSTRUCTIONS);
        long kernel = history.measured("git:linus#v6.12", 10, 10.1, 10.2);
        long crashed = history.save(
                new RunSlot(history.job(kernel), 0, 0, 7),
                Optional.of(new KernelFault(KernelFault.Kind.PANIC, "Kernel panic - not syncing")),
                List.of(),
                List.of());
        long profiled = history.save(
                new RunSlot(history.job(kernel), 1, 0, 8),
                Optional.empty(),
                List.of(),
                List.of(new TestResult(
                        "fsystest",
                        "signals/peeksiginfo",
                        TestResult.Outcome.FAIL,
                        0.5,
                        "exit code 1",
                        "got 0, not 3")));
        new Drafting(database, new ReportSettings("", "", List.of(), List.of(), Map.of()))
                .regression(1, "demo", List.of());
        for (int night = 0; night < NIGHTS; night++) {
            CanaryNights.stored(
                    database,
                    history,
                    "worker-1",
                    "debian:6.1.0-50-cloud-amd64",
                    Instant.now().minus(Duration.ofDays(NIGHTS - night)),
                    night == NIGHTS - 1 ? 2.1 : 2 + night % 3 / 1000.0);
        }
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("inbox", "/");
        pages.put("kernels", "/kernels");
        pages.put("kernel", "/kernels/" + KERNELS);
        pages.put("ask", "/compare");
        pages.put("compare", "/compare?base=" + changed(database) + "&platform=demo-time&show=all");
        pages.put("all-series", "/series");
        pages.put("series", "/series/" + slower(database) + "/demo-time");
        pages.put("regressions", "/regressions");
        pages.put("regression", "/regressions/1");
        pages.put("reports", "/reports");
        pages.put("report", "/reports/1");
        pages.put("index", "/index");
        pages.put("runs", "/runs");
        pages.put("run", "/runs/" + KERNELS);
        pages.put("crash", "/runs/" + crashed);
        pages.put("profile", "/runs/" + profiled);
        pages.put("tests", "/tests");
        pages.put("test", "/tests/fsystest/signals/peeksiginfo");
        pages.put("bisections", "/bisections");
        pages.put("queue", "/queue");
        pages.put("status", "/status");
        pages.put("machines", "/machines");
        pages.put("benchmarks", "/benchmarks");
        pages.put("benchmark", "/benchmarks/syscall-latency");
        pages.put("error-rate", "/about/error-rate");
        pages.put("sign-in", "/login");
        return pages;
    }

    /** Base and candidate of the newest comparison in which something got slower. */
    private static String changed(Database database) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.base_kernel_id || '&candidate=' || c.candidate_kernel_id FROM comparison c
                        JOIN comparison_metric m ON m.comparison_id = c.id WHERE m.verdict = 'REGRESSION'
                        GROUP BY c.id ORDER BY count(*) DESC, c.id DESC LIMIT 1""").query(String.class).single());
    }

    /** The metric that got slower most. */
    private static String slower(Database database) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT b.name || '/' || x.name FROM comparison_metric m JOIN metric x ON x.id = m.metric_id
                        JOIN benchmark b ON b.id = x.benchmark_id WHERE m.verdict = 'REGRESSION' AND x.name = 'latency'
                        ORDER BY m.change_percent DESC LIMIT 1""").query(String.class).single());
    }
}
