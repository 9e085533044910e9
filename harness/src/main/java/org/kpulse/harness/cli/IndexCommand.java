package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The index of every kernel that was run, per platform. */
@Command(
        name = "index",
        description = "Print the weighted geometric-mean index of every stored kernel against the platform's baseline.")
final class IndexCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    Common common = new Common();

    @Option(
            names = "--set-baseline",
            paramLabel = "KERNEL",
            description = "From now on compare every platform's kernels with this one; the history is kept.")
    @Nullable
    String baseline;

    IndexCommand(Context context) {
        this.context = context;
    }

    private record Line(
            PlatformStore.PlatformRow platform, KernelRow kernel, boolean isBaseline, PlatformComparison comparison) {}

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            PlatformStore platforms = new PlatformStore(database);
            if (baseline != null) {
                long id = new StoredKernels(database).named(baseline).id();
                platforms.list().forEach(p -> platforms.setBaseline(p.id(), id, "set by a person"));
            }
            List<Line> lines = lines(database, platforms);
            if (lines.isEmpty()) {
                throw new UsageException("No kernel was run yet; start with: kpulse run");
            }
            if (common.json) {
                context.json(lines.stream().map(IndexCommand::json).toList());
            } else {
                context.print(text(lines));
            }
            return 0;
        }
    }

    private List<Line> lines(Database database, PlatformStore platforms) {
        KernelStore store = new KernelStore(database);
        Comparison comparison = context.comparison(database);
        List<Line> lines = new ArrayList<>();
        for (PlatformStore.PlatformRow platform : Context.oldestFirst(platforms.list())) {
            KernelRow base =
                    platforms.baseline(platform.id()).flatMap(store::find).orElse(null);
            if (base == null) {
                continue;
            }
            for (KernelRow kernel : store.list()) {
                if (kernel.id() == base.id()) {
                    lines.add(new Line(
                            platform,
                            kernel,
                            true,
                            new PlatformComparison(
                                    platform.platform(),
                                    base,
                                    base,
                                    List.of(),
                                    List.of(),
                                    Optional.empty(),
                                    List.of())));
                    continue;
                }
                PlatformComparison found = comparison.ofKernels(platform, base, kernel);
                if (found.index().isPresent()) {
                    lines.add(new Line(platform, kernel, false, found));
                }
            }
        }
        return lines;
    }

    private static String text(List<Line> lines) {
        Table table = new Table(2, "platform", "kernel", "index", "95 % CI", "metrics");
        for (Line line : lines) {
            String name = line.platform().platform().name();
            if (line.isBaseline()) {
                table.row(name, line.kernel().ref(), "100", "baseline", "");
                continue;
            }
            PerformanceIndex index = line.comparison().index().orElseThrow();
            table.row(
                    name,
                    line.kernel().ref(),
                    String.format(Locale.ROOT, "%.2f", index.value()),
                    index.interval()
                            .map(i -> String.format(Locale.ROOT, "[%.2f, %.2f]", i.low(), i.high()))
                            .orElse("-"),
                    Integer.toString(index.contributions().size()));
        }
        return table.text();
    }

    private static Map<String, @Nullable Object> json(Line line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", line.platform().platform().name());
        object.put("kernel", line.kernel().ref());
        object.put("baseline", line.comparison().base().ref());
        object.put(
                "index",
                line.isBaseline()
                        ? (Object) 100
                        : line.comparison().index().orElseThrow().value());
        object.put(
                "ci95",
                line.comparison()
                        .index()
                        .flatMap(PerformanceIndex::interval)
                        .map(i -> List.of(i.low(), i.high()))
                        .orElse(null));
        return object;
    }
}
