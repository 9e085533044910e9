package org.kpulse.harness.cli;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.report.RunText;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
        name = "run",
        description = {
            "Boot a candidate and a base kernel several times, interleaved, run a suite, store every sample and compare.",
            "Kernels: debian:latest, debian:previous, debian:6.1.0-50-cloud-amd64, image:PATH[?modules=DIR]."
        })
final class RunCommand extends Leaf {

    @Option(names = "--base", paramLabel = "REF", description = "Kernel to compare with (run.base).")
    @Nullable
    String base;

    @Option(names = "--candidate", paramLabel = "REF", description = "Kernel under test (run.candidate).")
    @Nullable
    String candidate;

    @Mixin
    ExperimentOptions options = new ExperimentOptions();

    @Option(names = "--resume", description = "Go on with the newest unfinished run of the same request.")
    boolean resume;

    RunCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Map<String, String> flags = options.flags();
        ExperimentOptions.put(flags, ConfigKey.RUN_BASE, base);
        ExperimentOptions.put(flags, ConfigKey.RUN_CANDIDATE, candidate);
        Config config = context.config(common, flags);
        Lab lab = context.lab(common, config);
        ExperimentRequest request = Experiment.checked(
                lab,
                ExperimentRequest.of(config, config.text(ConfigKey.RUN_BASE), config.text(ConfigKey.RUN_CANDIDATE)));
        try (Workspace workspace = Workspace.take(context.state(), Clock.systemUTC());
                Database database = context.database(common, config)) {
            ExperimentRun run = new ExperimentRun(context, lab, database, workspace);
            RunReport report = run.report(request, resume, begin);
            if (common.json) {
                context.json(RunJson.of(report));
            } else {
                context.print(RunText.of(report));
            }
            run.next(report);
            return Outcome.of(report).exitCode();
        }
    }
}
