package org.kpulse.webapp.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.index.IndexQuery;
import org.kpulse.webapp.index.IndexQuery.Point;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.publish.Publication.NamedKernel;
import org.kpulse.webapp.publish.Publication.Published;
import org.kpulse.webapp.reports.ReportSettings;
import org.kpulse.webapp.reports.Searches;

/** Gathers what may be published. */
final class PublicationQuery {

    /** Kernels of each platform's index. */
    static final int MOST_POINTS = 500;

    private final Database database;
    private final RegressionStore regressions;
    private final Searches searches;
    private final PublicNames names;

    PublicationQuery(Database database, ReportSettings settings) {
        this.database = database;
        this.regressions = new RegressionStore(database);
        this.searches = new Searches(database);
        this.names = new PublicNames(settings);
    }

    Publication gather(Clock clock) {
        List<Series> series = new IndexQuery(database).series("", Optional.empty(), MOST_POINTS);
        List<HeldRegression> held = reviewed().stream()
                .flatMap(id -> regressions.held(id).stream())
                .filter(each -> !each.standing().isEmpty())
                .sorted(Comparator.comparingDouble((HeldRegression each) -> -each.impact()))
                .toList();
        Map<Long, NamedKernel> kernels = kernels(series, held);
        FrozenQuery frozen = new FrozenQuery(database);
        return new Publication(
                clock.instant(),
                series.stream().map(each -> named(each, kernels)).toList(),
                held.stream()
                        .map(each -> new Published(named(each, kernels), culprit(each)))
                        .toList(),
                held.stream()
                        .flatMap(each -> frozen.of(each).stream())
                        .sorted(Comparator.comparingLong((Frozen each) -> -each.id()))
                        .toList(),
                kernels);
    }

    private record Said(long regression, RegressionState state, Reviewed.Word word) {}

    /** Numbers of the regressions that people stand behind. */
    private List<Long> reviewed() {
        Map<Long, List<Said>> said = new LinkedHashMap<>();
        database.read(jdbc -> jdbc.sql("""
                        SELECT r.id, r.state, e.at, e.what FROM regression r JOIN regression_event e ON e.regression_id = r.id
                        WHERE e.what IN ('noise', 'accepted', 'infra', 'duplicate', 'improvement', 'reported', 'fixed', 'reopen')
                        UNION ALL
                        SELECT r.id, r.state, e.at, 'approved' FROM regression r JOIN report p ON p.regression_id = r.id
                        JOIN report_event e ON e.report_id = p.id AND e.what = 'approved'
                        WHERE p.state IN ('APPROVED', 'SENT')""")
                        .query((row, number) -> new Said(
                                row.getLong("id"),
                                RegressionState.valueOf(row.getString("state")),
                                new Reviewed.Word(
                                        row.getObject("at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("what"))))
                        .list())
                .forEach(each -> said.computeIfAbsent(each.regression(), id -> new ArrayList<>())
                        .add(each));
        return said.entrySet().stream()
                .filter(each -> Reviewed.is(
                        each.getValue().get(0).state(),
                        each.getValue().stream().map(Said::word).toList()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Optional<Culprit> culprit(HeldRegression held) {
        return searches.of(held).flatMap(Searches::culprit).filter(Culprit::confirmed);
    }

    private Map<Long, NamedKernel> kernels(List<Series> series, List<HeldRegression> held) {
        Set<Long> ids = new TreeSet<>();
        for (Series each : series) {
            ids.add(each.base().id());
            each.points().forEach(point -> ids.add(point.kernelId()));
        }
        held.forEach(each -> {
            ids.add(each.row().baseId());
            ids.add(each.row().candidateId());
        });
        Map<Long, NamedKernel> kernels = new LinkedHashMap<>();
        database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id = ANY (?)")
                        .param(ids.toArray(Long[]::new))
                        .query((row, number) -> kernel(row))
                        .list())
                .forEach(kernel -> kernels.put(kernel.id(), kernel));
        return kernels;
    }

    private NamedKernel kernel(ResultSet row) throws SQLException {
        return new NamedKernel(
                row.getLong("id"),
                names.of(row.getString("ref"), row.getString("release")),
                PublicNames.withoutPaths(row.getString("release")),
                row.getString("architecture"),
                text(row, "source_revision"),
                text(row, "compiler"),
                text(row, "config_sha256"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static String name(Map<Long, NamedKernel> kernels, long id) {
        return Optional.ofNullable(kernels.get(id)).orElseThrow().name();
    }

    private static Series named(Series series, Map<Long, NamedKernel> kernels) {
        KernelRow base = series.base();
        return new Series(
                series.platform(),
                new KernelRow(
                        base.id(),
                        name(kernels, base.id()),
                        base.release(),
                        base.architecture(),
                        base.imageSha256(),
                        base.configSha256(),
                        base.version()),
                series.points().stream()
                        .map(point -> new Point(
                                point.kernelId(),
                                name(kernels, point.kernelId()),
                                point.experimentId(),
                                point.value(),
                                point.interval()))
                        .toList(),
                series.more());
    }

    private static HeldRegression named(HeldRegression held, Map<Long, NamedKernel> kernels) {
        RegressionRow row = held.row();
        return new HeldRegression(
                new RegressionRow(
                        row.id(),
                        row.baseId(),
                        name(kernels, row.baseId()),
                        row.candidateId(),
                        name(kernels, row.candidateId()),
                        row.state(),
                        row.version(),
                        row.created(),
                        row.updated(),
                        row.duplicateOf(),
                        row.bisection()),
                held.standing());
    }
}
