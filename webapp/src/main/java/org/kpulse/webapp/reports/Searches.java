package org.kpulse.webapp.reports;

import java.util.List;
import java.util.Optional;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;
import org.kpulse.webapp.letter.RegressionFacts.Known;
import org.kpulse.webapp.letter.RegressionFacts.Search;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What bisections say of a regression. */
public final class Searches {

    private final BisectionStore bisections;
    private final RegressionStore regressions;

    public Searches(Database database) {
        this.bisections = new BisectionStore(database);
        this.regressions = new RegressionStore(database);
    }

    /** The bisection that the regression's state comes from, else its newest. */
    public Optional<BisectionRow> of(HeldRegression held) {
        Optional<Long> id = held.row().bisection().isPresent()
                ? Optional.of(held.row().bisection().getAsLong())
                : regressions.bisections(held.row().id()).stream().findFirst();
        return id.flatMap(bisections::find);
    }

    /** The same for a report. */
    Search search(BisectionRow row) {
        BisectionView view = new BisectionView(row);
        List<Known> lines = view.lines(bisections.probes().list(row.id())).stream()
                .skip(1) // its number and state
                .filter(line -> !line.value().isBlank())
                .map(line -> new Known(line.name(), line.value()))
                .toList();
        String metric =
                row.request().wanted() instanceof Wanted.Metric wanted ? wanted.benchmark() + "." + wanted.part() : "";
        String state = row.outcome().isPresent() ? view.summary() : "it has not ended";
        return new Search(row.id(), state, lines, culprit(row), metric);
    }

    /** The commit that it found. */
    public static Optional<Culprit> culprit(BisectionRow row) {
        return row.outcome()
                .map(JsonMapper.shared()::readTree)
                .filter(outcome -> outcome.path("answer").asString("").equals("culprit"))
                .map(outcome -> {
                    JsonNode commit = outcome.path("culprit");
                    return new Culprit(
                            commit.path("revision").asString(""),
                            commit.path("subject").asString(""),
                            outcome.path("confirmed").asBoolean(false));
                });
    }
}
