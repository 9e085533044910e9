package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.ComparisonText;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.report.WhyText;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two kernels from what is stored; boots nothing. */
@Command(name = "compare", description = "Compare two kernels over all their stored runs.")
final class CompareCommand extends Leaf {

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
        super(context);
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            StoredKernels kernels = new StoredKernels(database);
            MetricFilter filter = new MetricFilter(Optional.ofNullable(benchmark), Optional.ofNullable(metric));
            KernelRow first = kernels.named(context.exact(base, common));
            KernelRow second = kernels.named(context.exact(candidate, common));
            if (first.id() == second.id()) {
                throw new UsageException("Both are " + first.ref()
                        + "; a kernel cannot be compared with itself over all its runs. An A/A experiment is: kpulse run --base "
                        + first.ref() + " --candidate " + first.ref());
            }
            Comparison comparison = context.comparison(database);
            List<PlatformComparison> found = new ArrayList<>();
            for (PlatformStore.PlatformRow each : new StoredPlatforms(database).named(Optional.ofNullable(platform))) {
                found.add(comparison.ofKernels(each, first, second));
            }
            if (found.stream().allMatch(c -> c.metrics().isEmpty())) {
                throw new UsageException("No platform has finished runs of both " + first.ref() + " and " + second.ref()
                        + "; make some with: kpulse run --base " + first.ref() + " --candidate " + second.ref());
            }
            List<PlatformComparison> comparisons = filter.apply(found);
            ProfileComparison profiles = new ProfileComparison(database);
            List<RunReport.PlatformPart> parts = comparisons.stream()
                    .map(c -> new RunReport.PlatformPart(c, List.of(), List.of(), profiles.of(c)))
                    .toList();
            if (common.json) {
                context.json(RunJson.of(first, second, parts));
            } else {
                StringBuilder text =
                        new StringBuilder("base       " + first.ref() + "\ncandidate  " + second.ref() + "\n");
                parts.forEach(part -> text.append(ComparisonText.of(part.comparison()))
                        .append(WhyText.brief(part.profiles(), part.comparison().metrics())));
                context.print(text.toString());
            }
            return Outcome.of(comparisons).exitCode();
        }
    }
}
