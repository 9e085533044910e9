package org.kpulse.harness.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.SampleExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Raw samples for other programs. */
@Command(name = "export", description = "Write every raw sample, one a line, in a stable order.")
final class ExportCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    Common common = new Common();

    /** What to write. */
    enum Format {
        CSV,
        JSON
    }

    @Option(names = "--format", paramLabel = "csv|json", description = "Format (default csv; json: one object a line).")
    Format format = Format.CSV;

    @Option(names = "--experiment", paramLabel = "ID", description = "Only of this experiment.")
    @Nullable
    Long experiment;

    ExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        boolean json = common.json || format == Format.JSON;
        try (Database database = context.database(common)) {
            Context.requireExperiment(database, experiment);
            SampleLines lines = new SampleLines(json);
            if (!json) {
                context.terminal().out().println(SampleLines.HEAD);
            }
            new SampleExport(database)
                    .forEach(
                            Optional.ofNullable(experiment),
                            sample -> context.terminal().out().println(lines.line(sample)));
            context.terminal().out().flush();
            return 0;
        }
    }
}
