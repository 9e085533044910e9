package org.kpulse.webapp.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.reports.ReportActs.Edited;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What an operator may do with reports; each with the version that they have seen. */
@Controller
class ReportActions {

    private final ReportActs acts;

    ReportActions(ReportActs acts) {
        this.acts = acts;
    }

    /** Drafts one of a regression. */
    @PostMapping("/regressions/{id:[0-9]+}/report")
    String draft(@PathVariable long id, Principal who, HttpServletRequest request) {
        return to(acts.draft(id, "", Actor.of(who, request)).report());
    }

    /** Drafts that of a week. */
    @PostMapping("/reports/digest")
    String digest(@RequestParam @Nullable String week, Principal who, HttpServletRequest request) {
        return to(acts.digest(week, "", Actor.of(who, request)).report());
    }

    @PostMapping("/reports/{id:[0-9]+}/edit")
    String edit(
            @PathVariable long id,
            @RequestParam int version,
            Edited edited,
            Principal who,
            HttpServletRequest request) {
        return to(acts.edit(id, version, edited, Actor.of(who, request)));
    }

    @PostMapping("/reports/{id:[0-9]+}/approve")
    String approve(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        return to(acts.approve(id, version, Actor.of(who, request)));
    }

    @PostMapping("/reports/{id:[0-9]+}/discard")
    String discard(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        return to(acts.discard(id, version, Actor.of(who, request)));
    }

    @PostMapping("/reports/{id:[0-9]+}/send")
    String send(@PathVariable long id, @RequestParam int version, Principal who, HttpServletRequest request) {
        return to(acts.send(id, version, Actor.of(who, request)));
    }

    private static String to(ReportRow report) {
        return "redirect:/reports/" + report.id();
    }
}
