package org.kpulse.webapp.regressions;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.kpulse.webapp.people.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What an operator may do with a regression. */
@Controller
class RegressionActions {

    private final RegressionActs acts;
    private final Bisecting bisecting;
    private final Remeasuring remeasuring;

    RegressionActions(RegressionActs acts, Bisecting bisecting, Remeasuring remeasuring) {
        this.acts = acts;
        this.bisecting = bisecting;
        this.remeasuring = remeasuring;
    }

    /**
     * Stores a verdict.
     *
     * @param version that the operator has seen
     */
    @PostMapping("/regressions/{id:[0-9]+}/judge")
    String judge(
            @PathVariable long id,
            @RequestParam int version,
            RegressionActs.Said said,
            Principal who,
            HttpServletRequest request) {
        acts.judge(id, version, said, Actor.of(who, request));
        return "redirect:/regressions/" + id;
    }

    /** Stores bisections of it, which a worker or {@code kpulse bisect resume} carries out. */
    @PostMapping("/regressions/{id:[0-9]+}/bisect")
    String bisect(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        bisecting.begin(id, version, Actor.of(who, request));
        return "redirect:/regressions/" + id;
    }

    /** Asks for its kernels to be measured once more. */
    @PostMapping("/regressions/{id:[0-9]+}/again")
    String again(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        remeasuring.ask(id, version, Actor.of(who, request));
        return "redirect:/queue";
    }
}
