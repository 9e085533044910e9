package org.kpulse.webapp.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.series.SeriesQuery.Variant;
import org.springframework.stereotype.Component;

/** Annotations of series; they are never changed, only taken back. */
@Component
public class AnnotationStore {

    private static final String ALL = """
            SELECT a.*, p.name AS platform, k.ref AS kernel, b.name AS benchmark, m.name AS metric, w.who AS withdrawn_by, w.at AS withdrawn_at
            FROM annotation a JOIN platform p ON p.id = a.platform_id JOIN kernel k ON k.id = a.kernel_id
            LEFT JOIN metric m ON m.id = a.metric_id LEFT JOIN benchmark b ON b.id = m.benchmark_id
            LEFT JOIN annotation_withdrawn w ON w.annotation_id = a.id\s""";

    private final Database database;

    AnnotationStore(Database database) {
        this.database = database;
    }

    /**
     * Stores one.
     *
     * @param metric whose series it belongs to; empty for those of every metric
     * @return its number; empty if the same person has said the same there
     */
    Optional<Long> add(long platform, long kernel, OptionalLong metric, String text, String who) {
        return database.write(jdbc -> jdbc.sql("""
                        INSERT INTO annotation (platform_id, kernel_id, metric_id, text, who)
                        VALUES (?, ?, CAST(? AS bigint), ?, ?) ON CONFLICT DO NOTHING RETURNING id""")
                .params(platform, kernel)
                .param(metric.isPresent() ? metric.getAsLong() : null)
                .params(text, who)
                .query(Long.class)
                .optional());
    }

    /** Takes one back; false if somebody has. */
    boolean withdraw(long id, String who) {
        return database.write(jdbc ->
                jdbc.sql("INSERT INTO annotation_withdrawn (annotation_id, who) VALUES (?, ?) ON CONFLICT DO NOTHING")
                                .params(id, who)
                                .update()
                        > 0);
    }

    /** The one with this number, taken back or not. */
    public Optional<Annotation> find(long id) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE a.id = ?")
                .param(id)
                .query(AnnotationStore::row)
                .optional());
    }

    /** At most so many with a smaller number than that, the newest first; those taken back too. */
    public List<Annotation> before(long before, int limit) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE a.id < ? ORDER BY a.id DESC LIMIT ?")
                .params(before, limit)
                .query(AnnotationStore::row)
                .list());
    }

    /** Those of a series at these kernels that nobody took back, in the order in which they were made. */
    List<Annotation> of(Variant variant, Collection<Long> kernels) {
        String ids = kernels.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        return database.read(jdbc -> jdbc.sql(ALL + """
                        WHERE a.platform_id = ? AND a.kernel_id = ANY (?::bigint[])
                            AND (a.metric_id IS NULL OR a.metric_id = ?) AND w.who IS NULL ORDER BY a.id""")
                .params(variant.platform(), ids, variant.metric())
                .query(AnnotationStore::row)
                .list());
    }

    private static Annotation row(ResultSet row, int number) throws SQLException {
        String metric = row.getString("metric");
        String withdrawn = row.getString("withdrawn_by");
        return new Annotation(
                row.getLong("id"),
                row.getString("platform"),
                row.getLong("kernel_id"),
                row.getString("kernel"),
                metric == null ? null : new Annotation.Of(row.getString("benchmark"), metric),
                row.getString("text"),
                row.getString("who"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                withdrawn == null
                        ? null
                        : new Annotation.Withdrawn(
                                withdrawn,
                                row.getObject("withdrawn_at", OffsetDateTime.class)
                                        .toInstant()));
    }
}
