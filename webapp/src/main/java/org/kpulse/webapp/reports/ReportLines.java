package org.kpulse.webapp.reports;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.report.Table;
import org.kpulse.webapp.table.Visible;

/** Reports for the command line and the API. Pure. */
public final class ReportLines {

    private ReportLines() {}

    /** A row each. */
    public static String table(List<ReportRow> reports) {
        Table table = Table.withTextAtTheEnd(4, "id", "state", "about", "last", "subject");
        reports.forEach(each -> table.row(
                Long.toString(each.id()),
                each.state().word(),
                each.about(),
                each.last(),
                Visible.of(each.letter().subject())));
        return table.text();
    }

    /** One with its text and history. */
    public static String text(ReportRow report, List<ReportRow.Event> events) {
        StringBuilder text = new StringBuilder();
        text.append("Report ")
                .append(report.id())
                .append(": ")
                .append(report.state().word());
        text.append(", about ").append(report.about()).append("\n\n");
        text.append("Message-ID: ").append(report.messageId()).append('\n');
        text.append("To: ").append(String.join(", ", report.envelope().to())).append('\n');
        if (!report.envelope().cc().isEmpty()) {
            text.append("Cc: ")
                    .append(String.join(", ", report.envelope().cc()))
                    .append('\n');
        }
        text.append("Subject: ").append(report.letter().subject()).append("\n\n");
        text.append(report.letter().body()).append('\n');
        Table history = Table.withTextAtTheEnd(5, "when", "who", "what", "from", "to", "note");
        events.forEach(event -> history.row(
                event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                event.who(),
                event.what(),
                event.from().map(ReportState::word).orElse("-"),
                event.to().word(),
                event.note()));
        return text.append(history.text()).toString();
    }

    /** One as an object, without its text and addresses. */
    public static Map<String, @Nullable Object> json(ReportRow report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", report.id());
        object.put("kind", report.kind().word());
        object.put(
                "regression",
                report.regression().isPresent() ? report.regression().getAsLong() : null);
        object.put("week", report.week().map(String::valueOf).orElse(null));
        object.put("state", report.state().word());
        object.put("last", report.last());
        object.put("version", report.version());
        object.put("subject", report.letter().subject());
        object.put("message_id", report.messageId());
        object.put("created", report.created().toString());
        object.put("updated", report.updated().toString());
        object.put("sent", report.sent().map(String::valueOf).orElse(null));
        return object;
    }

    /**
     * One with its text and history.
     *
     * @param addresses whether who asks may know where it goes
     */
    public static Map<String, @Nullable Object> json(
            ReportRow report, List<ReportRow.Event> events, boolean addresses) {
        Map<String, @Nullable Object> object = json(report);
        object.put("body", report.letter().body());
        if (addresses) {
            object.put("to", report.envelope().to());
            object.put("cc", report.envelope().cc());
        }
        object.put(
                "history", events.stream().map(event -> json(event, addresses)).toList());
        return object;
    }

    private static Map<String, @Nullable Object> json(ReportRow.Event event, boolean addresses) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", event.version());
        object.put("at", event.at().toString());
        object.put("who", event.who());
        object.put("what", event.what());
        object.put("from", event.from().map(ReportState::word).orElse(null));
        object.put("to", event.to().word());
        object.put("note", addresses || !event.what().equals("sent") ? event.note() : "");
        return object;
    }
}
