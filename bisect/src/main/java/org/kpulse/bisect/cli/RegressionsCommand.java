package org.kpulse.bisect.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.request.Beginnings.Choice;
import org.kpulse.bisect.store.RegressionQuery;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bisections of what {@code kpulse run} found. */
@Command(
        name = "regressions",
        description = {
            "List the confirmed regressions of a run, and bisect them.",
            "Which are worth it is in the configuration: bisect.least-change-percent, bisect.most, bisect.budget.",
            "kpulse run does the same by itself where bisect.start is later or now."
        })
final class RegressionsCommand extends Leaf {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "Its number (kpulse runs list --json); the newest that was compared if it is left out.")
    @Nullable
    Long experiment;

    @Option(names = "--start", description = "Begin the bisections and carry them out.")
    boolean start;

    @Option(names = "--later", description = "Only store them; a worker or kpulse bisect resume carries them out.")
    boolean later;

    RegressionsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (start && later) {
            throw new UsageException("Say either --start or --later.");
        }
        Lab lab = context.lab(common);
        try (Database database = context.database(common)) {
            FoundRegressions found = new FoundRegressions(lab, database);
            List<Choice> choices = found.of(which(database));
            if (start || later) {
                List<Long> begun = found.begin(choices);
                if (start && !begun.isEmpty()) {
                    return BisectCommand.carryOut(context, common, lab, database, begun);
                }
            }
            if (common.isJson()) {
                context.json(choices.stream().map(RegressionsCommand::object).toList());
            } else {
                context.print(text(choices));
            }
            return 0;
        }
    }

    private long which(Database database) {
        if (experiment == null) {
            return new RegressionQuery(database)
                    .newestExperiment()
                    .orElseThrow(() -> new UsageException("Nothing was compared yet; kpulse run does that."));
        }
        if (new ExperimentStore(database).find(experiment).isEmpty()) {
            throw new UsageException("There is no experiment " + experiment + "; kpulse runs list --json names them.");
        }
        return experiment;
    }

    private static Map<String, Object> object(Choice choice) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("benchmark", choice.largest().metric().benchmark());
        object.put("metric", choice.largest().metric().metric());
        object.put("change_percent", choice.largest().change());
        object.put("base", choice.largest().base());
        object.put("candidate", choice.largest().candidate());
        object.put("platforms", choice.where().reported());
        object.put("worth_a_bisection", choice.begins());
        object.put("reason", choice.reason());
        return object;
    }

    private static String text(List<Choice> choices) {
        if (choices.isEmpty()) {
            return "no confirmed regressions\n";
        }
        Table table = Table.withTextAtTheEnd(2, "metric", "platforms", "change %", "bisection");
        for (Choice choice : choices) {
            table.row(
                    choice.largest().metric().toString(),
                    String.join(",", choice.where().reported()),
                    String.format(Locale.ROOT, "%+.2f", choice.largest().change()),
                    choice.begins() ? "worth it" : choice.reason());
        }
        return table.text();
    }
}
