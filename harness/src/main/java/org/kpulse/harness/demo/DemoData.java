package org.kpulse.harness.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.index.Weights;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.BulkStore;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.kpulse.harness.store.RegressionReconciler;

/** Writes a made-up history into an empty database: all of it or, after a kill, nothing. */
public final class DemoData {

    private static final int METRICS_OF_A_BENCHMARK = 3;
    private static final int BLOCK = 50;
    private static final int LINE = 100;
    private static final Duration APART = Duration.ofHours(6);

    private final Database database;
    private final BulkStore store;
    private final DemoSize size;
    private final Instant newest;

    /** The newest kernel is of now. */
    public DemoData(Database database, DemoSize size, Clock clock) {
        this.database = database;
        this.store = new BulkStore(database);
        this.size = size;
        this.newest = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Writes it.
     *
     * @throws UsageException if the database has kernels: made-up values must never be among real ones
     */
    public void write(Progress progress) {
        if (!store.fill(() -> new Writing().all(progress))) {
            throw new UsageException(
                    "This database has kernels already, and made-up values must not be among real ones;"
                            + " name an empty state directory: KPULSE_HOME=DIRECTORY kpulse demo-data");
        }
        RegressionReconciler.reconcile(database);
    }

    /** One writing, with the ids that it gives. */
    private final class Writing {

        private final DemoRows rows = new DemoRows();
        private final List<PlatformRow> platforms = new ArrayList<>();
        private final List<DemoMetric> metrics = new ArrayList<>();
        private final long suite;
        private final List<DemoCalls> calls = new ArrayList<>();
        private final List<DemoCalls.Boots> before = new ArrayList<>();
        private final List<DemoCalls.Boots> first = new ArrayList<>();
        private long jobs;
        private long runs;
        private long comparisons;

        Writing() {
            PlatformStore machines = new PlatformStore(database);
            for (int p = 0; p < size.platforms(); p++) {
                Platform platform = platform(p);
                platforms.add(new PlatformRow(machines.save(platform), platform));
            }
            this.suite = suite();
            for (PlatformRow platform : platforms) {
                calls.add(new DemoCalls(
                        platform,
                        metrics,
                        Weights.byRule(),
                        counts(platform) ? ComparisonRules.forInstructions() : ComparisonRules.forTime()));
            }
        }

        private static boolean counts(PlatformRow platform) {
            return platform.platform().kind() == Platform.Kind.INSTRUCTIONS;
        }

        private static Platform platform(int number) {
            Platform.Kind kind = number % 2 == 0 ? Platform.Kind.TIME : Platform.Kind.INSTRUCTIONS;
            String name = "demo-" + kind.label() + (number < 2 ? "" : "-" + (number / 2 + 1));
            return new Platform(name, kind, Architecture.X86_64, "tcg", number % 2 == 0 ? 2 : 1, 1024, "made up");
        }

        /** Fills {@link #metrics}. */
        private long suite() {
            BenchmarkStore recipes = new BenchmarkStore(database);
            List<Long> benchmarks = new ArrayList<>();
            while (metrics.size() < size.metrics()) {
                int number = benchmarks.size();
                String name = "demo-" + (number + 1);
                List<BenchmarkRow.MetricRow> own = List.of(
                                new BenchmarkRow.MetricRow("latency", "us", Direction.LOWER_IS_BETTER),
                                new BenchmarkRow.MetricRow("throughput", "ops/s", Direction.HIGHER_IS_BETTER),
                                new BenchmarkRow.MetricRow("time", "s", Direction.LOWER_IS_BETTER))
                        .subList(0, Math.min(METRICS_OF_A_BENCHMARK, size.metrics() - metrics.size()));
                long id = recipes.save(new BenchmarkRow(name, Sha256.ofText("made-up recipe of " + name), own));
                benchmarks.add(id);
                own.forEach(each -> metrics.add(new DemoMetric(
                        store.metric(id, each.name()),
                        number,
                        new MetricKey(name, each.name()),
                        each.unit(),
                        each.direction())));
            }
            return recipes.saveSuite("demo", benchmarks);
        }

        void all(Progress progress) {
            boolean[] instructions = new boolean[platforms.size()];
            for (int p = 0; p < instructions.length; p++) {
                instructions[p] = counts(platforms.get(p));
            }
            DemoWalk walk = new DemoWalk(size.seed(), metrics, instructions);
            for (int k = 0; k < size.kernels(); k++) {
                walk.step();
                kernel(k, walk);
                if ((k + 1) % BLOCK == 0 || k + 1 == size.kernels()) {
                    copy();
                    progress.of(k + 1, size.kernels(), "demo-data: kernels written");
                }
            }
            for (PlatformRow platform : platforms) {
                new PlatformStore(database)
                        .setBaseline(platform.id(), first.get(0).kernel().id(), "the first of its line");
            }
        }

        private void kernel(int number, DemoWalk walk) {
            long id = number + 1L;
            String version = "6." + (1 + number / LINE) + "." + number % LINE;
            Instant seen = newest.minus(APART.multipliedBy(size.kernels() - 1L - number));
            rows.kernel(id, version, seen);
            KernelRow row = new KernelRow(
                    id,
                    "demo:" + version,
                    version,
                    Architecture.X86_64,
                    "0".repeat(64),
                    Optional.empty(),
                    Optional.empty());
            for (int p = 0; p < platforms.size(); p++) {
                Instant from = seen.plusSeconds(600L * p);
                rows.job(++jobs, id, platforms.get(p), suite, size.boots(), from);
                List<double[]> values = new ArrayList<>();
                for (int boot = 0; boot < size.boots(); boot++) {
                    double[] measured = walk.boot(p);
                    values.add(measured);
                    rows.run(++runs, jobs, boot, platforms.get(p).platform(), from.plusSeconds(60L * boot));
                    for (int m = 0; m < measured.length; m++) {
                        rows.sample(runs, metrics.get(m).id(), measured[m]);
                    }
                }
                DemoCalls.Boots boots = new DemoCalls.Boots(row, values);
                compare(p, boots, from.plusSeconds(60L * size.boots()));
                calls.get(p).learn(boots);
            }
        }

        /** With the kernel before it; with the first of its line too, of which only the index is kept. */
        private void compare(int platform, DemoCalls.Boots boots, Instant at) {
            boolean opensLine = (boots.kernel().id() - 1) % LINE == 0;
            if (boots.kernel().id() == 1) {
                before.add(boots);
                first.add(boots);
                return;
            }
            rows.comparison(++comparisons, calls.get(platform).judge(before.get(platform), boots), at);
            before.set(platform, boots);
            if (opensLine) {
                first.set(platform, boots);
            } else {
                rows.comparison(++comparisons, indexOf(calls.get(platform).judge(first.get(platform), boots)), at);
            }
        }

        private static ComparisonRow indexOf(ComparisonRow row) {
            return new ComparisonRow(
                    row.experimentId(),
                    row.platformId(),
                    row.baseKernelId(),
                    row.candidateKernelId(),
                    row.ruleVersion(),
                    row.index(),
                    List.of());
        }

        private void copy() {
            for (DemoRows.Kind kind : DemoRows.Kind.values()) {
                store.copy(kind.columns(), rows.take(kind));
            }
        }
    }
}
