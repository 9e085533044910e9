package org.kpulse.webapp.bisections;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.kpulse.webapp.people.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What an operator may do: begin a bisection, and change one. Whoever carries it out sees the new state before the next thing it does. */
@Controller
class BisectionActions {

    private final BisectionActs acts;
    private final BisectionStarts starts;

    BisectionActions(BisectionActs acts, BisectionStarts starts) {
        this.acts = acts;
        this.starts = starts;
    }

    /** Begins one. */
    @PostMapping("/bisections")
    String start(
            BisectionStarts.Range range,
            BisectionStarts.Sought sought,
            BisectionStarts.Limits limits,
            Principal who,
            HttpServletRequest request) {
        return "redirect:/bisections/" + starts.begin(range, sought, limits, Actor.of(who, request));
    }

    @PostMapping("/bisections/{id:[0-9]+}/{action:[a-z]+}")
    String act(@PathVariable long id, @PathVariable String action, Principal who, HttpServletRequest request) {
        acts.act(id, action, Actor.of(who, request));
        return "redirect:/bisections/" + id;
    }
}
