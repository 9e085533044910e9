package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.CrashDumpStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stored runs. */
@Command(
        name = "runs",
        description = "Stored runs: one boot of one kernel on one machine each.",
        subcommands = {RunsCommand.ListAll.class, RunsCommand.Show.class, RunsCommand.Log.class})
final class RunsCommand extends Group {

    private static RunQuery.Detail find(Database database, long id) {
        return new RunQuery(database)
                .show(id)
                .orElseThrow(() -> new UsageException("There is no run " + id + "; see: kpulse runs list"));
    }

    /** Lists them. */
    @Command(name = "list", description = "List runs, the newest first.")
    static final class ListAll extends Leaf {

        private static final int NEWEST = 50;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "At most so many (default 50; all of an experiment).")
        @Nullable
        Integer limit;

        @Option(names = "--experiment", paramLabel = "ID", description = "Only of this experiment.")
        @Nullable
        Long experiment;

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            int most = limit != null ? limit : experiment == null ? NEWEST : Integer.MAX_VALUE;
            if (most < 1) {
                throw new UsageException("--limit must be 1 or more, not " + most + ".");
            }
            try (Database database = context.database(common)) {
                Context.requireExperiment(database, experiment);
                RunQuery query = new RunQuery(database);
                RunQuery.Filter filter =
                        experiment == null ? RunQuery.Filter.newest(most) : RunQuery.Filter.ofExperiment(experiment);
                List<RunRow> runs = query.list(filter).stream().limit(most).toList();
                if (common.json) {
                    context.json(runs.stream().map(RunsCommand::line).toList());
                    return 0;
                }
                if (runs.isEmpty()) {
                    context.print("no run yet; kpulse run makes some\n");
                    return 0;
                }
                Table table = new Table(6, "run", "started", "platform", "kernel", "state", "fault", "boot", "seconds");
                runs.forEach(r -> table.row(
                        Long.toString(r.id()),
                        r.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                        r.platform(),
                        r.release(),
                        r.state().name(),
                        r.faultCode().orElse("-"),
                        Integer.toString(r.slot().boot()),
                        Numbers.value(r.timing().total().toMillis() / 1000.0)));
                context.print(table.text());
                return 0;
            }
        }
    }

    private static Map<String, @Nullable Object> line(RunRow run) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", run.id());
        object.put("experiment", run.experimentId().orElse(null));
        object.put("kernel", run.kernel());
        object.put("release", run.release());
        object.put("platform", run.platform());
        object.put("boot", run.slot().boot());
        object.put("attempt", run.slot().attempt());
        object.put("seed", run.slot().seed());
        object.put("state", run.state().name());
        object.put(
                "blame", run.blame().map(b -> b.name().toLowerCase(Locale.ROOT)).orElse(null));
        object.put("fault", run.faultCode().orElse(null));
        object.put("detail", run.faultDetail().orElse(null));
        object.put("started", run.started().toString());
        object.put("seconds", run.timing().total().toMillis() / 1000.0);
        object.put("log", run.logDirectory());
        return object;
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a run: provenance, steps with their times, metrics, and why it failed.")
    static final class Show extends Leaf {

        /** One for each kind of what collectors see. */
        private static final List<CollectedView> COLLECTED =
                List.of(new RunDumpView(), new RunTestsView(), new RunProfileView());

        @Parameters(paramLabel = "RUN", description = "Id of the run.")
        long id;

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                RunQuery.Detail detail = find(database, id);
                if (common.json) {
                    Map<String, @Nullable Object> object = line(detail.run());
                    object.put("provenance", detail.provenance());
                    object.put("steps", detail.steps());
                    object.put("metrics", detail.metrics());
                    object.put("kernel_warnings", detail.kernelWarnings());
                    object.put("console_tail", detail.consoleTail());
                    object.put("crashes", new RunCrashes(database, detail.run()).json());
                    COLLECTED.forEach(view ->
                            object.put(view.key(), view.json(database, id).orElse(null)));
                    context.json(object);
                } else {
                    StringBuilder text = new StringBuilder(RunDetailText.of(detail));
                    text.append(new RunCrashes(database, detail.run()).text());
                    COLLECTED.forEach(view -> view.text(database, id).ifPresent(text::append));
                    context.print(text.toString());
                }
                return 0;
            }
        }
    }

    /** Prints its log. */
    @Command(
            name = "log",
            description = "Print the console log of a run, what its programs printed, or the log in its crash dump.")
    static final class Log extends Leaf {

        @Parameters(paramLabel = "RUN", description = "Id of the run.")
        long id;

        @Option(names = "--output", description = "What the benchmarks printed instead of the console.")
        boolean output;

        @Option(names = "--dmesg", description = "The kernel's log out of the crash dump instead.")
        boolean dmesg;

        Log(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            if (output && dmesg) {
                throw new UsageException("--output and --dmesg are two logs; ask for one.");
            }
            try (Database database = context.database(common)) {
                String directory = find(database, id).run().logDirectory();
                String name = dmesg ? dumped(database) : output ? "output.txt" : "console.log";
                Path file = context.state().root().resolve(directory).resolve(name);
                if (!Files.exists(file)) {
                    throw new InfraException(
                            "The log of run " + id + " is not on this host: there is no " + file + ".");
                }
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (common.json) {
                    context.json(Map.of("run", id, "file", file.toString(), "text", text));
                } else {
                    context.print(text.replaceAll("[^\\x20-\\x7e\\t\\n]", "?"));
                }
                return 0;
            } catch (IOException e) {
                throw new InfraException("Cannot read the log of run " + id + ": " + e.getMessage() + ".", e);
            }
        }

        private String dumped(Database database) {
            if (new CrashDumpStore(database)
                    .ofRun(id)
                    .filter(CrashDump.Kept.class::isInstance)
                    .isEmpty()) {
                throw new UsageException("Run " + id + " left no crash dump.");
            }
            return CrashDump.LOG_FILE;
        }
    }
}
