package org.kpulse.harness.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.index.Contribution;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.platform.Platform;

/** A platform's comparison as text: the table of metrics, what was decided, and the index with who moved it. */
public final class ComparisonText {

    private static final int MOVERS = 3;
    private static final List<Verdict> ORDER =
            List.of(Verdict.REGRESSION, Verdict.IMPROVEMENT, Verdict.INCONCLUSIVE, Verdict.NO_CHANGE);

    private ComparisonText() {}

    /** All of it, ending in a line break. */
    public static String of(PlatformComparison comparison) {
        StringBuilder text = new StringBuilder(heading(comparison.platform()));
        comparison
                .provenanceWarnings()
                .forEach(w -> text.append("  warning: ").append(w).append('\n'));
        if (comparison.metrics().isEmpty()) {
            return text.append("  no metric was measured on both kernels\n").toString();
        }
        text.append(indent(table(comparison.metrics())));
        text.append(hint(comparison.metrics()));
        text.append("  ").append(counts(comparison.metrics())).append('\n');
        comparison.index().ifPresent(index -> text.append("  ").append(index(index, comparison)));
        if (!comparison.missing().isEmpty()) {
            String names = comparison.missing().stream().map(Object::toString).collect(Collectors.joining(", "));
            text.append("  measured on one kernel only: ").append(names).append('\n');
        }
        return text.toString();
    }

    private static String heading(Platform platform) {
        String what = platform.kind() == Platform.Kind.TIME
                ? "wall-clock time"
                : "executed instructions (1 ns = 1 instruction), deterministic, replicates are seeds";
        return String.format(
                Locale.ROOT,
                "%n%s: %s; %s, %d CPU%s, %d MiB%n",
                platform.name(),
                what,
                platform.acceleration(),
                platform.cpus(),
                platform.cpus() == 1 ? "" : "s",
                platform.memoryMib());
    }

    private static String table(List<MetricComparison> metrics) {
        Table table = Table.withTextAtTheEnd(
                2, "benchmark", "metric", "base", "candidate", "unit", "change", "95 % CI", "q", "verdict");
        metrics.stream()
                .sorted(Comparator.comparing((MetricComparison m) -> ORDER.indexOf(m.verdict()))
                        .thenComparing(MetricComparison::key))
                .forEach(m -> table.row(
                        m.key().benchmark(),
                        m.key().metric(),
                        Numbers.value(m.base().mean()),
                        Numbers.value(m.candidate().mean()),
                        m.unit(),
                        change(m),
                        interval(m),
                        Numbers.probability(m.q()),
                        verdict(m)));
        return table.text();
    }

    /** In percent; in the unit where the base is 0. */
    private static String change(MetricComparison metric) {
        return metric.changePercent().isPresent()
                ? Numbers.change(metric.changePercent())
                : Numbers.signed(metric.change().difference());
    }

    private static String interval(MetricComparison metric) {
        return (metric.changePercent().isPresent()
                        ? metric.ciPercent()
                        : metric.change().interval())
                .map(Numbers::interval)
                .orElse("-");
    }

    private static String verdict(MetricComparison metric) {
        String needs =
                metric.bootsNeeded().isPresent() ? " (" + metric.bootsNeeded().getAsInt() + " boots)" : "";
        return metric.verdict() == Verdict.INCONCLUSIVE
                ? metric.verdict() + needs
                : metric.verdict().toString();
    }

    private static String hint(List<MetricComparison> metrics) {
        return metrics.stream().anyMatch(m -> m.bootsNeeded().isPresent())
                ? "  (n boots): so many boots of each kernel would settle it, if they go on like these\n"
                : "";
    }

    private static String counts(List<MetricComparison> metrics) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        metrics.forEach(m -> counts.merge(m.verdict(), 1, Integer::sum));
        String parts =
                ORDER.stream().map(v -> counts.getOrDefault(v, 0) + " " + v).collect(Collectors.joining(", "));
        double[] detectable = metrics.stream()
                .filter(m -> m.mdePercent().isPresent())
                .mapToDouble(m -> m.mdePercent().getAsDouble())
                .sorted()
                .toArray();
        String mde = detectable.length == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; detectable change: smallest %s %%, median %s %%",
                        Numbers.signed(detectable[0]),
                        Numbers.signed(detectable[detectable.length / 2]));
        return metrics.size() + (metrics.size() == 1 ? " metric" : " metrics") + " compared: " + parts + mde;
    }

    private static String index(PerformanceIndex index, PlatformComparison comparison) {
        String interval = index.interval()
                .map(i -> String.format(Locale.ROOT, " 95 %% CI [%.2f, %.2f]", i.low(), i.high()))
                .orElse(" (no interval: fewer than 2 boots a side)");
        String movers = index.contributions().stream()
                .sorted(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.logContribution())))
                .limit(MOVERS)
                .map(c -> c.key() + " " + Numbers.signed(c.indexPercent()) + " %")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "index %.2f%s (%s = 100, higher is better); moved most by %s%n",
                index.value(),
                interval,
                comparison.base().release(),
                movers);
    }

    private static String indent(String text) {
        return text.lines().map(l -> "  " + l + "\n").collect(Collectors.joining());
    }
}
