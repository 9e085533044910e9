package org.kpulse.webapp.regressions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionRow.Call;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.IntervalChart;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Regressions as tables. Pure. */
public final class RegressionTables {

    /** The column of {@link #moved} beside which its interval is drawn. */
    public static final int DRAWN = 3;

    private static final List<Column> ALL = List.of(
            Column.number("id", "Regression"),
            Column.text("state", "State"),
            Column.number("impact", "Impact")
                    .explained(
                            "Mean size of the changes that stand (100 times the logarithm of the ratio), times metrics, times platforms."),
            Column.text("candidate", "Kernel"),
            Column.text("base", "Base"),
            Column.number("metrics", "Metrics")
                    .explained("Whose newest judgement is REGRESSION; all it ever held are on its page."),
            Column.text("platforms", "Platforms"),
            Column.number("largest_percent", "Largest change"),
            Column.text("updated", "Last activity").explained("UTC."),
            Column.text("created", "Detected").explained("UTC."));

    private static final List<Column> MOVED = List.of(
            Column.text("platform", "Platform"),
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("change_percent", "Change").explained("Of the value; + is larger. Each of these is worse."),
            Column.number("ci_low_percent", "95 % from"),
            Column.number("ci_high_percent", "to"),
            Column.number("q", "q").explained("p after the correction for the number of metrics."),
            Column.text("boots", "Boots").explained("Of base and candidate."),
            Column.number("experiment", "Experiment"),
            Column.text("judged", "Judged").explained("UTC."),
            Column.text("stands", "Stands")
                    .explained("no: a later comparison of the two kernels judged the metric again."));

    private static final List<Column> HISTORY = List.of(
            Column.text("at", "When").explained("UTC."),
            Column.text("who", "Who").explained("Kpulse: what the data said."),
            Column.text("what", "What"),
            Column.text("from", "From"),
            Column.text("to", "To"),
            Column.text("note", "Note"));

    private RegressionTables() {}

    /** By impact, as they come. */
    public static Table all(List<HeldRegression> shown, boolean more) {
        return new Table(
                "Regressions, the largest impact first",
                ALL,
                shown.stream().map(RegressionTables::row).toList(),
                more);
    }

    private static List<Cell> row(HeldRegression held) {
        RegressionRow row = held.row();
        return List.of(
                new Cell(row.id(), String.valueOf(row.id()), Optional.of("/regressions/" + row.id()), ""),
                Cell.of(row.state().word()),
                impact(held),
                Cell.of(row.candidate()).to("/kernels/" + row.candidateId()),
                Cell.of(row.base()).to("/kernels/" + row.baseId()),
                Cell.of(held.metrics()),
                Cell.of(String.join(", ", held.platforms())),
                Shown.change(largest(held)),
                Shown.time(row.updated()),
                Shown.time(row.created()));
    }

    /** How much one matters. */
    public static Cell impact(HeldRegression held) {
        return Cell.of(held.impact(), String.format(Locale.ROOT, "%.1f", held.impact()));
    }

    private static OptionalDouble largest(HeldRegression held) {
        return held.standing().stream()
                .map(Call::percent)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .boxed()
                .max(Comparator.comparingDouble(Math::abs))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** Those that stand first, then as they came. */
    static List<Call> ordered(HeldRegression held) {
        return held.calls().stream()
                .sorted(Comparator.comparing(call -> call.newest() ? 0 : 1))
                .toList();
    }

    /** A row a call. */
    public static Table moved(RegressionRow row, List<Call> calls) {
        return new Table(
                "What moved",
                MOVED,
                calls.stream().map(call -> moved(row, call)).toList());
    }

    private static List<Cell> moved(RegressionRow row, Call call) {
        String opened = Query.NONE
                .with("base", String.valueOf(row.baseId()))
                .with("candidate", String.valueOf(row.candidateId()))
                .with("platform", call.platform())
                .with("open", call.name())
                .behind("/compare");
        return List.of(
                Cell.of(call.platform()),
                Cell.of(call.benchmark()),
                Cell.of(call.metric()).to(opened),
                Shown.change(call.percent()).marked("regression"),
                end(call.interval().map(Interval::low)),
                end(call.interval().map(Interval::high)),
                call.q().isPresent() ? Cell.of(call.q().getAsDouble(), Numbers.probability(call.q())) : Cell.NONE,
                Cell.of(call.baseBoots() + " + " + call.candidateBoots()),
                call.experiment().isPresent() ? Cell.of(call.experiment().getAsLong()) : Cell.NONE,
                Shown.time(call.judged()),
                Cell.of(call.newest() ? "yes" : "no").marked(call.newest() ? "" : "inconclusive"));
    }

    private static Cell end(Optional<Double> percent) {
        return percent.map(p -> Cell.of(p, Numbers.signed(p))).orElse(Cell.NONE);
    }

    /** A drawing for each call, null where it has no interval. */
    public static List<@Nullable Drawing> intervals(List<Call> calls) {
        double reach = IntervalChart.reach(
                calls.stream().flatMap(c -> c.interval().stream()).toList());
        List<@Nullable Drawing> drawings = new ArrayList<>();
        for (Call call : calls) {
            drawings.add(
                    call.interval().isPresent() && call.percent().isPresent()
                            ? IntervalChart.of(
                                    call.percent().getAsDouble(),
                                    call.interval().get(),
                                    reach,
                                    "regression")
                            : null);
        }
        return drawings;
    }

    static Table history(List<RegressionRow.Event> newestFirst) {
        return new Table(
                "Who did what, the latest first",
                HISTORY,
                newestFirst.stream()
                        .map(event -> List.of(
                                Shown.time(event.at()),
                                Cell.of(event.who()),
                                Cell.of(event.what()),
                                event.from().map(s -> Cell.of(s.word())).orElse(Cell.NONE),
                                Cell.of(event.to().word()),
                                Cell.of(event.note()).marked("long")))
                        .toList());
    }
}
