package org.kpulse.webapp.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Reports: the list, and one with its text and what operators may do with it. */
@Controller
class ReportsController {

    private static final int MOST = 500;
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final ReportStore reports;
    private final Mailer mailer;

    ReportsController(Database database, Mailer mailer) {
        this.reports = new ReportStore(database);
        this.mailer = mailer;
    }

    @GetMapping("/reports")
    String page(@RequestParam(defaultValue = "open") String state, Model model) {
        ReportFilter filter = filter(state);
        model.addAttribute("states", ReportFilter.words());
        model.addAttribute("state", state);
        model.addAttribute("table", table(filter));
        model.addAttribute("address", Address.of("/reports", filter.query().text()));
        model.addAttribute("feed", filter.query().behind("/reports.atom"));
        return "reports/list";
    }

    @GetMapping("/reports.json")
    @ResponseBody
    Map<String, Object> json(@RequestParam(defaultValue = "open") String state) {
        return TableAnswers.json(table(filter(state)));
    }

    @GetMapping("/reports.csv")
    ResponseEntity<String> csv(@RequestParam(defaultValue = "open") String state) {
        return TableAnswers.csv(table(filter(state)));
    }

    static ReportFilter filter(String state) {
        return ReportFilter.of(state)
                .orElseThrow(() -> new BadParameter(
                        "state",
                        "a state is one of " + String.join(", ", ReportFilter.words()) + ", not \"" + state + "\"."));
    }

    private Table table(ReportFilter filter) {
        List<ReportRow> found = reports.list(filter.states(), MOST + 1, Long.MAX_VALUE);
        return ReportTables.all(
                "Reports, the newest first", found.subList(0, Math.min(MOST, found.size())), found.size() > MOST);
    }

    @GetMapping("/reports/{id:[0-9]+}")
    String one(@PathVariable long id, Model model) {
        ReportRow report = find(id);
        List<ReportRow.Event> events = reports.events(id);
        model.addAttribute("report", report);
        model.addAttribute("missing", mailer.missing());
        model.addAttribute("trouble", trouble(report, events));
        model.addAttribute("earlier", earlier(report));
        model.addAttribute("history", tables(id).placed("history"));
        model.addAttribute("mostSubject", Letter.MOST_SUBJECT);
        model.addAttribute("mostBody", Letter.MOST_BODY);
        return "reports/one";
    }

    /** Why the last try to send it failed, or that nobody knows how it ended. */
    private static Optional<String> trouble(ReportRow report, List<ReportRow.Event> events) {
        return switch (report.last()) {
            case "not-sent" -> Optional.of(events.get(0).note() + " It stays approved and can be sent again.");
            case "sending" ->
                Optional.of("Sending it began and its end was not stored. It may have arrived; sending"
                        + " it again sends the same Message-ID, by which readers recognize it.");
            default -> Optional.empty();
        };
    }

    private List<ReportRow> earlier(ReportRow report) {
        return report.regression().isPresent()
                ? reports.ofRegression(report.regression().getAsLong()).stream()
                        .filter(other -> other.id() != report.id())
                        .toList()
                : List.of();
    }

    @GetMapping("/reports/{id:[0-9]+}.txt")
    ResponseEntity<String> text(@PathVariable long id) {
        Letter letter = find(id).letter();
        return ResponseEntity.ok().contentType(TEXT).body("Subject: " + letter.subject() + "\n\n" + letter.body());
    }

    @GetMapping("/reports/{id:[0-9]+}.json")
    @ResponseBody
    Map<String, @Nullable Object> oneJson(@PathVariable long id) {
        ReportRow report = find(id);
        Map<String, @Nullable Object> object = new LinkedHashMap<>(
                ReportTables.all("", List.of(report), false).objects().get(0));
        object.put("version", report.version());
        object.put("message_id", report.messageId());
        object.put("body", report.letter().body());
        object.put("history", tables(id).get("history").objects());
        return object;
    }

    @GetMapping("/reports/{id:[0-9]+}/{table}.json")
    @ResponseBody
    Map<String, Object> tableJson(@PathVariable long id, @PathVariable String table) {
        find(id);
        return TableAnswers.json(tables(id).get(table));
    }

    @GetMapping("/reports/{id:[0-9]+}/{table}.csv")
    ResponseEntity<String> tableCsv(@PathVariable long id, @PathVariable String table) {
        find(id);
        return TableAnswers.csv(tables(id).get(table));
    }

    private PageTables tables(long id) {
        return new PageTables("/reports/" + id).with("history", () -> ReportTables.history(reports.events(id)));
    }

    private ReportRow find(long id) {
        return reports.find(id).orElseThrow(() -> new NotFound("There is no report " + id + "."));
    }
}
