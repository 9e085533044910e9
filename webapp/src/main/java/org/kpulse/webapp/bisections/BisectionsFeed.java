package org.kpulse.webapp.bisections;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.feed.Feed;
import org.kpulse.webapp.feed.FeedAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;

/** Bisections that ended, for feed readers. */
@Controller
class BisectionsFeed {

    private final Database database;
    private final BisectionStore bisections;
    private final FeedAnswers answers;

    BisectionsFeed(Database database, FeedAnswers answers) {
        this.database = database;
        this.bisections = new BisectionStore(database);
        this.answers = answers;
    }

    private record Ended(long id, Instant at) {}

    @GetMapping("/bisections.atom")
    ResponseEntity<byte[]> feed(WebRequest request) {
        List<Ended> ended = database.read(jdbc -> jdbc.sql(
                        "SELECT id, ended_at FROM bisection WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT ?")
                .param(FeedAnswers.MOST)
                .query((row, number) -> new Ended(
                        row.getLong("id"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .list());
        List<Feed.Entry> entries = ended.stream()
                .flatMap(each -> bisections.find(each.id()).stream().map(row -> entry(row, each.at())))
                .toList();
        return answers.of(
                new Feed("Kpulse: bisections that ended", "/bisections", "/bisections.atom", entries), request);
    }

    private static Feed.Entry entry(BisectionRow row, Instant ended) {
        return new Feed.Entry(
                "/bisections/" + row.id(),
                "Bisection " + row.id() + ": " + new BisectionView(row).summary(),
                row.created(),
                ended,
                row.request().wanted() + " in " + row.request().tree() + ", "
                        + row.state().name().toLowerCase(Locale.ROOT) + ".");
    }
}
