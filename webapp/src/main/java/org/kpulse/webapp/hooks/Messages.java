package org.kpulse.webapp.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.reports.ReportLines;
import org.kpulse.webapp.reports.ReportStore;
import tools.jackson.databind.json.JsonMapper;

/** What is said of something that happened, as JSON. */
final class Messages {

    private static final int MOST_CALLS = 10;

    private final RegressionStore regressions;
    private final BisectionStore bisections;
    private final ReportStore reports;
    private final String site;

    /** @param site where others find the pages; may be empty */
    Messages(Database database, String site) {
        this.regressions = new RegressionStore(database);
        this.bisections = new BisectionStore(database);
        this.reports = new ReportStore(database);
        this.site = site;
    }

    /** The body; the same thing always has the same {@code id}. */
    String of(Outbox.Happened happened) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", happened.event() + "/" + happened.subject() + "/" + happened.position());
        body.put("event", happened.event());
        body.put("at", happened.at().toString());
        String subject = happened.event().replaceFirst("\\..*", "");
        String path = "/" + subject + "s/" + happened.subject();
        body.put("page", site.isEmpty() ? null : site + path);
        body.put(
                subject,
                switch (subject) {
                    case "regression" -> regression(happened);
                    case "bisection" -> bisection(happened.subject());
                    default ->
                        reports.find(happened.subject()).map(ReportLines::json).orElse(null);
                });
        return JsonMapper.shared().writeValueAsString(body);
    }

    private @Nullable Map<String, @Nullable Object> regression(Outbox.Happened happened) {
        Optional<HeldRegression> found = regressions.held(happened.subject());
        if (found.isEmpty()) {
            return null;
        }
        RegressionRow row = found.get().row();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", row.id());
        object.put("base", row.base());
        object.put("candidate", row.candidate());
        regressions.events(row.id()).stream()
                .filter(event -> event.version() == happened.position())
                .forEach(event -> {
                    object.put("from", event.from().map(state -> state.word()).orElse(null));
                    object.put("state", event.to().word());
                    object.put("who", event.who());
                    object.put("note", event.note());
                });
        object.put("impact", found.get().impact());
        object.put("metrics", found.get().metrics());
        List<Map<String, @Nullable Object>> calls = found.get().standing().stream()
                .limit(MOST_CALLS)
                .map(Messages::call)
                .toList();
        object.put("calls", calls);
        return object;
    }

    private static Map<String, @Nullable Object> call(RegressionRow.Call call) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", call.platform());
        object.put("benchmark", call.benchmark());
        object.put("metric", call.metric());
        object.put("change_percent", call.percent().isPresent() ? call.percent().getAsDouble() : null);
        return object;
    }

    private @Nullable Map<String, @Nullable Object> bisection(long id) {
        return bisections
                .find(id)
                .map(row -> {
                    Map<String, @Nullable Object> object = new LinkedHashMap<>();
                    object.put("id", row.id());
                    object.put("tree", row.request().tree());
                    object.put("looking_for", row.request().wanted().toString());
                    object.put("state", row.state().name().toLowerCase(java.util.Locale.ROOT));
                    object.put("summary", new BisectionView(row).summary());
                    return object;
                })
                .orElse(null);
    }
}
