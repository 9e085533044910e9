package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.Explanation.Grouping;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.WhyJson;
import org.kpulse.harness.report.WhySvg;
import org.kpulse.harness.report.WhyText;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.ProfileQuery.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which kernel functions moved between two kernels; boots nothing. */
@Command(
        name = "why",
        description =
                "Say which kernel functions moved between two kernels, from the exact profiles of their stored runs.")
final class WhyCommand extends Leaf {

    @Parameters(index = "0", paramLabel = "BASE", description = "Reference or release of a kernel that was run.")
    String base = "";

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Likewise.")
    String candidate = "";

    @Option(names = "--platform", paramLabel = "NAME", description = "Only this platform.")
    @Nullable
    String platform;

    @Option(names = "--benchmark", paramLabel = "NAME", description = "Only this benchmark.")
    @Nullable
    String benchmark;

    /** What the numbers are of. */
    enum By {
        function(Optional.empty()),
        file(Optional.of(Grouping.FILE)),
        subsystem(Optional.of(Grouping.SUBSYSTEM));

        private final Optional<Grouping> grouping;

        By(Optional<Grouping> grouping) {
            this.grouping = grouping;
        }
    }

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "Tell it by ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    By by = By.function;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description =
                    "Draw it too: which subsystems, or functions where files are not known, grew and which shrank.")
    @Nullable
    Path svg;

    @Option(
            names = "--functions",
            paramLabel = "N",
            description = "Most rows shown of a benchmark or part (default ${DEFAULT-VALUE}; --json has all).")
    int functions = 10;

    WhyCommand(Context context) {
        super(context);
    }

    private record Found(
            PlatformStore.PlatformRow platform,
            Map<Phase, Explanation> phases,
            int unsettled,
            List<MetricComparison> metrics) {}

    @Override
    public Integer call() {
        if (functions < 1) {
            throw new UsageException("--functions must be 1 or more, not " + functions + ".");
        }
        try (Database database = context.database(common)) {
            StoredKernels kernels = new StoredKernels(database);
            KernelRow first = kernels.named(context.exact(base, common));
            KernelRow second = kernels.named(context.exact(candidate, common));
            if (first.id() == second.id()) {
                throw new UsageException("Both are " + first.ref() + "; nothing moved between a kernel and itself.");
            }
            ProfileComparison profiles = new ProfileComparison(database);
            List<Found> found = new ArrayList<>();
            for (PlatformStore.PlatformRow each : new StoredPlatforms(database).named(Optional.ofNullable(platform))) {
                Map<Phase, Explanation> phases = profiles.ofKernels(each.id(), first, second);
                if (!phases.isEmpty()) {
                    Map<Phase, Explanation> chosen = chosen(phases);
                    List<MetricComparison> metrics = context.comparison(database)
                            .ofKernels(each, first, second)
                            .metrics();
                    Map<Phase, Explanation> settled = ProfileComparison.settled(chosen, metrics);
                    found.add(new Found(each, settled, chosen.size() - settled.size(), metrics));
                }
            }
            if (found.isEmpty()) {
                throw new UsageException(
                        "No platform has exact profiles of both " + first.ref() + " and " + second.ref()
                                + " with one guest image and job bundle; runs on a platform that counts instructions make them:"
                                + " kpulse run --base " + first.ref() + " --candidate " + second.ref());
            }
            if (svg != null) {
                draw(svg, first, second, found);
            }
            if (common.json) {
                context.json(json(first, second, found));
            } else {
                context.print(text(first, second, found));
            }
            return 0;
        }
    }

    private static void draw(Path file, KernelRow first, KernelRow second, List<Found> found) {
        Map<String, Map<Phase, Explanation>> platforms = new LinkedHashMap<>();
        found.forEach(each -> platforms.put(each.platform().platform().name(), each.phases()));
        String picture = WhySvg.of(first.ref(), second.ref(), platforms);
        Path absolute = file.toAbsolutePath();
        Path partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
        try {
            Files.writeString(partial, picture);
            Files.move(partial, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UsageException("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private Map<Phase, Explanation> chosen(Map<Phase, Explanation> phases) {
        if (benchmark == null) {
            return phases;
        }
        Map<Phase, Explanation> chosen = new LinkedHashMap<>(phases);
        chosen.keySet().removeIf(phase -> !phase.benchmark().equals(benchmark));
        if (chosen.isEmpty()) {
            List<String> known =
                    phases.keySet().stream().map(Phase::benchmark).distinct().toList();
            throw new UsageException(
                    "No benchmark \"" + benchmark + "\" was profiled; there are: " + String.join(", ", known) + ".");
        }
        return chosen;
    }

    private String text(KernelRow first, KernelRow second, List<Found> found) {
        StringBuilder text = new StringBuilder("base       " + first.ref() + "\ncandidate  " + second.ref() + "\n");
        for (Found each : found) {
            text.append('\n').append(each.platform().platform().name()).append('\n');
            text.append(WhyText.of(each.phases(), each.metrics(), by.grouping, functions));
            if (each.unsettled() > 0) {
                text.append("  ")
                        .append(each.unsettled())
                        .append(each.unsettled() == 1 ? " phase" : " phases")
                        .append(
                                " not explained: the metric is INCONCLUSIVE, and what chance may do to it it does to functions too\n");
            }
        }
        return text.toString();
    }

    private Map<String, Object> json(KernelRow first, KernelRow second, List<Found> found) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("base", first.ref());
        object.put("candidate", second.ref());
        List<Map<String, Object>> platforms = new ArrayList<>();
        for (Found each : found) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("platform", each.platform().platform().name());
            one.put("phases", WhyJson.phases(each.phases(), by.grouping));
            one.put("phases_inconclusive", each.unsettled());
            platforms.add(one);
        }
        object.put("platforms", platforms);
        return object;
    }
}
