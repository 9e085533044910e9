package org.kpulse.webapp.bisections;

import java.util.Map;
import java.util.Optional;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** What an operator does to a bisection, over a page or the API. */
@Component
public class BisectionActs {

    private static final Map<String, BisectionState> WORDS =
            Map.of("pause", BisectionState.PAUSED, "resume", BisectionState.RUNNING, "abort", BisectionState.ABORTED);

    private final BisectionStore bisections;
    private final Audit audit;

    BisectionActs(Database database, Audit audit) {
        this.bisections = new BisectionStore(database);
        this.audit = audit;
    }

    /**
     * Does it and notes who did.
     *
     * @param action {@code pause}, {@code resume} or {@code abort}
     * @throws NotFound if there is no such bisection or action
     * @throws Conflict if the bisection is over
     */
    public void act(long id, String action, Actor actor) {
        BisectionState wanted = Optional.ofNullable(WORDS.get(action))
                .orElseThrow(
                        () -> new NotFound("A bisection can be paused, resumed or aborted, not \"" + action + "\"."));
        if (bisections.find(id).isEmpty()) {
            throw new NotFound("There is no bisection " + id + ".");
        }
        try {
            audit.together(() -> {
                bisections.state(id, wanted);
                audit.note(actor, "bisection." + action, String.valueOf(id));
                return wanted;
            });
        } catch (UsageException e) {
            throw new Conflict("Bisection " + id + " is over; nothing was changed.");
        }
    }
}
