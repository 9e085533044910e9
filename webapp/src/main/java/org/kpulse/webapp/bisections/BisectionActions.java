package org.kpulse.webapp.bisections;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What an operator may do with a bisection. Whoever carries it out sees the new state before the next thing it does. */
@Controller
class BisectionActions {

    private static final Map<String, BisectionState> WORDS =
            Map.of("pause", BisectionState.PAUSED, "resume", BisectionState.RUNNING, "abort", BisectionState.ABORTED);

    private final BisectionStore bisections;
    private final Audit audit;

    BisectionActions(Database database, Audit audit) {
        this.bisections = new BisectionStore(database);
        this.audit = audit;
    }

    @PostMapping("/bisections/{id:[0-9]+}/{action:[a-z]+}")
    String act(@PathVariable long id, @PathVariable String action, Principal who, HttpServletRequest request) {
        BisectionState wanted = Optional.ofNullable(WORDS.get(action))
                .orElseThrow(
                        () -> new NotFound("A bisection can be paused, resumed or aborted, not \"" + action + "\"."));
        BisectionRow bisection =
                bisections.find(id).orElseThrow(() -> new NotFound("There is no bisection " + id + "."));
        boolean isOver = bisection.state() == BisectionState.FINISHED || bisection.state() == BisectionState.ABORTED;
        if (isOver) {
            throw new Conflict("Bisection " + id + " is over (" + bisection.state() + "); nothing was changed.");
        }
        bisections.state(id, wanted);
        audit.note(who.getName(), request.getRemoteAddr(), "bisection." + action, String.valueOf(id));
        return "redirect:/bisections/" + id;
    }
}
