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
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** What an operator says of a kernel in a series, and takes back. */
@Component
public class AnnotationActs {

    private final AnnotationStore annotations;
    private final SeriesQuery query;
    private final Audit audit;

    AnnotationActs(AnnotationStore annotations, SeriesQuery query, Audit audit) {
        this.annotations = annotations;
        this.query = query;
        this.audit = audit;
    }

    /**
     * A series.
     *
     * @param variant of the recipe or the platform, as pages name it; empty for the newest
     */
    public record Where(String benchmark, String metric, String platform, String variant) {}

    /**
     * What somebody says.
     *
     * @param kernel its number
     * @param text one line
     * @param every whether it belongs to every metric of the platform, yes or no
     */
    public record Said(
            @Nullable String kernel,
            @Nullable String text,
            @Nullable String every) {}

    /**
     * Stores it and notes who said it, both or none.
     *
     * @return its number
     * @throws NotFound if nothing was to be measured there
     * @throws Conflict if they have said the same there before
     */
    public long annotate(Where where, Said said, Actor actor) {
        Metric metric = new Metric(where.benchmark(), where.metric(), where.platform());
        Variant variant = SeriesQuery.chosen(
                query.variants(where.benchmark(), where.metric(), where.platform()), metric, where.variant());
        long kernel = kernel(variant, Fields.needed("kernel", said.kernel()));
        String text = Fields.needed("text", said.text());
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadParameter("text", "one line without control characters.");
        }
        boolean every = Fields.flag("every", said.every());
        return audit.together(() -> {
            long id = annotations
                    .add(
                            variant.platform(),
                            kernel,
                            every ? OptionalLong.empty() : OptionalLong.of(variant.metric()),
                            text,
                            actor.name())
                    .orElseThrow(() -> new Conflict(
                            "You have said the same of kernel " + kernel + " before; nothing was stored."));
            audit.note(
                    actor,
                    "series.annotate",
                    (every ? "every metric on " + metric.platform() : metric.title()) + ", kernel " + kernel);
            return id;
        });
    }

    /**
     * Takes one back for good and notes who did, both or none.
     *
     * @throws NotFound if there is none with this number
     * @throws Conflict if it was taken back before
     */
    public void withdraw(long id, Actor actor) {
        Annotation annotation =
                annotations.find(id).orElseThrow(() -> new NotFound("There is no annotation " + id + "."));
        audit.together(() -> {
            if (!annotations.withdraw(id, actor.name())) {
                throw new Conflict("Annotation " + id + " was withdrawn before.");
            }
            audit.note(actor, "series.withdraw", "annotation " + id + " of kernel " + annotation.kernelId());
            return id;
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
