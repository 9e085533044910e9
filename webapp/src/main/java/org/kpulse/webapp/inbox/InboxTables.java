package org.kpulse.webapp.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionRow.Call;
import org.kpulse.webapp.inbox.LabQuery.Broken;
import org.kpulse.webapp.inbox.LabQuery.Running;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** What the inbox shows, as tables; pure. */
final class InboxTables {

    private static final int MOST = 500;
    private static final int SHOWN_DETAIL = 160;

    private static final List<Column> REGRESSIONS = List.of(
            Column.number("regression", "Regression"),
            Column.text("state", "State"),
            Column.text("candidate", "Kernel"),
            Column.text("base", "Base"),
            Column.text("platform", "Platform"),
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("change_percent", "Change").explained("Of the value; + is larger. Each of these is worse."),
            Column.number("ci_low_percent", "95 % from"),
            Column.number("ci_high_percent", "to"),
            Column.number("q", "q").explained("p after the correction for the number of metrics."),
            Column.text("judged", "Judged").explained("UTC."));

    /** Of a page, where a heading says the other columns. */
    private static final int FIRST_OF_ONE = 4;

    private static final List<Column> RUNNING = List.of(
            Column.text("kind", "What"),
            Column.number("id", "Number"),
            Column.text("of", "Of"),
            Column.text("since", "Since").explained("UTC."),
            Column.text("progress", "So far"));

    private static final List<Column> BROKEN = List.of(
            Column.text("fault", "Fault"),
            Column.number("runs", "Runs"),
            Column.text("platforms", "Platforms"),
            Column.number("newest", "Newest run"),
            Column.text("at", "At").explained("UTC."),
            Column.text("detail", "It said"));

    private InboxTables() {}

    static Table regressions(List<HeldRegression> byImpact) {
        return new Table(
                "Metrics of open regressions, the largest impact first",
                REGRESSIONS,
                byImpact.stream()
                        .flatMap(held -> largestFirst(held).map(call -> row(held.row(), call)))
                        .limit(MOST)
                        .toList());
    }

    /** Of one regression, at most so many: the heading above has its kernels. */
    static Table one(HeldRegression held, int most) {
        return new Table(
                "Regression " + held.row().id(),
                REGRESSIONS.subList(FIRST_OF_ONE, REGRESSIONS.size()),
                largestFirst(held)
                        .limit(most)
                        .map(call -> row(held.row(), call).subList(FIRST_OF_ONE, REGRESSIONS.size()))
                        .toList());
    }

    private static Stream<Call> largestFirst(HeldRegression held) {
        return held.standing().stream()
                .sorted(Comparator.comparingDouble(
                        call -> -Math.abs(call.percent().orElse(Double.MAX_VALUE))));
    }

    private static List<Cell> row(RegressionRow regression, Call call) {
        String opened = compare(regression) + "&platform=" + call.platform() + "&open="
                + URLEncoder.encode(call.name(), StandardCharsets.UTF_8);
        return List.of(
                new Cell(
                        regression.id(),
                        String.valueOf(regression.id()),
                        Optional.of("/regressions/" + regression.id()),
                        ""),
                Cell.of(regression.state().word()),
                Cell.of(regression.candidate()).to("/kernels/" + regression.candidateId()),
                Cell.of(regression.base()).to("/kernels/" + regression.baseId()),
                Cell.of(call.platform()),
                Cell.of(call.benchmark()),
                Cell.of(call.metric()).to(opened),
                Shown.change(call.percent()).marked("regression"),
                end(call.interval().map(Interval::low)),
                end(call.interval().map(Interval::high)),
                call.q().isPresent() ? Cell.of(call.q().getAsDouble(), Numbers.probability(call.q())) : Cell.NONE,
                Shown.time(call.judged()));
    }

    /** Where both kernels stand side by side. */
    static String compare(RegressionRow regression) {
        return "/compare?base=" + regression.baseId() + "&candidate=" + regression.candidateId();
    }

    private static Cell end(Optional<Double> percent) {
        return percent.map(p -> Cell.of(p, Numbers.signed(p))).orElse(Cell.NONE);
    }

    static Table running(List<Running> running) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Running each : running) {
            boolean bisection = each.kind().equals("bisection");
            Cell number = new Cell(
                    each.id(),
                    String.valueOf(each.id()),
                    bisection ? Optional.of("/bisections/" + each.id()) : Optional.empty(),
                    "");
            rows.add(List.of(
                    Cell.of(each.kind()),
                    number,
                    Cell.of(each.what()).marked("long"),
                    Shown.time(each.since()),
                    Cell.of(bisection ? each.done() + (each.done() == 1 ? " probe" : " probes") : boots(each))));
        }
        return new Table("What is running", RUNNING, rows);
    }

    private static String boots(Running experiment) {
        String done = experiment.done() > LabQuery.MOST_COUNTED
                ? "more than " + LabQuery.MOST_COUNTED
                : String.valueOf(experiment.done());
        return done + " of " + experiment.wanted() + " boots";
    }

    static Table broken(List<Broken> broken) {
        return new Table(
                "What is broken in the lab",
                BROKEN,
                broken.stream()
                        .map(each -> List.of(
                                Cell.of(each.code()).marked("failed"),
                                Cell.of(each.runs()),
                                Cell.of(each.platforms()),
                                new Cell(
                                        each.newest(),
                                        String.valueOf(each.newest()),
                                        Optional.of("/runs/" + each.newest()),
                                        ""),
                                Shown.time(each.at()),
                                new Cell(each.detail(), shortened(each.detail()), Optional.empty(), "long")))
                        .toList());
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_DETAIL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_DETAIL)) + "…";
    }
}
