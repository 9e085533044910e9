package org.kpulse.webapp.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Remark;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.report.Numbers;

/** A comparison in sentences, and what of it is shown in which order; pure. */
final class Words {

    /** The smallest q first, then the largest change: a large change of a noisy metric is not the news. */
    static final Comparator<MetricComparison> BY_SIGNIFICANCE = Comparator.comparingDouble(
                    (MetricComparison m) -> m.q().orElse(2))
            .thenComparingDouble(m -> -Math.abs(m.changePercent().orElse(0)))
            .thenComparing(MetricComparison::key);

    private Words() {}

    /** What a platform measures. */
    static String platform(Platform platform) {
        String what = platform.kind() == Platform.Kind.TIME
                ? "Wall-clock time"
                : "Executed instructions (1 ns = 1 instruction), deterministic, replicates are seeds";
        return String.format(
                Locale.ROOT,
                "%s; %s, %d CPU%s, %d MiB.",
                what,
                platform.acceleration(),
                platform.cpus(),
                platform.cpus() == 1 ? "" : "s",
                platform.memoryMib());
    }

    /** {@code 312 metrics compared, 0 significant; smallest detectable change 1.4 %, ...}. */
    static String summary(List<MetricComparison> metrics) {
        if (metrics.isEmpty()) {
            return "No metric was measured on both kernels.";
        }
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        metrics.forEach(m -> counts.merge(m.verdict(), 1, Integer::sum));
        int worse = counts.getOrDefault(Verdict.REGRESSION, 0);
        int better = counts.getOrDefault(Verdict.IMPROVEMENT, 0);
        return String.format(
                Locale.ROOT,
                "%d %s compared, %d significant%s; %d NO_CHANGE, %d INCONCLUSIVE; %s.",
                metrics.size(),
                metrics.size() == 1 ? "metric" : "metrics",
                worse + better,
                worse + better == 0 ? "" : " (" + worse + " REGRESSION, " + better + " IMPROVEMENT)",
                counts.getOrDefault(Verdict.NO_CHANGE, 0),
                counts.getOrDefault(Verdict.INCONCLUSIVE, 0),
                detectable(metrics));
    }

    private static String detectable(List<MetricComparison> metrics) {
        double[] found = metrics.stream()
                .filter(m -> m.mdePercent().isPresent())
                .mapToDouble(m -> m.mdePercent().getAsDouble())
                .sorted()
                .toArray();
        return found.length == 0
                ? "too few boots to detect any change"
                : "smallest detectable change " + percent(found[0]) + ", median " + percent(found[found.length / 2]);
    }

    /** The verdict, and what would settle it. */
    static String verdict(MetricComparison metric) {
        return metric.bootsNeeded().isPresent()
                ? metric.verdict() + " (" + metric.bootsNeeded().getAsInt() + " boots)"
                : metric.verdict().toString();
    }

    /** Class of the style sheet. */
    static String style(Verdict verdict) {
        return switch (verdict) {
            case REGRESSION -> "regression";
            case IMPROVEMENT -> "improvement";
            case INCONCLUSIVE -> "inconclusive";
            case NO_CHANGE -> "";
        };
    }

    static String direction(Direction direction) {
        return direction == Direction.HIGHER_IS_BETTER ? "higher" : "lower";
    }

    /** In percent; in the unit where the base is 0. */
    static String change(MetricComparison metric) {
        return metric.changePercent().isPresent()
                ? Numbers.change(metric.changePercent())
                : Numbers.signed(metric.change().difference()) + " " + metric.unit();
    }

    /** Of the change, in the same unit. */
    static Optional<Interval> interval(MetricComparison metric) {
        return metric.changePercent().isPresent()
                ? metric.ciPercent()
                : metric.change().interval();
    }

    /** What the index is and how sure. */
    static String index(PerformanceIndex index, String base) {
        String interval = index.interval()
                .map(i -> String.format(Locale.ROOT, ", 95 %% interval %.2f to %.2f", i.low(), i.high()))
                .orElse(", without interval: fewer than 2 boots a side");
        String says = index.interval()
                .map(i -> i.low() > 100
                        ? "better than the base"
                        : i.high() < 100 ? "worse than the base" : "not told apart from the base")
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%.2f%s (%s = 100, higher is better)%s.",
                index.value(),
                interval,
                base,
                says.isEmpty() ? "" : ": " + says);
    }

    /** What a reader must know of one metric beside its numbers. */
    static List<String> remarks(MetricComparison metric) {
        return metric.remarks().stream().sorted().map(Remark::sentence).toList();
    }

    /** Values one after the other, the first few of many. */
    static String values(double[] values) {
        int most = 12;
        String text = Arrays.stream(values)
                .limit(most)
                .mapToObj(Numbers::value)
                .reduce((a, b) -> a + "  " + b)
                .orElse("");
        return values.length > most ? text + "  … (" + values.length + ")" : text;
    }

    private static String percent(double percent) {
        return Numbers.signed(percent).replace("+", "") + " %";
    }
}
