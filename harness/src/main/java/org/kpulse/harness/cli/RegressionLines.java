package org.kpulse.harness.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionRow.Call;
import org.kpulse.harness.store.RegressionRow.Event;

/** Regressions as text and JSON. Pure. */
public final class RegressionLines {

    private static final int MOST_NAME = 120;

    private RegressionLines() {}

    static String table(List<HeldRegression> all) {
        Table table = Table.withTextAtTheEnd(2, "id", "state", "impact", "metrics", "last active", "candidate", "base");
        all.forEach(each -> table.row(
                Long.toString(each.row().id()),
                each.row().state().word(),
                number(each.impact()),
                Integer.toString(each.metrics()),
                time(each.row()),
                TestLines.shown(each.row().candidate(), MOST_NAME),
                TestLines.shown(each.row().base(), MOST_NAME)));
        return table.text();
    }

    private static String number(double impact) {
        return String.format(Locale.ROOT, "%.1f", impact);
    }

    private static String time(RegressionRow row) {
        return row.updated().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static Map<String, @Nullable Object> json(HeldRegression each) {
        RegressionRow row = each.row();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", row.id());
        object.put("state", row.state().word());
        object.put("impact", each.impact());
        object.put("base", row.base());
        object.put("candidate", row.candidate());
        object.put("version", row.version());
        object.put("created", row.created().toString());
        object.put("updated", row.updated().toString());
        object.put("duplicate_of", boxed(row.duplicateOf()));
        object.put("bisection", boxed(row.bisection()));
        object.put("calls", each.calls().stream().map(RegressionLines::json).toList());
        return object;
    }

    public static Map<String, @Nullable Object> json(HeldRegression each, List<Long> bisections, List<Event> events) {
        Map<String, @Nullable Object> object = json(each);
        object.put("bisections", bisections);
        List<Map<String, @Nullable Object>> history = new ArrayList<>();
        for (Event event : events) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("version", event.version());
            one.put("at", event.at().toString());
            one.put("who", event.who());
            one.put("what", event.what());
            one.put("from", event.from().map(s -> s.word()).orElse(null));
            one.put("to", event.to().word());
            one.put("note", event.note());
            history.add(one);
        }
        object.put("history", history);
        return object;
    }

    private static Map<String, @Nullable Object> json(Call call) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("comparison", call.comparison());
        object.put("experiment", boxed(call.experiment()));
        object.put("platform", call.platform());
        object.put("benchmark", call.benchmark());
        object.put("metric", call.metric());
        object.put("change_percent", boxed(call.percent()));
        object.put("ci_low_percent", call.interval().map(i -> i.low()).orElse(null));
        object.put("ci_high_percent", call.interval().map(i -> i.high()).orElse(null));
        object.put("q", boxed(call.q()));
        object.put("base_boots", call.baseBoots());
        object.put("candidate_boots", call.candidateBoots());
        object.put("stands", call.newest());
        return object;
    }

    static String text(HeldRegression each, List<Long> bisections, List<Event> events) {
        RegressionRow row = each.row();
        StringBuilder text = new StringBuilder();
        line(text, "regression", Long.toString(row.id()));
        line(
                text,
                "state",
                row.state().word()
                        + (row.duplicateOf().isPresent()
                                ? " of regression " + row.duplicateOf().getAsLong()
                                : ""));
        line(text, "candidate", TestLines.shown(row.candidate(), MOST_NAME));
        line(text, "base", TestLines.shown(row.base(), MOST_NAME));
        line(text, "impact", number(each.impact()));
        line(
                text,
                "bisections",
                bisections.isEmpty()
                        ? "none"
                        : String.join(
                                ", ", bisections.stream().map(String::valueOf).toList()));
        Table moved = Table.withTextAtTheEnd(2, "metric", "platform", "change", "95 % CI", "q", "boots", "stands");
        each.calls()
                .forEach(c -> moved.row(
                        c.name(),
                        c.platform(),
                        Numbers.change(c.percent()),
                        c.interval().map(Numbers::interval).orElse("-"),
                        Numbers.probability(c.q()),
                        c.baseBoots() + "+" + c.candidateBoots(),
                        c.newest() ? "yes" : "no, judged again later"));
        text.append('\n').append(moved.text()).append('\n');
        Table history = Table.withTextAtTheEnd(5, "when", "who", "what", "from", "to", "note");
        events.forEach(e -> history.row(
                e.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                TestLines.shown(e.who(), MOST_NAME),
                e.what(),
                e.from().map(s -> s.word()).orElse("-"),
                e.to().word(),
                TestLines.shown(e.note(), MOST_NAME)));
        return text.append(history.text()).toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
