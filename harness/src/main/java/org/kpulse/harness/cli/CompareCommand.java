package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.ComparisonText;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two kernels from what is stored; boots nothing. */
@Command(name = "compare", description = "Compare two kernels over all their stored runs.")
final class CompareCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    Common common = new Common();

    @Parameters(index = "0", paramLabel = "BASE", description = "Reference or release of a kernel that was run.")
    String base = "";

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Likewise.")
    String candidate = "";

    @Option(names = "--platform", paramLabel = "NAME", description = "Only this platform.")
    @Nullable
    String platform;

    @Option(names = "--benchmark", paramLabel = "NAME", description = "Show only this benchmark.")
    @Nullable
    String benchmark;

    @Option(names = "--metric", paramLabel = "NAME", description = "Show only this metric of the benchmark.")
    @Nullable
    String metric;

    CompareCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            StoredKernels kernels = new StoredKernels(database);
            MetricFilter filter = new MetricFilter(Optional.ofNullable(benchmark), Optional.ofNullable(metric));
            KernelRow first = kernels.named(exact(base));
            KernelRow second = kernels.named(exact(candidate));
            if (first.id() == second.id()) {
                throw new UsageException("Both are " + first.ref()
                        + "; a kernel cannot be compared with itself over all its runs. An A/A experiment is: kpulse run --base "
                        + first.ref() + " --candidate " + first.ref());
            }
            Comparison comparison = context.comparison(database);
            List<PlatformComparison> found = new ArrayList<>();
            for (PlatformStore.PlatformRow each : platforms(database)) {
                found.add(comparison.ofKernels(each, first, second));
            }
            if (found.stream().allMatch(c -> c.metrics().isEmpty())) {
                throw new UsageException("No platform has finished runs of both " + first.ref() + " and " + second.ref()
                        + "; make some with: kpulse run --base " + first.ref() + " --candidate " + second.ref());
            }
            List<PlatformComparison> comparisons = filter.apply(found);
            if (common.json) {
                context.json(RunJson.of(first, second, comparisons));
            } else {
                StringBuilder text =
                        new StringBuilder("base       " + first.ref() + "\ncandidate  " + second.ref() + "\n");
                comparisons.forEach(c -> text.append(ComparisonText.of(c)));
                context.print(text.toString());
            }
            return Outcome.of(comparisons).exitCode();
        }
    }

    private List<PlatformStore.PlatformRow> platforms(Database database) {
        PlatformStore store = new PlatformStore(database);
        if (platform == null) {
            return Context.oldestFirst(store.list());
        }
        List<PlatformStore.PlatformRow> found = store.findByName(platform);
        if (found.isEmpty()) {
            List<String> known = store.list().stream()
                    .map(p -> p.platform().name())
                    .distinct()
                    .toList();
            throw new UsageException("Unknown platform \"" + platform + "\"; measured on: "
                    + (known.isEmpty() ? "none yet" : String.join(", ", known)) + ".");
        }
        return Context.oldestFirst(found);
    }

    /** {@code debian:latest} and {@code debian:previous} mean what apt offers now; all else is looked up as it is. */
    private String exact(String text) {
        return text.matches("debian:(latest|previous)")
                ? context.lab(common)
                        .kernels()
                        .resolve(text, context.progress(common))
                        .toString()
                : text;
    }
}
