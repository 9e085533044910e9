package org.kpulse.webapp.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.springframework.stereotype.Component;

/** Stored indices over kernels. */
@Component
public class IndexQuery {

    private final Database database;

    public IndexQuery(Database database) {
        this.database = database;
    }

    /**
     * The index of one kernel, as it was frozen.
     *
     * @param experimentId whose comparison it is; empty for one outside of experiments
     * @param interval 95 %; empty with too few boots
     */
    public record Point(
            long kernelId, String ref, OptionalLong experimentId, double value, Optional<Interval> interval) {}

    /**
     * Indices of one platform against one base, in the order in which the kernels were first seen.
     *
     * @param points at least one
     * @param more whether there are older ones
     */
    public record Series(PlatformRow platform, KernelRow base, List<Point> points, boolean more) {

        public Series {
            points = List.copyOf(points);
        }

        /** The newest. */
        public Point last() {
            return points.get(points.size() - 1);
        }
    }

    /**
     * One series for each platform that has any, the first used first: against this base, else the platform's baseline, else, where
     * there is no index against that, the base of the newest comparison.
     *
     * @param name of the platforms; empty for all
     * @param most points, the newest
     */
    public List<Series> series(String name, Optional<KernelRow> base, int most) {
        List<PlatformRow> platforms = new ArrayList<>(new PlatformStore(database).list());
        Collections.reverse(platforms);
        List<Series> all = new ArrayList<>();
        for (PlatformRow platform : platforms) {
            if (name.isEmpty() || platform.platform().name().equals(name)) {
                base.map(KernelRow::id)
                        .or(() -> usual(platform.id()))
                        .flatMap(id -> new KernelStore(database).find(id))
                        .flatMap(kernel -> series(platform, kernel, most))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Other kernels with indices against them on a platform, the newest first; of the newest comparisons there. */
    public List<KernelRow> bases(long platformId) {
        KernelStore kernels = new KernelStore(database);
        return database
                .read(jdbc -> jdbc.sql("""
                        SELECT base_kernel_id FROM (SELECT * FROM comparison WHERE platform_id = ? ORDER BY id DESC LIMIT 1000) c
                        WHERE index_value IS NOT NULL AND base_kernel_id <> candidate_kernel_id
                        GROUP BY base_kernel_id ORDER BY max(id) DESC LIMIT 10""").param(platformId).query(Long.class).list())
                .stream()
                .flatMap(id -> kernels.find(id).stream())
                .toList();
    }

    private Optional<Long> usual(long platformId) {
        return baseline(platformId)
                .or(() -> database.read(jdbc ->
                        jdbc.sql("""
                        SELECT base_kernel_id FROM comparison
                        WHERE platform_id = ? AND index_value IS NOT NULL AND base_kernel_id <> candidate_kernel_id
                        ORDER BY id DESC LIMIT 1""").param(platformId).query(Long.class).optional()));
    }

    /** The platform's baseline, if there is an index against it. */
    private Optional<Long> baseline(long platformId) {
        return new PlatformStore(database)
                .baseline(platformId)
                .filter(kernel -> database.read(jdbc -> jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM comparison WHERE platform_id = ? AND base_kernel_id = ?
                            AND candidate_kernel_id <> base_kernel_id AND index_value IS NOT NULL)""")
                        .params(platformId, kernel)
                        .query(Boolean.class)
                        .single()));
    }

    private Optional<Series> series(PlatformRow platform, KernelRow base, int most) {
        List<Point> found = new ArrayList<>(database.read(jdbc -> jdbc.sql("""
                        SELECT newest.*, k.ref FROM (
                            SELECT DISTINCT ON (c.candidate_kernel_id) c.candidate_kernel_id, c.experiment_id,
                                c.index_value, c.index_low, c.index_high
                            FROM comparison c
                            WHERE c.platform_id = ? AND c.base_kernel_id = ? AND c.candidate_kernel_id <> c.base_kernel_id
                                AND c.index_value IS NOT NULL
                            ORDER BY c.candidate_kernel_id DESC, c.id DESC LIMIT ?) newest
                        JOIN kernel k ON k.id = newest.candidate_kernel_id
                        ORDER BY newest.candidate_kernel_id DESC""")
                .params(platform.id(), base.id(), most + 1)
                .query(IndexQuery::point)
                .list()));
        boolean more = found.size() > most;
        List<Point> points = new ArrayList<>(found.subList(0, Math.min(most, found.size())));
        Collections.reverse(points);
        return points.isEmpty() ? Optional.empty() : Optional.of(new Series(platform, base, points, more));
    }

    private static Point point(ResultSet row, int number) throws SQLException {
        long experiment = row.getLong("experiment_id");
        OptionalLong experimentId = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(experiment);
        double low = row.getDouble("index_low");
        boolean without = row.wasNull();
        return new Point(
                row.getLong("candidate_kernel_id"),
                row.getString("ref"),
                experimentId,
                row.getDouble("index_value"),
                without ? Optional.empty() : Optional.of(new Interval(low, row.getDouble("index_high"))));
    }
}
