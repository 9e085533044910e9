package org.kpulse.webapp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.RequestStore;

/** Nights of a canary, stored as the service stores them. */
public final class CanaryNights {

    private CanaryNights() {}

    /** One that ended then; all metrics of the history's suite have this mean, and boots that differ by a percent. */
    public static void stored(
            Database database, History history, String worker, String kernel, Instant at, double mean) {
        long id = history.kernel(kernel);
        long suite = database.read(
                jdbc -> jdbc.sql("SELECT max(id) FROM suite").query(Long.class).single());
        long experiment =
                new ExperimentStore(database).create(new ExperimentStore.NewExperiment(id, id, suite, "{}"), List.of());
        ComparisonRow.Side side = new ComparisonRow.Side(mean, OptionalDouble.of(1), 3, 3);
        List<ComparisonRow.Metric> metrics = new ArrayList<>();
        for (long metric : database.read(
                jdbc -> jdbc.sql("""
                        SELECT m.id FROM metric m JOIN suite_benchmark s ON s.benchmark_id = m.benchmark_id
                        WHERE s.suite_id = ? AND m.direction = 'lower'""").param(suite).query(Long.class).list())) {
            metrics.add(new ComparisonRow.Metric(
                    metric,
                    side,
                    side,
                    OptionalDouble.of(0),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    "INCONCLUSIVE"));
        }
        new ComparisonStore(database)
                .save(new ComparisonRow(
                        Optional.of(experiment), history.platformId(), id, id, "test", Optional.empty(), metrics));
        RequestStore requests = new RequestStore(database);
        long request = requests.add(
                        new NewRequest(
                                NewRequest.CANARY + at,
                                new NewRequest.Pair(kernel, kernel),
                                "smoke",
                                0,
                                List.of(history.platform()),
                                new NewRequest.Terms(90, "a test", "policy:canary", false)),
                        at,
                        at)
                .orElseThrow();
        Task task = requests.claim(requests.ofRequest(request).get(0).id(), worker, at)
                .orElseThrow();
        requests.keep(task.id(), task.claim(), experiment);
        requests.end(task.id(), task.claim(), Ending.judged("INCONCLUSIVE", "experiment " + experiment), at);
    }
}
