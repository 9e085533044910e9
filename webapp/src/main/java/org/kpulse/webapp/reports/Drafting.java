package org.kpulse.webapp.reports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.letter.DigestLetter;
import org.kpulse.webapp.letter.RegressionFacts;
import org.kpulse.webapp.letter.RegressionFacts.Named;
import org.kpulse.webapp.letter.RegressionFacts.Tree;
import org.kpulse.webapp.letter.RegressionLetter;
import org.kpulse.webapp.mail.Envelope;
import org.kpulse.webapp.reports.ReportSettings.KnownTree;

/** Writes drafts. Nothing is sent by it. */
public final class Drafting {

    private static final String NOBODY = "kpulse.invalid";

    private final Database database;
    private final ReportSettings settings;
    private final RegressionStore regressions;
    private final ReportStore reports;
    private final FactsQuery facts;
    private final Searches searches;

    public Drafting(Database database, ReportSettings settings) {
        this.database = database;
        this.settings = settings;
        this.regressions = new RegressionStore(database);
        this.reports = new ReportStore(database);
        this.facts = new FactsQuery(database);
        this.searches = new Searches(database);
    }

    /** How it went. */
    public sealed interface Answer {}

    /** It is stored. */
    public record Drafted(ReportRow report) implements Answer {}

    /** Nothing was stored: there is nothing to report. */
    public record Nothing(String why) implements Answer {}

    /** Nothing was stored: an open report about the same is there already. */
    public record Exists(ReportRow report) implements Answer {}

    /** Nothing was stored: there is no such regression. */
    public record Unknown() implements Answer {}

    /**
     * Stores a draft of the report of a regression, as it stands now.
     *
     * @param to addresses; none: the owner of the tree, else those that the configuration names
     */
    public Answer regression(long id, String who, List<String> to) {
        Optional<HeldRegression> found = regressions.held(id);
        if (found.isEmpty()) {
            return new Unknown();
        }
        HeldRegression held = found.get();
        FactsQuery.Standing standing = facts.standing(id);
        if (standing.moved().isEmpty()) {
            return new Nothing("Nothing of regression " + id
                    + " stands: a later comparison judged each of its metrics again. There is nothing to report.");
        }
        Optional<BisectionRow> bisection = searches.of(held);
        Named candidate = facts.kernel(held.row().candidateId());
        Optional<String> tree = treeOf(held.row(), bisection);
        RegressionFacts all = new RegressionFacts(
                id,
                tree.map(named -> tree(named, candidate.ref())),
                facts.kernel(held.row().baseId()),
                candidate,
                standing.moved(),
                standing.places(),
                bisection.map(searches::search),
                standing.suite().isEmpty() ? "smoke" : standing.suite(),
                settings.page("/regressions/" + id),
                settings.from());
        return stored(
                new ReportStore.Drafted(
                        ReportRow.Kind.REGRESSION,
                        OptionalLong.of(id),
                        Optional.empty(),
                        RegressionLetter.of(all),
                        envelope(to, tree),
                        messageId()),
                who);
    }

    /** Stores a draft of the digest of a week, as it is known now; one that is there and was not discarded is the only one. */
    public Answer digest(Week week, String who, List<String> to) {
        return stored(
                new ReportStore.Drafted(
                        ReportRow.Kind.DIGEST,
                        OptionalLong.empty(),
                        Optional.of(week.monday()),
                        DigestLetter.of(new DigestQuery(database).of(week, settings.page("/regressions"))),
                        envelope(to, Optional.empty()),
                        messageId()),
                who);
    }

    /** The same by itself, unless there ever was one: what a person discarded does not come back. */
    void digestIfNone(Week week) {
        if (!reports.isDrafted(week.monday())) {
            digest(week, "Kpulse", List.of());
        }
    }

    private Answer stored(ReportStore.Drafted draft, String who) {
        ReportStore.Stored stored = reports.add(draft, who);
        ReportRow row = reports.find(stored.id()).orElseThrow();
        return stored.isNew() ? new Drafted(row) : new Exists(row);
    }

    /** Others may name a tree by its address. */
    private static Optional<String> treeOf(RegressionRow row, Optional<BisectionRow> bisection) {
        return bisection.map(each -> each.request().tree()).or(() -> {
            try {
                return KernelRef.parse(row.candidate()) instanceof KernelRef.Git git
                        ? Optional.of(git.tree())
                        : Optional.empty();
            } catch (UsageException e) {
                return Optional.empty(); // a name from outside, which is shown and not understood
            }
        });
    }

    private Tree tree(String named, String candidate) {
        Optional<KnownTree> known = settings.tree(named);
        String name = known.map(KnownTree::name)
                .orElse(named.replaceFirst("/+$", "").replaceFirst(".*/", "").replaceFirst("\\.git$", ""));
        String address = known.map(KnownTree::publicAddress).orElse(ReportSettings.shown(named));
        return new Tree(name, address, facts.branch(candidate));
    }

    private Envelope envelope(List<String> to, Optional<String> tree) {
        if (!to.isEmpty()) {
            return new Envelope(to, without(settings.cc(), to));
        }
        List<String> owner = tree.flatMap(settings::tree)
                .map(KnownTree::owner)
                .filter(address -> !address.isEmpty())
                .map(List::of)
                .orElse(settings.to());
        return new Envelope(owner, without(settings.cc(), owner));
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }

    private String messageId() {
        String host = settings.from().isEmpty() ? NOBODY : settings.from().replaceFirst(".*@", "");
        return "<kpulse-" + UUID.randomUUID() + "@" + host + ">";
    }
}
