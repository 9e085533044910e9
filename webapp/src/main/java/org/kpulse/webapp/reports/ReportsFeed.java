package org.kpulse.webapp.reports;

import java.util.Comparator;
import java.util.List;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.feed.Feed;
import org.kpulse.webapp.feed.FeedAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

/** Reports for feed readers. */
@Controller
class ReportsFeed {

    private final ReportStore reports;
    private final FeedAnswers answers;

    ReportsFeed(Database database, FeedAnswers answers) {
        this.reports = new ReportStore(database);
        this.answers = answers;
    }

    @GetMapping("/reports.atom")
    ResponseEntity<byte[]> feed(@RequestParam(defaultValue = "open") String state, WebRequest request) {
        ReportFilter filter = ReportsController.filter(state);
        List<Feed.Entry> entries = reports.list(filter.states(), FeedAnswers.MOST, Long.MAX_VALUE).stream()
                .sorted(Comparator.comparing(ReportRow::updated).reversed())
                .map(report -> new Feed.Entry(
                        "/reports/" + report.id(),
                        report.letter().subject(),
                        report.created(),
                        report.updated(),
                        "Report " + report.id() + " is " + report.state().word() + "; about " + report.about() + "."))
                .toList();
        return answers.of(
                new Feed(
                        "Kpulse: reports (" + filter.word() + ")",
                        filter.query().behind("/reports"),
                        filter.query().behind("/reports.atom"),
                        entries),
                request);
    }
}
