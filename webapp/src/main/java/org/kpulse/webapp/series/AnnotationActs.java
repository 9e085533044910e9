package org.kpulse.webapp.series;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.series.SeriesController.Metric;
import org.kpulse.webapp.series.SeriesQuery.Variant;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.Fields;
import org.springframework.stereotype.Component;

/** What an operator says of a kernel in a series. */
@Component
class AnnotationActs {

    private final AnnotationStore annotations;
    private final SeriesQuery query;
    private final Audit audit;

    AnnotationActs(AnnotationStore annotations, SeriesQuery query, Audit audit) {
        this.annotations = annotations;
        this.query = query;
        this.audit = audit;
    }

    /**
     * What somebody says.
     *
     * @param kernel its number
     * @param text one line
     * @param every whether it belongs to every metric of the platform, yes or no
     */
    record Said(
            @Nullable String kernel,
            @Nullable String text,
            @Nullable String every) {}

    /**
     * Stores it and notes who said it, both or none.
     *
     * @throws Conflict if they have said the same there before
     */
    void annotate(Metric metric, Variant variant, Said said, Actor actor) {
        long kernel = kernel(variant, Fields.needed("kernel", said.kernel()));
        String text = Fields.needed("text", said.text());
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadParameter("text", "one line without control characters.");
        }
        boolean every = Fields.flag("every", said.every());
        audit.together(() -> {
            if (!annotations.add(
                    variant.platform(),
                    kernel,
                    every ? OptionalLong.empty() : OptionalLong.of(variant.metric()),
                    text,
                    actor.name())) {
                throw new Conflict("You have said the same of kernel " + kernel + " before; nothing was stored.");
            }
            audit.note(
                    actor,
                    "series.annotate",
                    (every ? "every metric on " + metric.platform() : metric.title()) + ", kernel " + kernel);
            return kernel;
        });
    }

    private long kernel(Variant variant, String number) {
        if (!number.matches("[0-9]{1,18}")) {
            throw new BadParameter("kernel", "it is the number of a kernel.");
        }
        long kernel = Long.parseLong(number);
        if (!query.has(variant, kernel)) {
            throw new BadParameter("kernel", "kernel " + kernel + " was not to be measured here.");
        }
        return kernel;
    }
}
