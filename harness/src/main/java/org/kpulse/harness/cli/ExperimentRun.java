package org.kpulse.harness.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.report.Reporter;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.store.Database;

/** Experiments from their request to their report, for commands that make them. */
final class ExperimentRun {

    private final Context context;
    private final Lab lab;
    private final Database database;
    private final Workspace workspace;

    ExperimentRun(Context context, Lab lab, Database database, Workspace workspace) {
        this.context = context;
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
    }

    /**
     * Makes one and reports it.
     *
     * @param request checked
     * @param begin when its command began, of {@link System#nanoTime}
     */
    RunReport report(ExperimentRequest request, boolean resume, long begin) {
        Duration before = Duration.ofNanos(System.nanoTime() - begin);
        Experiment.Done done =
                new Experiment(lab, database, workspace, context.comparison(database)).run(request, resume);
        RetryPolicy policy = new RetryPolicy(lab.config().number(ConfigKey.RUN_RETRIES));
        RunReport.Places places =
                new RunReport.Places(database.url(), lab.state().runs().toString(), Optional.empty());
        Reporter reporter = new Reporter(database, context.comparison(database), policy);
        RunReport judged = reporter.report(done.id(), request.suite(), new RunReport.Timing(0, 0, 0, 0), places);
        return new RunReport(
                judged.experimentId(),
                judged.base(),
                judged.candidate(),
                judged.suite(),
                judged.platforms(),
                WallTime.of(done, before, Duration.ofNanos(System.nanoTime() - begin)),
                places);
    }

    /** What other modules do next; after the report is printed, since it may take long. */
    void next(RunReport report) {
        for (AfterRun next : ServiceLoader.load(AfterRun.class)) {
            next.after(lab, database, workspace, report.experimentId());
        }
    }
}
