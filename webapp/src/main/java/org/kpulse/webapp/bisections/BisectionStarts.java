package org.kpulse.webapp.bisections;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.driver.Starting;
import org.kpulse.bisect.request.Asked;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Budget;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.Fields;
import org.kpulse.webapp.server.NamedTrees;
import org.kpulse.webapp.server.Parts;
import org.springframework.stereotype.Component;

/** Begins bisections between any two commits of a tree, as {@code kpulse bisect start --later} does: they are stored, and carried out by others. */
@Component
public class BisectionStarts {

    private static final int MOST_GOOD = 20;

    /** Pages are served from a small heap. */
    private static final int MOST_COMMITS = 30_000;

    private final Parts parts;
    private final NamedTrees trees;
    private final BisectionStore bisections;
    private final Audit audit;

    BisectionStarts(Parts parts, Audit audit) {
        this.parts = parts;
        this.trees = new NamedTrees(parts.lab().config());
        this.bisections = new BisectionStore(parts.database());
        this.audit = audit;
    }

    /**
     * The commits, as a form has them.
     *
     * @param tree a name of the configuration
     * @param good revisions without the change, blanks or commas between
     * @param bad revision with it; blank is HEAD
     * @param path only commits that touch one of these may be the culprit, blanks between
     */
    public record Range(
            @Nullable String tree,
            @Nullable String good,
            @Nullable String bad,
            @Nullable String path) {}

    /**
     * What is sought in them: one of a metric, a test and a crash.
     *
     * @param crash true or on: the kernel fails
     * @param platforms where to search, comma between; blank is as of {@code kpulse bisect start}
     */
    public record Sought(
            @Nullable String benchmark,
            @Nullable String metric,
            @Nullable String test,
            @Nullable String crash,
            @Nullable String platforms) {}

    /**
     * For how much.
     *
     * @param change percent, the least worth finding
     * @param confidence at which a culprit is named
     * @param budget such as 4h or 40boots; blank is {@code bisect.budget}
     */
    public record Limits(
            @Nullable String change,
            @Nullable String confidence,
            @Nullable String budget) {}

    /** Names of the trees that may be searched. */
    List<String> trees() {
        return trees.names();
    }

    /**
     * Reads the tree, so that the first time it may take long; one at a time, so that two who ask at once do not begin two.
     *
     * @return its number
     * @throws BadParameter if it makes no sense
     * @throws Conflict if one that is not over seeks the same
     */
    public synchronized long begin(Range range, Sought sought, Limits limits, Actor actor) {
        Starting starting = new Starting(parts.lab());
        Starting.Prepared prepared;
        try {
            prepared = starting.prepare(revisions(range), asked(sought, limits), where(sought));
        } catch (UsageException e) {
            throw new BadParameter("bisection", String.valueOf(e.getMessage()));
        }
        same(prepared.request()).ifPresent(row -> {
            throw new Conflict("Bisection " + row.id() + " seeks the same and is not over. Nothing was begun.");
        });
        long id = starting.store(parts.database(), prepared, OptionalLong.empty());
        audit.note(
                actor,
                "bisection.start",
                id + ": " + prepared.request().wanted() + " in "
                        + prepared.request().tree());
        return id;
    }

    private Optional<BisectionRow> same(BisectionRequest request) {
        return bisections.list().stream()
                .filter(row -> row.state() == BisectionState.RUNNING || row.state() == BisectionState.PAUSED)
                .filter(row -> row.request().tree().equals(request.tree())
                        && row.request().good().equals(request.good())
                        && row.request().bad().equals(request.bad())
                        && row.request().wanted().equals(request.wanted()))
                .findFirst();
    }

    private Starting.Revisions revisions(Range range) {
        String tree = trees.require("tree", Fields.needed("tree", range.tree()));
        List<String> good = Fields.words("good", Fields.needed("good", range.good()));
        if (good.size() > MOST_GOOD) {
            throw new BadParameter("good", "at most " + MOST_GOOD + " revisions.");
        }
        return new Starting.Revisions(
                tree,
                good,
                Fields.given("bad", range.bad()).orElse("HEAD"),
                Fields.words("path", range.path()),
                MOST_COMMITS);
    }

    private Asked asked(Sought sought, Limits limits) {
        String budget = Fields.given("budget", limits.budget())
                .orElseGet(() -> parts.lab().config().text(ConfigKey.BISECT_BUDGET));
        return new Asked(
                new Asked.Sought(
                        Fields.given("benchmark", sought.benchmark()).orElse(null),
                        Fields.given("metric", sought.metric()).orElse(null),
                        Fields.flag("crash", sought.crash()),
                        Fields.given("test", sought.test()).orElse(null)),
                new Asked.Limits(
                        Fields.number("change", limits.change()).orElse(null),
                        Fields.number("confidence", limits.confidence()).orElse(Asked.CONFIDENCE),
                        Budget.parse(budget),
                        false));
    }

    private static BisectionRequest.Where where(Sought sought) {
        List<String> said = Fields.words("platforms", sought.platforms());
        return new BisectionRequest.Where(said.isEmpty() ? Asked.PLATFORMS : said, List.of());
    }
}
