package org.kpulse.harness.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.run.RunSlot;

/** Nights of a canary of one worker, stored as the service stores them; metrics {@code m0}, {@code m1}, ... are better if lower. */
public final class CanaryFixture {

    private static int asked;

    private final StoreFixture fixture;
    private final String kernel;
    private final String worker;

    /**
     * A canary of its own.
     *
     * @param worker one that has begun
     */
    public CanaryFixture(StoreFixture fixture, String kernel, String worker) {
        this.fixture = fixture;
        this.kernel = kernel;
        this.worker = worker;
    }

    /** Asked for, measured, judged and ended then; each metric took so many seconds, a percent more or less between boots. */
    public Task night(Instant at, double... seconds) {
        List<JobStore.JobRow> jobs = jobs();
        jobs.forEach(job -> new JobStore(fixture.database()).state(job.id(), JobState.FINISHED));
        long experiment = jobs.get(0).experimentId().orElseThrow();
        List<Long> ids = fixture.database()
                .read(jdbc ->
                        jdbc.sql("""
                        SELECT m.id FROM metric m JOIN suite_benchmark s ON s.benchmark_id = m.benchmark_id
                        WHERE s.suite_id = ? ORDER BY m.name""").param(fixture.suite()).query(Long.class).list());
        List<ComparisonRow.Metric> metrics = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            ComparisonRow.Side side = new ComparisonRow.Side(seconds[i], OptionalDouble.of(1), 3, 3);
            metrics.add(new ComparisonRow.Metric(
                    ids.get(i),
                    side,
                    side,
                    OptionalDouble.of(0),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    "INCONCLUSIVE"));
        }
        new ComparisonStore(fixture.database())
                .save(new ComparisonRow(
                        Optional.of(experiment),
                        fixture.platform(),
                        fixture.base(),
                        fixture.base(),
                        "test",
                        Optional.empty(),
                        metrics));
        return ended(at, Optional.of(experiment), Ending.judged("INCONCLUSIVE", "experiment " + experiment));
    }

    /** A night in which a boot of the second side panicked, and again when it was tried afresh. */
    public Task failed(Instant at) {
        List<JobStore.JobRow> jobs = jobs();
        JobStore store = new JobStore(fixture.database());
        store.state(jobs.get(0).id(), JobState.FINISHED);
        store.state(jobs.get(1).id(), JobState.FAILED);
        Fault panic = new KernelFault(KernelFault.Kind.PANIC, "Kernel panic");
        for (int attempt = 0; attempt < 2; attempt++) {
            new RunStore(fixture.database())
                    .save(StoreFixture.run(
                            new RunSlot(jobs.get(1).id(), 0, attempt, 1), Optional.of(panic), List.of()));
        }
        return ended(at, jobs.get(0).experimentId(), Ending.judged("INCONCLUSIVE", ""));
    }

    /** A night that ended before anything was booted. */
    public Task ended(Instant at, Ending ending) {
        return ended(at, Optional.empty(), ending);
    }

    private List<JobStore.JobRow> jobs() {
        long id = new ExperimentStore(fixture.database())
                .create(
                        new ExperimentStore.NewExperiment(fixture.base(), fixture.base(), fixture.suite(), "{}"),
                        List.of(
                                new ExperimentStore.NewJob(fixture.platform(), Role.BASE, 3),
                                new ExperimentStore.NewJob(fixture.platform(), Role.CANDIDATE, 3)));
        return new JobStore(fixture.database()).ofExperiment(id);
    }

    private Task ended(Instant at, Optional<Long> experiment, Ending ending) {
        RequestStore requests = new RequestStore(fixture.database());
        long request = requests.add(
                        new NewRequest(
                                NewRequest.CANARY + asked++,
                                new NewRequest.Pair(kernel, kernel),
                                "smoke",
                                0,
                                List.of("qemu-time"),
                                new NewRequest.Terms(90, "a test", "policy:canary", false)),
                        at,
                        at)
                .orElseThrow();
        Task task = requests.claim(requests.ofRequest(request).get(0).id(), worker, at)
                .orElseThrow();
        experiment.ifPresent(id -> requests.keep(task.id(), task.claim(), id));
        requests.end(task.id(), task.claim(), ending, at);
        return requests.find(task.id()).orElseThrow();
    }
}
