package org.kpulse.bisect.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.kpulse.bisect.transcript.Replay;
import org.kpulse.bisect.transcript.Transcript;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Decides anew from a record. */
@Command(
        name = "replay",
        description = {
            "Decide every step of a recorded bisection anew from its samples; boots nothing.",
            "The record is what kpulse bisect log ID --json prints. Exit code 4 if a decision is another",
            "with the rules of this version."
        })
final class ReplayBisection extends Leaf {

    @Parameters(index = "0", paramLabel = "FILE", description = "The record.")
    Path file = Path.of("");

    ReplayBisection(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<Replay.Step> steps = Replay.of(Transcript.parse(read()));
        boolean same = steps.stream().allMatch(Replay.Step::same);
        if (common.isJson()) {
            context.json(steps);
            return same ? 0 : BisectCommand.INCONCLUSIVE;
        }
        Table table = Table.withTextAtTheEnd(1, "step", "share % then", "now", "bits then", "now", "");
        for (Replay.Step step : steps) {
            table.row(
                    String.valueOf(step.step()),
                    String.format(Locale.ROOT, "%.2f", 100 * step.shareThen()),
                    String.format(Locale.ROOT, "%.2f", 100 * step.shareNow()),
                    String.format(Locale.ROOT, "%.3f", Math.abs(step.bitsThen())),
                    String.format(Locale.ROOT, "%.3f", Math.abs(step.bitsNow())),
                    step.same() ? "" : "another decision");
        }
        context.print(table.text() + (same ? "every decision is the same\n" : "decisions differ\n"));
        return same ? 0 : BisectCommand.INCONCLUSIVE;
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("Cannot read " + file + ".", e);
        }
    }
}
