package org.kpulse.harness.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Keeper;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.queue.TaskWork;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.Reporter;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.RequestStore;

/** Works on a task as {@code kpulse run} would: an experiment on one platform, judged, and its regressions bisected if that is wanted. */
public final class ExperimentWork implements TaskWork {

    private final Lab lab;
    private final Database database;
    private final Function<Database, Comparison> comparisons;
    private final AfterJudged next;

    /** @param comparisons made anew for each task, so that changed weights count */
    public ExperimentWork(Lab lab, Database database, Function<Database, Comparison> comparisons, AfterJudged next) {
        this.lab = lab;
        this.database = database;
        this.comparisons = comparisons;
        this.next = next;
    }

    @Override
    public Optional<Ending> work(Task task, Turn turn) {
        Optional<Workspace> free = Workspace.tryTake(lab.state(), Clock.systemUTC());
        if (free.isEmpty()) {
            throw new HostBusy("this host's machines are in use");
        }
        try (Workspace workspace = free.get().during(turn)) {
            return work(task, workspace);
        }
    }

    @Override
    public Optional<String> distrust(Task task) {
        return new CanaryCheck(database).distrust(task);
    }

    private Optional<Ending> work(Task task, Workspace workspace) {
        Comparison comparison = comparisons.apply(database);
        long experiment = measured(task, workspace, comparison);
        Lab judging = lab.with(ConfigKey.BISECT_START, task.request().terms().bisect() ? "now" : "off");
        Reporter reporter =
                new Reporter(database, comparison, new RetryPolicy(lab.config().number(ConfigKey.RUN_RETRIES)));
        RunReport report = reporter.report(
                experiment,
                task.request().suite(),
                new RunReport.Timing(0, 0, 0, 0),
                new RunReport.Places(database.url(), lab.state().runs().toString(), Optional.empty()));
        Outcome outcome = Outcome.of(report);
        next.after(judging, database, workspace, experiment);
        if (Thread.currentThread().isInterrupted() || workspace.turn().over().isPresent()) {
            return Optional.empty(); // what follows may not be done yet; measuring and judging are not repeated
        }
        String detail = "experiment " + experiment;
        return Optional.of(
                outcome == Outcome.INFRASTRUCTURE
                        ? Ending.gaveUp(outcome.name(), detail + ": faults of ours left nothing to compare")
                        : Ending.judged(outcome.name(), detail));
    }

    private long measured(Task task, Workspace workspace, Comparison comparison) {
        OptionalLong kept = task.progress().experiment();
        if (kept.isPresent() && isFinished(kept.getAsLong())) {
            return kept.getAsLong();
        }
        NewRequest wanted = task.request();
        ExperimentRequest request = Experiment.checked(
                lab,
                new ExperimentRequest(
                        wanted.kernels().base(),
                        wanted.kernels().candidate(),
                        wanted.suite(),
                        List.of(task.platform()),
                        wanted.boots() == 0 ? lab.config().number(ConfigKey.RUN_BOOTS) : wanted.boots(),
                        lab.config().number(ConfigKey.RUN_MOST_BOOTS)));
        RequestStore requests = new RequestStore(database);
        return new Experiment(lab, database, workspace, comparison)
                .run(request, new Keeper() {
                    @Override
                    public OptionalLong experiment() {
                        return kept;
                    }

                    @Override
                    public void keep(long experiment) {
                        requests.keep(task.id(), task.claim(), experiment);
                    }
                })
                .id();
    }

    private boolean isFinished(long experiment) {
        return new ExperimentStore(database)
                .find(experiment)
                .filter(e -> e.state().equals("FINISHED"))
                .isPresent();
    }
}
