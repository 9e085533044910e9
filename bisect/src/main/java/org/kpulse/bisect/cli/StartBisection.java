package org.kpulse.bisect.cli;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.driver.Starting;
import org.kpulse.bisect.request.Asked;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Budget;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins a bisection and carries it out. */
@Command(
        name = "start",
        description = {
            "Begin a bisection and carry it out.",
            "It builds and boots commits, each where it tells most for its price, until one is the culprit",
            "with the wanted probability; then checks it against its parents, the bad end without it, and",
            "another layout of the text. Ctrl-C stops it; kpulse bisect resume goes on."
        })
final class StartBisection extends Leaf {

    @Option(
            names = "--tree",
            required = true,
            paramLabel = "TREE",
            description = "Git tree: a name in kpulse.yaml, a path or a URL.")
    String tree = "";

    @Option(
            names = "--good",
            required = true,
            paramLabel = "REV",
            description = "Revision without the change; may be given several times.")
    List<String> good = List.of();

    @Option(names = "--bad", paramLabel = "REV", description = "Revision with it (default ${DEFAULT-VALUE}).")
    String bad = "HEAD";

    @Option(
            names = "--benchmark",
            paramLabel = "NAME",
            description = "What each boot runs (with --test: the test set, default fsystest).")
    @Nullable
    String benchmark;

    @Option(names = "--metric", paramLabel = "NAME", description = "The metric whose level changed, up or down.")
    @Nullable
    String metric;

    @Option(
            names = "--crash",
            description = "Instead of a metric: the kernel does not boot, panics, hangs or kills the benchmark.")
    boolean crash;

    @Option(
            names = "--test",
            paramLabel = "NAME",
            description = "Instead of a metric: this test fails, such as signals/peeksiginfo; it alone is run.")
    @Nullable
    String test;

    @Option(
            names = "--platform",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "Where to search, comma between, until one shows the change (default qemu-instructions,qemu-time).")
    List<String> platforms = Asked.PLATFORMS;

    @Option(
            names = "--reported",
            paramLabel = "NAMES",
            split = ",",
            description = "Platforms that show the change too: the culprit is checked on each of them.")
    List<String> reported = List.of();

    @Option(
            names = "--change",
            paramLabel = "PERCENT",
            description =
                    "Least change worth finding: of the metric (default 2), or of the share of boots that crash or fail the test (50).")
    @Nullable
    Double change;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            description = "Probability at which a culprit is named (default ${DEFAULT-VALUE}).")
    double confidence = Asked.CONFIDENCE;

    @Option(
            names = "--budget",
            paramLabel = "LIMIT",
            description = "Most that it may take, such as 4h, 90m or 40boots.")
    @Nullable
    String budget;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Only commits that touch this path may be the culprit; may be given several times.")
    List<String> paths = List.of();

    @Option(names = "--flat", description = "Think all commits equally likely, whatever they touch.")
    boolean flat;

    @Option(names = "--later", description = "Only store it; a worker or kpulse bisect resume carries it out.")
    boolean later;

    StartBisection(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Lab lab = context.lab(common);
        Asked asked = new Asked(
                new Asked.Sought(benchmark, metric, crash, test),
                new Asked.Limits(change, confidence, Budget.parse(budget), flat));
        Starting starting = new Starting(lab);
        Starting.Prepared prepared = starting.prepare(
                new Starting.Revisions(tree, good, bad, paths), asked, new BisectionRequest.Where(platforms, reported));
        try (Database database = context.database(common)) {
            long id = starting.store(database, prepared, OptionalLong.empty());
            if (later) {
                ShowBisections.print(context, common, database, BisectCommand.require(database, id));
                return 0;
            }
            return BisectCommand.carryOut(context, common, lab, database, List.of(id));
        }
    }
}
