package org.kpulse.webapp.reports;

import java.util.List;
import java.util.Optional;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Reports as tables, without the addresses that they go to. Pure. */
public final class ReportTables {

    private static final List<Column> ALL = List.of(
            Column.number("id", "Report"),
            Column.text("state", "State"),
            Column.text("about", "About"),
            Column.text("subject", "Subject"),
            Column.text("last", "Last"),
            Column.text("updated", "Last activity").explained("UTC."),
            Column.text("sent", "Sent").explained("When the mail server took it, UTC."));

    private static final List<Column> HISTORY = List.of(
            Column.text("at", "When").explained("UTC."),
            Column.text("who", "Who"),
            Column.text("what", "What"),
            Column.text("from", "From"),
            Column.text("to", "To"),
            Column.text("note", "Note"));

    private ReportTables() {}

    /** One a row. */
    public static Table all(String caption, List<ReportRow> reports, boolean more) {
        return new Table(caption, ALL, reports.stream().map(ReportTables::row).toList(), more);
    }

    private static List<Cell> row(ReportRow report) {
        Cell about = Cell.of(report.about());
        return List.of(
                new Cell(report.id(), String.valueOf(report.id()), Optional.of("/reports/" + report.id()), ""),
                Cell.of(report.state().word()),
                report.regression().isPresent()
                        ? about.to("/regressions/" + report.regression().getAsLong())
                        : about,
                Cell.of(report.letter().subject()).to("/reports/" + report.id()),
                report.last().equals("not-sent") ? Cell.of(report.last()).marked("bad") : Cell.of(report.last()),
                Shown.time(report.updated()),
                report.sent().map(Shown::time).orElse(Cell.NONE));
    }

    /** What happened to one; where it went is left out. */
    static Table history(List<ReportRow.Event> events) {
        return new Table(
                "History",
                HISTORY,
                events.stream()
                        .map(event -> List.of(
                                Shown.time(event.at()),
                                Cell.of(event.who()),
                                Cell.of(event.what()),
                                event.from().map(s -> Cell.of(s.word())).orElse(Cell.NONE),
                                Cell.of(event.to().word()),
                                Cell.of(event.what().equals("sent") ? "" : event.note())))
                        .toList());
    }
}
