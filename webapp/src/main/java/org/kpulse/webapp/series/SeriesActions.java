package org.kpulse.webapp.series;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.series.SeriesController.Metric;
import org.kpulse.webapp.series.SeriesQuery.Variant;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** What an operator may do with a series. */
@Controller
class SeriesActions {

    private final SeriesQuery query;
    private final AnnotationActs acts;

    SeriesActions(SeriesQuery query, AnnotationActs acts) {
        this.query = query;
        this.acts = acts;
    }

    /** Says something of a kernel, and leads back to the series as it was looked at. */
    @PostMapping(SeriesController.PATH + "/annotate")
    String annotate(
            Metric metric, SeriesAsked asked, AnnotationActs.Said said, Principal who, HttpServletRequest request) {
        Variant variant = SeriesQuery.chosen(
                query.variants(metric.benchmark(), metric.metric(), metric.platform()),
                metric,
                SeriesAsked.text(asked.variant()));
        acts.annotate(metric, variant, said, Actor.of(who, request));
        return "redirect:" + asked.pinned().behind(metric.path());
    }
}
