package org.kpulse.webapp.regressions;

import java.util.List;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.feed.Feed;
import org.kpulse.webapp.feed.FeedAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

/** Regressions for feed readers, those that were active last first. */
@Controller
class RegressionsFeed {

    private static final int MOST_METRICS = 5;

    private final RegressionStore regressions;
    private final FeedAnswers answers;

    RegressionsFeed(Database database, FeedAnswers answers) {
        this.regressions = new RegressionStore(database);
        this.answers = answers;
    }

    @GetMapping("/regressions.atom")
    ResponseEntity<byte[]> feed(@RequestParam(defaultValue = "open") String state, WebRequest request) {
        StateFilter filter = StateFilter.of(state);
        List<Feed.Entry> entries = regressions.held(regressions.lastActive(filter.states(), FeedAnswers.MOST)).stream()
                .map(RegressionsFeed::entry)
                .toList();
        return answers.of(
                new Feed(
                        "Kpulse: regressions (" + filter.word() + ")",
                        filter.query().behind("/regressions"),
                        filter.query().behind("/regressions.atom"),
                        entries),
                request);
    }

    private static Feed.Entry entry(HeldRegression held) {
        RegressionRow row = held.row();
        StringBuilder text = new StringBuilder(row.candidate() + " against " + row.base() + ".");
        held.standing().stream()
                .limit(MOST_METRICS)
                .forEach(call -> text.append(' ')
                        .append(call.name())
                        .append(' ')
                        .append(Numbers.change(call.percent()))
                        .append(" on ")
                        .append(call.platform())
                        .append('.'));
        if (held.standing().size() > MOST_METRICS) {
            text.append(" And ").append(held.standing().size() - MOST_METRICS).append(" more.");
        }
        return new Feed.Entry(
                "/regressions/" + row.id(),
                "Regression " + row.id() + ": " + row.state().word() + ", " + row.candidate(),
                row.created(),
                row.updated(),
                text.toString());
    }
}
