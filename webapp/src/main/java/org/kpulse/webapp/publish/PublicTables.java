package org.kpulse.webapp.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.IntervalChart;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.publish.Publication.Judged;
import org.kpulse.webapp.publish.Publication.NamedKernel;
import org.kpulse.webapp.publish.Publication.Published;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables that the internal pages have not: of frozen comparisons, culprits and the kernels that are named. Links are those of the internal pages. Pure. */
final class PublicTables {

    /** The column of {@link #metrics} beside which the interval is drawn. */
    static final int DRAWN = 7;

    private static final List<Column> METRICS = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("base_mean", "Base").explained("Mean of the base kernel's boot means."),
            Column.number("candidate_mean", "Candidate").explained("Mean of the candidate's boot means."),
            Column.text("unit", "Unit"),
            Column.text("better", "Better").explained("Which way is better."),
            Column.number("change_percent", "Change")
                    .explained("Of the value; + is larger, which may be better or worse."),
            Column.number("ci_low_percent", "95 % from").explained("Of the change, percent."),
            Column.number("ci_high_percent", "to"),
            Column.number("q", "q").explained("p after the correction for the number of metrics."),
            Column.number("base_boots", "Boots"),
            Column.number("candidate_boots", "of the candidate"),
            Column.number("mde_percent", "MDE")
                    .explained("The change that so many boots find with a probability of 80 %."),
            Column.text("verdict", "Verdict"));

    private static final List<Column> COMPARISONS = List.of(
            Column.text("platform", "Platform"),
            Column.text("candidate", "Kernel"),
            Column.text("base", "Base"),
            Column.number("metrics", "Metrics"),
            Column.number("index", "Index").explained("Base = 100; higher is better."),
            Column.number("index_low", "95 % from"),
            Column.number("index_high", "to"),
            Column.text("compared", "Compared").explained("UTC."));

    private static final List<Column> CULPRITS = List.of(
            Column.number("regression", "Regression"),
            Column.text("commit", "Commit"),
            Column.text("subject", "Subject"));

    private static final List<Column> KERNELS = List.of(
            Column.text("kernel", "Kernel"),
            Column.text("release", "Release"),
            Column.text("revision", "Commit"),
            Column.text("first_seen", "First seen").explained("UTC."));

    private PublicTables() {}

    static Table metrics(Frozen frozen) {
        return new Table(
                "Metrics, the most significant first",
                METRICS,
                frozen.metrics().stream().map(PublicTables::row).toList());
    }

    private static List<Cell> row(Judged metric) {
        return List.of(
                Cell.of(metric.benchmark()),
                Cell.of(metric.metric()),
                Shown.value(metric.base().mean()),
                Shown.value(metric.candidate().mean()),
                Cell.of(metric.unit()),
                Cell.of(metric.lowerIsBetter() ? "lower" : "higher"),
                Shown.change(metric.change()),
                end(metric.interval().map(Interval::low)),
                end(metric.interval().map(Interval::high)),
                metric.q().isPresent() ? Cell.of(metric.q().getAsDouble(), Numbers.probability(metric.q())) : Cell.NONE,
                Cell.of(metric.base().boots()),
                Cell.of(metric.candidate().boots()),
                metric.mde().isPresent()
                        ? Cell.of(
                                metric.mde().getAsDouble(),
                                Numbers.change(metric.mde()).replace("+", ""))
                        : Cell.NONE,
                Cell.of(metric.verdict()).marked(style(metric.verdict())));
    }

    private static String style(String verdict) {
        return verdict.equals("NO_CHANGE") ? "" : verdict.toLowerCase(Locale.ROOT);
    }

    private static Cell end(Optional<Double> percent) {
        return percent.map(p -> Cell.of(p, Numbers.signed(p))).orElse(Cell.NONE);
    }

    /** A drawing for each row of {@link #metrics}, null where there is no interval. */
    static List<@Nullable Drawing> intervals(Frozen frozen) {
        double reach = IntervalChart.reach(
                frozen.metrics().stream().flatMap(m -> m.interval().stream()).toList());
        List<@Nullable Drawing> drawings = new ArrayList<>();
        for (Judged metric : frozen.metrics()) {
            drawings.add(
                    metric.interval().isPresent() && metric.change().isPresent()
                            ? IntervalChart.of(
                                    metric.change().getAsDouble(),
                                    metric.interval().get(),
                                    reach,
                                    style(metric.verdict()))
                            : null);
        }
        return drawings;
    }

    static Table comparisons(List<Frozen> frozen, Publication all) {
        return new Table(
                "Comparisons as they were frozen, the newest first",
                COMPARISONS,
                frozen.stream()
                        .map(each -> List.of(
                                Cell.of(each.platform()).to("/comparisons/" + each.id()),
                                Cell.of(name(all, each.candidateId())).to("/kernels/" + each.candidateId()),
                                Cell.of(name(all, each.baseId())).to("/kernels/" + each.baseId()),
                                Cell.of(each.metrics().size()),
                                index(each.index()),
                                index(end(each.interval(), true)),
                                index(end(each.interval(), false)),
                                Shown.time(each.at())))
                        .toList());
    }

    private static OptionalDouble end(Optional<Interval> interval, boolean low) {
        return interval.map(i -> OptionalDouble.of(low ? i.low() : i.high())).orElse(OptionalDouble.empty());
    }

    private static Cell index(OptionalDouble value) {
        return value.isPresent()
                ? Cell.of(value.getAsDouble(), String.format(Locale.ROOT, "%.2f", value.getAsDouble()))
                : Cell.NONE;
    }

    /** Commits that bisections found and fresh boots confirmed. */
    static Table culprits(List<Published> regressions) {
        return new Table(
                "Commits that were found and confirmed",
                CULPRITS,
                regressions.stream()
                        .flatMap(each -> each.culprit().stream().map(commit -> {
                            long id = each.held().row().id();
                            return List.of(
                                    new Cell(id, String.valueOf(id), Optional.of("/regressions/" + id), ""),
                                    Cell.of(commit.revision()).marked("code"),
                                    Cell.of(commit.subject()).marked("long"));
                        }))
                        .toList());
    }

    /** The last to be seen first. */
    static Table kernels(List<NamedKernel> kernels) {
        return new Table(
                "Kernels, the last to be seen first",
                KERNELS,
                kernels.stream()
                        .map(kernel -> List.of(
                                Cell.of(kernel.name()).to("/kernels/" + kernel.id()),
                                Cell.of(kernel.release()),
                                kernel.revision().isEmpty() ? Cell.NONE : Shown.hash(kernel.revision()),
                                Shown.time(kernel.firstSeen())))
                        .toList());
    }

    static String name(Publication all, long kernel) {
        return Optional.ofNullable(all.kernels().get(kernel)).orElseThrow().name();
    }
}
