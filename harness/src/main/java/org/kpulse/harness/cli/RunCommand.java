package org.kpulse.harness.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.Reporter;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.report.RunText;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
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

    @Option(names = "--suite", paramLabel = "NAME", description = "What to run (run.suite).")
    @Nullable
    String suite;

    @Option(
            names = "--platform",
            paramLabel = "NAMES",
            description = "Where, comma between: qemu-time, qemu-instructions (run.platforms).")
    @Nullable
    String platforms;

    @Option(names = "--boots", paramLabel = "N", description = "Boots of each kernel on each platform (run.boots).")
    @Nullable
    String boots;

    @Option(
            names = "--most-boots",
            paramLabel = "N",
            description = "Add boots, --boots at a time, while that may settle a verdict, up to N (run.most-boots).")
    @Nullable
    String mostBoots;

    @Option(
            names = "--crash-dump",
            description = "Make every boot ready to leave a dump when its kernel crashes (run.crash-dump: always).")
    boolean crashDump;

    @Option(names = "--resume", description = "Go on with the newest unfinished run of the same request.")
    boolean resume;

    RunCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Config config = context.config(common, flags());
        Lab lab = context.lab(common, config);
        ExperimentRequest wanted = new ExperimentRequest(
                config.text(ConfigKey.RUN_BASE),
                config.text(ConfigKey.RUN_CANDIDATE),
                config.text(ConfigKey.RUN_SUITE),
                config.list(ConfigKey.RUN_PLATFORMS),
                config.number(ConfigKey.RUN_BOOTS),
                config.number(ConfigKey.RUN_MOST_BOOTS));
        ExperimentRequest request = Experiment.checked(lab, wanted);
        try (Workspace workspace = Workspace.take(context.state(), Clock.systemUTC());
                Database database = context.database(common, config)) {
            Duration before = Duration.ofNanos(System.nanoTime() - begin);
            Experiment.Done done =
                    new Experiment(lab, database, workspace, context.comparison(database)).run(request, resume);
            RetryPolicy policy = new RetryPolicy(config.number(ConfigKey.RUN_RETRIES));
            RunReport.Places places =
                    new RunReport.Places(database.url(), lab.state().runs().toString(), Optional.empty());
            Reporter reporter = new Reporter(database, context.comparison(database), policy);
            RunReport judged = reporter.report(done.id(), request.suite(), new RunReport.Timing(0, 0, 0, 0), places);
            RunReport report = new RunReport(
                    judged.experimentId(),
                    judged.base(),
                    judged.candidate(),
                    judged.suite(),
                    judged.platforms(),
                    WallTime.of(done, before, Duration.ofNanos(System.nanoTime() - begin)),
                    places);
            if (common.json) {
                context.json(RunJson.of(report));
            } else {
                context.print(RunText.of(report));
            }
            for (AfterRun next : ServiceLoader.load(AfterRun.class)) {
                next.after(lab, database, workspace, done.id());
            }
            return Outcome.of(report).exitCode();
        }
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (platforms != null) {
            Arrays.stream(platforms.split(",", -1)).forEach(EmbeddedPool::requireKnown);
        }
        put(flags, ConfigKey.RUN_BASE, base);
        put(flags, ConfigKey.RUN_CANDIDATE, candidate);
        put(flags, ConfigKey.RUN_SUITE, suite);
        put(flags, ConfigKey.RUN_PLATFORMS, platforms);
        put(flags, ConfigKey.RUN_BOOTS, boots);
        put(flags, ConfigKey.RUN_MOST_BOOTS, mostBoots);
        put(flags, ConfigKey.RUN_CRASH_DUMP, crashDump ? "always" : null);
        return flags;
    }

    private static void put(Map<String, String> flags, ConfigKey key, @Nullable String value) {
        if (value != null) {
            flags.put(key.key(), value);
        }
    }
}
