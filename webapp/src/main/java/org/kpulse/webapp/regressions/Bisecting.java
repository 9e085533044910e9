package org.kpulse.webapp.regressions;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.bisect.cli.FoundRegressions;
import org.kpulse.bisect.request.Beginnings.Choice;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.server.Parts;
import org.springframework.stereotype.Component;

/** Begins bisections of a regression as {@code kpulse bisect regressions --later} does: they are stored, and carried out by others. */
@Component
public class Bisecting {

    private static final int EXPERIMENTS = 20;

    private final RegressionStore regressions;
    private final FoundRegressions found;
    private final Audit audit;

    Bisecting(Parts parts, Audit audit) {
        this.regressions = new RegressionStore(parts.database());
        this.found = new FoundRegressions(parts.lab(), parts.database());
        this.audit = audit;
    }

    /**
     * Of the metrics that its newest experiment with any worth it called. Reads the tree, so that the first time it may take long; one at a
     * time, so that two who ask at once do not begin two.
     *
     * @param version that the operator has seen
     * @return ids, at least one, each noted as begun by them
     * @throws Conflict if it was changed since, is closed, or nothing of it can be bisected, which says why
     */
    public synchronized List<Long> begin(long id, int version, Actor actor) {
        HeldRegression held =
                regressions.held(id).orElseThrow(() -> new NotFound("There is no regression " + id + "."));
        RegressionRow row = held.row();
        if (row.version() != version) {
            throw new Conflict("Regression " + id + " was changed since you looked at it (it is "
                    + row.state().word() + "). Nothing was begun; look at it again.");
        }
        if (row.state().isClosed()) {
            throw new Conflict("Regression " + id + " is " + row.state().word() + "; reopen it first.");
        }
        List<String> reasons = new ArrayList<>();
        try {
            for (long experiment : experiments(held)) {
                List<Choice> choices = found.of(experiment);
                List<Long> begun = found.begin(choices);
                if (!begun.isEmpty()) {
                    begun.forEach(bisection -> audit.note(actor, "regression.bisect", id + ": bisection " + bisection));
                    return begun;
                }
                choices.forEach(choice -> reasons.add(choice.largest().metric() + ": " + choice.reason()));
            }
        } catch (UsageException e) {
            throw new Conflict("No bisection was begun: " + e.getMessage());
        }
        throw new Conflict("No bisection was begun; "
                + (reasons.isEmpty()
                        ? "no experiment of it has a change that can be sought."
                        : reasons.stream().distinct().collect(Collectors.joining("; ")) + "."));
    }

    private static List<Long> experiments(HeldRegression held) {
        return held.calls().stream()
                .map(RegressionRow.Call::experiment)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .distinct()
                .limit(EXPERIMENTS)
                .toList();
    }
}
