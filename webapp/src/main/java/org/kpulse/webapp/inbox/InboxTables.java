package org.kpulse.webapp.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;
import org.kpulse.webapp.inbox.LabQuery.Broken;
import org.kpulse.webapp.inbox.LabQuery.Running;
import org.kpulse.webapp.inbox.RegressionQuery.Found;
import org.kpulse.webapp.inbox.RegressionQuery.Pair;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** What the inbox shows, as tables; pure. */
final class InboxTables {

    private static final int SHOWN_DETAIL = 160;

    private static final List<Column> REGRESSIONS = List.of(
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
    private static final int FIRST_OF_GROUP = 3;

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

    static Table regressions(List<Found> found) {
        return new Table(
                "Metrics that got worse, the largest change first",
                REGRESSIONS,
                found.stream().map(InboxTables::row).toList());
    }

    /** Of one group, at most so many: the heading above has its kernels and platform. */
    static Table group(RegressionGroup group, int most) {
        return new Table(
                group.pair().candidateRef() + " on " + group.pair().platform(),
                REGRESSIONS.subList(FIRST_OF_GROUP, REGRESSIONS.size()),
                group.metrics().stream()
                        .limit(most)
                        .map(found -> row(found).subList(FIRST_OF_GROUP, REGRESSIONS.size()))
                        .toList());
    }

    private static List<Cell> row(Found found) {
        Pair pair = found.pair();
        String opened = RegressionGroup.compare(pair) + "&open="
                + URLEncoder.encode(found.benchmark() + "/" + found.metric(), StandardCharsets.UTF_8);
        return List.of(
                Cell.of(pair.candidateRef()).to("/kernels/" + pair.candidateId()),
                Cell.of(pair.baseRef()).to("/kernels/" + pair.baseId()),
                Cell.of(pair.platform()),
                Cell.of(found.benchmark()),
                Cell.of(found.metric()).to(opened),
                Shown.change(found.changePercent()).marked("regression"),
                end(found.interval().map(Interval::low)),
                end(found.interval().map(Interval::high)),
                found.q().isPresent() ? Cell.of(found.q().getAsDouble(), Numbers.probability(found.q())) : Cell.NONE,
                Shown.time(found.judged()));
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
                    Cell.of(
                            bisection
                                    ? each.done() + (each.done() == 1 ? " probe" : " probes")
                                    : each.done() + " of " + each.wanted() + " boots")));
        }
        return new Table("What is running", RUNNING, rows);
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
