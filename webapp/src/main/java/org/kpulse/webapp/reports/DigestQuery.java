package org.kpulse.webapp.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kpulse.analysis.Interval;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow.Call;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.about.ErrorRateQuery;
import org.kpulse.webapp.index.IndexQuery;
import org.kpulse.webapp.letter.DigestFacts;
import org.kpulse.webapp.letter.DigestFacts.Boots;
import org.kpulse.webapp.letter.DigestFacts.Fault;
import org.kpulse.webapp.letter.DigestFacts.Found;
import org.kpulse.webapp.letter.DigestFacts.Index;
import org.kpulse.webapp.letter.DigestFacts.Moved;
import org.kpulse.webapp.letter.DigestFacts.Part;
import org.kpulse.webapp.letter.DigestFacts.Rate;
import org.kpulse.webapp.letter.DigestFacts.Standing;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;

/** Looks up what a digest says of a week: by the clock of the database that stored it. */
final class DigestQuery {

    /** Of each kind, in one mail. */
    private static final int MOST = 20;

    private static final Set<RegressionState> DISMISSED = Set.of(
            RegressionState.NOISE, RegressionState.INFRA, RegressionState.DUPLICATE, RegressionState.IMPROVEMENT);

    private final Database database;
    private final RegressionStore regressions;

    DigestQuery(Database database) {
        this.database = database;
        this.regressions = new RegressionStore(database);
    }

    /** All of it. */
    DigestFacts of(Week week, String page) {
        List<HeldRegression> detected = held("""
                SELECT id FROM regression WHERE created_at >= ? AND created_at < ?""", week);
        List<HeldRegression> fixed = held("""
                SELECT DISTINCT regression_id FROM regression_event WHERE at >= ? AND at < ?
                AND to_state IN ('FIXED_PENDING', 'VERIFIED') AND from_state IS DISTINCT FROM to_state""", week);
        return new DigestFacts(
                week.monday(),
                week.word(),
                part(detected.stream()
                        .filter(each -> !DISMISSED.contains(each.row().state()))
                        .toList()),
                detected.stream()
                        .filter(each -> DISMISSED.contains(each.row().state()))
                        .count(),
                part(fixed),
                Part.of(culprits(week), MOST),
                indices(week),
                new ErrorRateQuery(database)
                        .ofEqualKernels().stream()
                                .map(calls -> new Rate(
                                        calls.platform(),
                                        calls.ruleVersion(),
                                        calls.kind().equals("instructions"),
                                        calls.comparisons().called(),
                                        calls.comparisons().all(),
                                        calls.comparisons().interval()))
                                .toList(),
                boots(week),
                page);
    }

    private static Object[] bounds(Week week) {
        return new Object[] {week.begin().atOffset(ZoneOffset.UTC), week.end().atOffset(ZoneOffset.UTC)};
    }

    private List<HeldRegression> held(String ids, Week week) {
        return database
                .read(jdbc ->
                        jdbc.sql(ids).params(bounds(week)).query(Long.class).list())
                .stream()
                .flatMap(id -> regressions.held(id).stream())
                .sorted(Comparator.comparingDouble((HeldRegression each) -> -each.impact())
                        .thenComparing(each -> each.row().id()))
                .toList();
    }

    private static Part<Moved> part(List<HeldRegression> all) {
        return Part.of(all.stream().map(DigestQuery::moved).toList(), MOST);
    }

    private static Moved moved(HeldRegression held) {
        Optional<Call> largest = held.standing().stream()
                .max(Comparator.comparingDouble(call ->
                        Math.abs(Math.log(Math.max(1e-9, 1 + call.percent().orElse(1e9) / 100)))));
        return new Moved(
                held.row().id(),
                held.row().state().word(),
                held.row().candidate(),
                held.row().base(),
                largest.map(call -> call.benchmark() + "." + call.metric()).orElse(""),
                largest.map(Call::percent).orElse(OptionalDouble.empty()),
                held.metrics(),
                held.platforms());
    }

    private List<Found> culprits(Week week) {
        BisectionStore bisections = new BisectionStore(database);
        return database
                .read(jdbc ->
                        jdbc.sql("""
                        SELECT id FROM bisection WHERE state = 'FINISHED' AND ended_at >= ? AND ended_at < ? ORDER BY id""").params(bounds(week)).query(Long.class).list())
                .stream()
                .flatMap(id -> bisections.find(id).stream())
                .flatMap(row -> Searches.culprit(row).map(commit -> found(row, commit)).stream())
                .toList();
    }

    private static Found found(BisectionRow row, Culprit commit) {
        return new Found(
                row.id(),
                commit.revision(),
                commit.subject(),
                commit.confirmed(),
                row.request().wanted() + " on " + row.platform());
    }

    private List<Standing> indices(Week week) {
        return new IndexQuery(database)
                .series("", Optional.empty(), 1).stream()
                        .flatMap(series -> {
                            long platform = series.platform().id();
                            long base = series.base().id();
                            return newest(platform, base, bounds(week)[1])
                                    .map(now -> new Standing(
                                            series.platform().platform().name(),
                                            series.base().ref(),
                                            now,
                                            newest(platform, base, bounds(week)[0])))
                                    .stream();
                        })
                        .toList();
    }

    /** The newest frozen index before a moment. */
    private Optional<Index> newest(long platform, long base, Object before) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT k.ref, c.index_value, c.index_low, c.index_high FROM comparison c
                        JOIN kernel k ON k.id = c.candidate_kernel_id
                        WHERE c.platform_id = ? AND c.base_kernel_id = ? AND c.candidate_kernel_id <> c.base_kernel_id
                        AND c.index_value IS NOT NULL AND c.created_at < ? ORDER BY c.candidate_kernel_id DESC, c.id DESC LIMIT 1""")
                .params(platform, base, before)
                .query((row, number) -> new Index(row.getString("ref"), row.getDouble("index_value"), interval(row)))
                .optional());
    }

    private static Optional<Interval> interval(ResultSet row) throws SQLException {
        double low = row.getDouble("index_low");
        return row.wasNull() ? Optional.empty() : Optional.of(new Interval(low, row.getDouble("index_high")));
    }

    private Boots boots(Week week) {
        long all = database.read(jdbc -> jdbc.sql("SELECT count(*) FROM run WHERE started_at >= ? AND started_at < ?")
                .params(bounds(week))
                .query(Long.class)
                .single());
        List<Fault> faults = database.read(jdbc -> jdbc.sql("""
                        SELECT r.fault_code, count(*) AS boots, string_agg(DISTINCT p.name, ', ' ORDER BY p.name) AS platforms
                        FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                        WHERE r.started_at >= ? AND r.started_at < ? AND r.state = 'INFRA_FAILED'
                        GROUP BY r.fault_code ORDER BY boots DESC, r.fault_code""")
                .params(bounds(week))
                .query((row, number) ->
                        new Fault(row.getString("fault_code"), row.getLong("boots"), row.getString("platforms")))
                .list());
        return new Boots(all, faults);
    }
}
