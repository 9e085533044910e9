package org.kpulse.bisect.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Posterior;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Step;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionReconciler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bisections with their candidates and decisions, which want probes. Every method is one transaction. */
public final class BisectionStore {

    /** Degrees of freedom beyond this are as good as certain, and can be written in JSON. */
    public static final double MOST_DEGREES = 1e6;

    private final Database database;

    public BisectionStore(Database database) {
        this.database = database;
    }

    /**
     * Stores a new bisection, which goes on when somebody carries it out.
     *
     * @param beforehand what is known of each of its platforms
     * @param comparison whose regression it is, if it is one's
     */
    public long create(
            BisectionRequest request,
            Candidates candidates,
            Map<String, Beforehand> beforehand,
            OptionalLong comparison) {
        BisectionRequest.Terms terms = request.terms();
        return database.write(jdbc -> {
            long id = jdbc.sql("""
                    INSERT INTO bisection (tree, good, bad, symptom, benchmark, metric, claim, confidence, platforms, reported,
                        weighted, budget_seconds, budget_boots, comparison_id)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""")
                    .param(request.tree())
                    .param(request.good().toArray(String[]::new))
                    .params(
                            request.bad(),
                            request.wanted().symptom(),
                            request.wanted().benchmark())
                    .param(request.wanted().part())
                    .params(terms.claim(), terms.confidence())
                    .param(request.platforms().toArray(String[]::new))
                    .param(request.where().reported().toArray(String[]::new))
                    .param(terms.weighted())
                    .param(terms.seconds().isPresent() ? terms.seconds().getAsDouble() : null)
                    .param(terms.boots().isPresent() ? terms.boots().getAsInt() : null)
                    .param(comparison.isPresent() ? comparison.getAsLong() : null)
                    .query(Long.class)
                    .single();
            for (Map.Entry<String, Beforehand> each : beforehand.entrySet()) {
                Beforehand known = each.getValue();
                jdbc.sql("INSERT INTO bisection_beforehand VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(id, each.getKey())
                        .params(known.noise().variance(), Math.min(known.noise().degreesOfFreedom(), MOST_DEGREES))
                        .params(known.prices().build(), known.prices().run())
                        .params(
                                known.buildEffect().ratio(),
                                Math.min(known.buildEffect().degreesOfFreedom(), MOST_DEGREES))
                        .update();
            }
            for (int commit = 0; commit < candidates.graph().size(); commit++) {
                jdbc.sql("INSERT INTO bisection_commit (bisection_id, number, revision, parents, weight, subject)"
                                + " VALUES (?, ?, ?, ?::integer[], ?, ?)")
                        .params(id, commit, candidates.graph().name(commit))
                        .param(Rows.array(candidates.graph().parents(commit)))
                        .params(
                                candidates.weights().get(commit),
                                Rows.storable(candidates.subjects().get(commit)))
                        .update();
            }
            RegressionReconciler.reconcile(jdbc);
            return id;
        });
    }

    /** The bisection with this id. */
    public Optional<BisectionRow> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM bisection WHERE id = ?")
                .param(id)
                .query(Rows::bisection)
                .optional());
    }

    /** All bisections, newest first. */
    public List<BisectionRow> list() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM bisection ORDER BY id DESC")
                .query(Rows::bisection)
                .list());
    }

    /** At most so many with a smaller id than that, newest first. */
    public List<BisectionRow> list(long before, int most) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM bisection WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(before, most)
                .query(Rows::bisection)
                .list());
    }

    /** Those that are neither over nor paused, the oldest first. */
    public List<BisectionRow> running() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM bisection WHERE state = 'RUNNING' ORDER BY id")
                .query(Rows::bisection)
                .list());
    }

    /** The candidates of a bisection, weighed by what they touch if that was done. */
    public Candidates candidates(long id) {
        return unweighed(id).weighed(weighing(id).map(Weighing::factors).orElse(List.of()));
    }

    /** The candidates with the weights of the start. */
    public Candidates unweighed(long id) {
        return database.read(jdbc -> {
            List<String> names = new ArrayList<>();
            List<int[]> parents = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            List<String> subjects = new ArrayList<>();
            jdbc.sql("SELECT * FROM bisection_commit WHERE bisection_id = ? ORDER BY number")
                    .param(id)
                    .query(row -> {
                        names.add(row.getString("revision"));
                        parents.add(Rows.integers(row.getArray("parents")));
                        weights.add(row.getDouble("weight"));
                        subjects.add(row.getString("subject"));
                    });
            return new Candidates(new CommitGraph(names, parents.toArray(int[][]::new)), weights, subjects);
        });
    }

    /** What was known of a platform when the bisection began. */
    public Beforehand beforehand(long id, String platform) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT * FROM bisection_beforehand WHERE bisection_id = ? AND platform = ?")
                .params(id, platform)
                .query((row, number) -> new Beforehand(
                        new Prices(row.getDouble("build_seconds"), row.getDouble("run_seconds")),
                        new VariancePrior(row.getDouble("noise_variance"), row.getDouble("noise_degrees")),
                        new BuildEffect(row.getDouble("build_ratio"), row.getDouble("build_degrees"))))
                .single());
    }

    /** How the candidates were weighed by what they touch, if they were. */
    public Optional<Weighing> weighing(long id) {
        return database.read(jdbc -> weighing(jdbc, id));
    }

    private static Optional<Weighing> weighing(JdbcClient jdbc, long id) {
        return jdbc.sql("SELECT * FROM bisection_weighing WHERE bisection_id = ?")
                .param(id)
                .query((row, number) ->
                        new Weighing(List.of((Double[]) row.getArray("factors").getArray()), row.getString("why")))
                .optional();
    }

    /** Weighs the candidates, once; a second time changes nothing. */
    public void weigh(long id, Weighing weighing) {
        database.write(jdbc -> jdbc.sql("INSERT INTO bisection_weighing (bisection_id, factors, why) VALUES (?,"
                        + " ?::double precision[], ?) ON CONFLICT DO NOTHING")
                .params(
                        id,
                        weighing.factors().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")),
                        weighing.why())
                .update());
    }

    /** Their probes. */
    public ProbeStore probes() {
        return new ProbeStore(database);
    }

    /** The decisions of a bisection, in order. */
    public List<DecisionRow> decisions(long id) {
        return database.read(
                jdbc -> jdbc.sql("SELECT * FROM bisection_decision WHERE bisection_id = ? ORDER BY position")
                        .param(id)
                        .query(Rows::decision)
                        .list());
    }

    /**
     * Stores a decision with the probes that it wants. A decision that was made from as many probes already is left as it is, so that a
     * caller that was killed in between may call again.
     *
     * @param made number of probes that it was made from
     * @param layouts the layout of each step's build
     * @param answer JSON object, if the search on this platform is over
     */
    public void decide(
            BisectionRow bisection, int made, Decision decision, List<Integer> layouts, Optional<String> answer) {
        database.write(jdbc -> {
            int position = jdbc.sql("SELECT count(*) FROM bisection_decision WHERE bisection_id = ?")
                    .param(bisection.id())
                    .query(Integer.class)
                    .single();
            Posterior posterior = decision.posterior();
            int size = jdbc.sql("SELECT count(*) FROM bisection_commit WHERE bisection_id = ?")
                    .param(bisection.id())
                    .query(Integer.class)
                    .single();
            jdbc.sql("""
                    INSERT INTO bisection_decision (bisection_id, position, probes, why, best, best_share, entropy, posterior, answer)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?::real[], ?::jsonb)""")
                    .params(bisection.id(), position, made, decision.why(), posterior.best())
                    .params(posterior.probability(posterior.best()), posterior.entropy())
                    .param(IntStream.range(0, size)
                            .mapToObj(c -> String.valueOf((float) posterior.probability(c)))
                            .collect(Collectors.joining(",", "{", "}")))
                    .param(answer.orElse(null))
                    .update();
            for (int step = 0; step < decision.steps().size(); step++) {
                wanted(jdbc, bisection, position, step, decision.steps().get(step), layouts.get(step));
            }
            return position;
        });
    }

    private static void wanted(
            JdbcClient jdbc, BisectionRow bisection, int position, int number, Step step, int layout) {
        jdbc.sql("""
                INSERT INTO probe (bisection_id, decision, step, platform, commit_number, purpose, layout, runs_wanted)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(bisection.id(), position, number, bisection.platform(), step.commit())
                .params(step.purpose().name(), layout, step.runs())
                .update();
    }

    /** Goes on with the next platform. */
    public void nextPlatform(BisectionRow bisection) {
        database.write(jdbc -> jdbc.sql("UPDATE bisection SET platform_at = ? WHERE id = ? AND platform_at = ?")
                .params(bisection.platformAt() + 2, bisection.id(), bisection.platformAt() + 1)
                .update());
    }

    /** Ends a bisection with its outcome, a JSON object. */
    public void finish(long id, String outcome) {
        database.write(jdbc -> {
            jdbc.sql("UPDATE bisection SET state = 'FINISHED', outcome = ?::jsonb, ended_at = now()"
                            + " WHERE id = ? AND state IN ('RUNNING', 'PAUSED')")
                    .params(outcome, id)
                    .update();
            return RegressionReconciler.reconcile(jdbc);
        });
    }

    /** Puts a bisection that is not over into another state; {@link UsageException} if it is over. */
    public void state(long id, BisectionState state) {
        int changed = database.write(jdbc -> {
            int rows = jdbc.sql("UPDATE bisection SET state = ?, ended_at = CASE WHEN ? THEN now() END"
                            + " WHERE id = ? AND state IN ('RUNNING', 'PAUSED')")
                    .params(state.name(), state == BisectionState.ABORTED, id)
                    .update();
            RegressionReconciler.reconcile(jdbc);
            return rows;
        });
        if (changed == 0) {
            throw new UsageException("Bisection " + id + " does not exist or is over; it cannot become " + state + ".");
        }
    }

    /** Raises the budget; never lowers it. */
    public void raise(long id, Optional<Double> seconds, Optional<Integer> boots) {
        database.write(
                jdbc -> jdbc.sql("UPDATE bisection SET budget_seconds = greatest(budget_seconds, ?), budget_boots ="
                                + " greatest(budget_boots, ?) WHERE id = ?")
                        .param(seconds.orElse(null))
                        .param(boots.orElse(null))
                        .param(id)
                        .update());
    }
}
