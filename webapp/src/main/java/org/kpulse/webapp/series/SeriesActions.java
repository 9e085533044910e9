package org.kpulse.webapp.series;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.series.SeriesController.Metric;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What an operator may do with a series; each leads back to it as it was looked at. */
@Controller
class SeriesActions {

    private final AnnotationActs acts;

    SeriesActions(AnnotationActs acts) {
        this.acts = acts;
    }

    /** Says something of a kernel. */
    @PostMapping(SeriesController.PATH + "/annotate")
    String annotate(
            Metric metric, SeriesAsked asked, AnnotationActs.Said said, Principal who, HttpServletRequest request) {
        AnnotationActs.Where where = new AnnotationActs.Where(
                metric.benchmark(), metric.metric(), metric.platform(), SeriesAsked.text(asked.variant()));
        acts.annotate(where, said, Actor.of(who, request));
        return "redirect:" + asked.pinned().behind(metric.path());
    }

    /** Takes an annotation back. */
    @PostMapping(SeriesController.PATH + "/annotations/{id:[0-9]+}/withdraw")
    String withdraw(
            Metric metric, SeriesAsked asked, @PathVariable long id, Principal who, HttpServletRequest request) {
        acts.withdraw(id, Actor.of(who, request));
        return "redirect:" + asked.pinned().behind(metric.path());
    }
}
