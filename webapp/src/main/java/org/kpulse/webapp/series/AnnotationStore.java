package org.kpulse.webapp.series;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.series.SeriesQuery.Variant;
import org.springframework.stereotype.Component;

/** Annotations of series; never changed. */
@Component
class AnnotationStore {

    private final Database database;

    AnnotationStore(Database database) {
        this.database = database;
    }

    /**
     * Stores one.
     *
     * @param metric whose series it belongs to; empty for those of every metric
     * @return false if the same person has said the same there
     */
    boolean add(long platform, long kernel, OptionalLong metric, String text, String who) {
        return database.write(jdbc -> jdbc.sql("""
                        INSERT INTO annotation (platform_id, kernel_id, metric_id, text, who)
                        VALUES (?, ?, CAST(? AS bigint), ?, ?) ON CONFLICT DO NOTHING""")
                        .params(platform, kernel)
                        .param(metric.isPresent() ? metric.getAsLong() : null)
                        .params(text, who)
                        .update()
                > 0);
    }

    /** Those of a series at these kernels, in the order in which they were made. */
    List<Annotation> of(Variant variant, Collection<Long> kernels) {
        String ids = kernels.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        return database.read(jdbc -> jdbc.sql("""
                        SELECT * FROM annotation WHERE platform_id = ? AND kernel_id = ANY (?::bigint[])
                            AND (metric_id IS NULL OR metric_id = ?) ORDER BY id""")
                .params(variant.platform(), ids, variant.metric())
                .query((row, number) -> new Annotation(
                        row.getLong("kernel_id"),
                        row.getObject("metric_id") == null,
                        row.getString("text"),
                        row.getString("who"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list());
    }
}
