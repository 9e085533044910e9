package org.kpulse.bisect.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kpulse.bisect.driver.Sight;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.bisect.transcript.GitBisectLog;
import org.kpulse.bisect.transcript.Transcript;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Every step of a bisection. */
@Command(
        name = "log",
        description = {
            "Show every step: what was believed, what was measured because of it.",
            "--json is the whole record, which kpulse bisect replay decides anew; --git is a log that",
            "git bisect replay reads."
        })
final class LogOfBisection extends Leaf {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORT = 12;
    private static final int BARS = 24;

    @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
    long id;

    @Option(names = "--git", description = "In the form of git bisect log.")
    boolean git;

    LogOfBisection(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (git && common.isJson()) {
            throw new UsageException("Say either --git or --json.");
        }
        try (Database database = context.database(common)) {
            BisectionRow row = BisectCommand.require(database, id);
            Transcript transcript = Transcript.of(new BisectionStore(database), row);
            if (common.isJson()) {
                context.json(transcript.object());
            } else if (git) {
                context.print(GitBisectLog.of(transcript));
            } else {
                context.print(table(transcript));
            }
            return 0;
        }
    }

    private static String table(Transcript transcript) {
        Table table = Table.withTextAtTheEnd(
                3, "step", "commit", "measured", "best", "share %", "bits left", "cost s", "believed");
        for (DecisionRow decision : transcript.decisions()) {
            List<ProbeRow> probes = transcript.probes().stream()
                    .filter(p -> p.decision() == decision.position())
                    .toList();
            table.row(
                    String.valueOf(decision.position() + 1),
                    probes.isEmpty()
                            ? "answer"
                            : probes.stream()
                                    .map(p -> name(transcript, p.commit()))
                                    .collect(Collectors.joining(" ")),
                    probes.stream().map(LogOfBisection::measured).collect(Collectors.joining(" ")),
                    name(transcript, decision.best()),
                    String.format(Locale.ROOT, "%.1f", 100 * decision.bestShare()),
                    String.format(Locale.ROOT, "%.2f", Math.abs(decision.entropy())),
                    String.format(
                            Locale.ROOT,
                            "%.0f",
                            probes.stream()
                                    .mapToDouble(p -> p.buildSeconds() + p.runSeconds())
                                    .sum()),
                    "|"
                            + Sight.bars(
                                    decision.posterior().stream()
                                            .mapToDouble(Float::doubleValue)
                                            .toArray(),
                                    BARS) + "|");
        }
        return table.text()
                + transcript.decisions().stream()
                        .flatMap(decision -> decision.answer().stream())
                        .reduce((first, second) -> second)
                        .map(answer -> FurtherChangesText.lines(JSON.readTree(answer)))
                        .orElse(List.of())
                        .stream()
                        .map(line -> String.format("further change %s%n", line))
                        .collect(Collectors.joining());
    }

    private static String name(Transcript transcript, int commit) {
        if (commit < 0) {
            return "good";
        }
        String revision = transcript.candidates().graph().name(commit);
        return revision.substring(0, Math.min(SHORT, revision.length()));
    }

    private static String measured(ProbeRow probe) {
        return probe.outcome().isEmpty()
                ? "..."
                : probe.samples().isEmpty()
                        ? "skipped"
                        : probe.samples().stream().map(Numbers::value).collect(Collectors.joining(","));
    }
}
