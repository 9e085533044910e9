package org.kpulse.bisect.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.driver.Starting;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.pool.EmbeddedPool;
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

    private static final String TESTS = "fsystest";
    private static final Pattern BUDGET = Pattern.compile("([0-9]+(?:[.][0-9]+)?)(s|m|h| ?boots?)");

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
    List<String> platforms = List.of("qemu-instructions", "qemu-time");

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
    double confidence = 0.95;

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

    @Option(names = "--later", description = "Only store it; kpulse bisect resume carries it out.")
    boolean later;

    StartBisection(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Lab lab = context.lab(common);
        Benchmark recipe = lab.catalog().find(benchmark());
        Wanted wanted = wanted(recipe);
        BisectionRequest.Where where = new BisectionRequest.Where(platforms, reported);
        where.all().forEach(EmbeddedPool::requireKnown);
        Starting starting = new Starting(lab);
        Starting.Range range = starting.range(new Starting.Revisions(tree, good, bad, paths));
        BisectionRequest request = range.request(wanted, where, terms(wanted));
        try (Database database = context.database(common)) {
            long id = starting.store(database, range, request, OptionalLong.empty());
            if (later) {
                ShowBisections.print(context, common, database, BisectCommand.require(database, id));
                return 0;
            }
            return BisectCommand.carryOut(context, common, lab, database, List.of(id));
        }
    }

    private Wanted wanted(Benchmark recipe) {
        if ((crash ? 1 : 0) + (metric == null ? 0 : 1) + (test == null ? 0 : 1) != 1) {
            throw new UsageException("Say --metric NAME, --crash or --test NAME: one of the three"
                    + (recipe.isTestSet() ? "" : "; metrics of " + recipe.name() + ": " + metrics(recipe)) + ".");
        }
        if (test != null) {
            return new Wanted.Test(recipe.name(), known(recipe, test));
        }
        return metric == null
                ? new Wanted.Crash(recipe.name())
                : new Wanted.Metric(recipe.name(), recipe.metric(metric).name());
    }

    private String benchmark() {
        if (benchmark == null && test == null) {
            throw new UsageException("Say what each boot runs: --benchmark NAME.");
        }
        return benchmark == null ? TESTS : benchmark;
    }

    private static String metrics(Benchmark recipe) {
        return String.join(", ", recipe.metrics().stream().map(m -> m.name()).toList());
    }

    private static String known(Benchmark recipe, String test) {
        TestSet tests = recipe.tests();
        if (tests == null) {
            throw new UsageException("Benchmark " + recipe.name() + " is no test set; --test needs one.");
        }
        List<String> known = tests.names().orElse(List.of(test));
        if (!known.contains(test)) {
            throw new UsageException("Unknown test \"" + test + "\" of " + recipe.name() + ";"
                    + Suggestion.sentence(test, known) + " its catalogue has " + known.size() + ".");
        }
        return test;
    }

    private BisectionRequest.Terms terms(Wanted wanted) {
        boolean rate = !(wanted instanceof Wanted.Metric);
        double percent = change == null ? (rate ? 50 : 2) : change;
        if (!(percent > 0) || (rate && percent > 100)) {
            throw new UsageException(
                    "--change must be above 0" + (rate ? " and at most 100" : "") + ", not " + percent + ".");
        }
        Budget most = budget(budget);
        return new BisectionRequest.Terms(
                confidence, rate ? percent / 100 : Math.log1p(percent / 100), !flat, most.seconds(), most.boots());
    }

    /**
     * A limit.
     *
     * @param seconds of builds and boots
     * @param boots number
     */
    record Budget(OptionalDouble seconds, OptionalInt boots) {}

    static Budget budget(@Nullable String text) {
        if (text == null) {
            return new Budget(OptionalDouble.empty(), OptionalInt.empty());
        }
        Matcher matcher = BUDGET.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UsageException(
                    "--budget is a time or a number of boots, such as 4h, 90m, 600s or 40boots, not \"" + text + "\".");
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> new Budget(OptionalDouble.of(number), OptionalInt.empty());
            case "m" -> new Budget(OptionalDouble.of(60 * number), OptionalInt.empty());
            case "h" -> new Budget(OptionalDouble.of(3600 * number), OptionalInt.empty());
            default -> new Budget(OptionalDouble.empty(), OptionalInt.of((int) number));
        };
    }
}
