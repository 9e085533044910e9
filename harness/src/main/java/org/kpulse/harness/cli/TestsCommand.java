package org.kpulse.harness.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.Key;
import org.kpulse.harness.store.TestQuery.Latest;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.harness.tests.TestChange;
import org.kpulse.harness.tests.TestTally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Results of tests. */
@Command(
        name = "tests",
        description = "Results of test sets: what passed and failed, on which kernels, and what changed.",
        subcommands = {TestsCommand.ListAll.class, TestsCommand.History.class, TestsCommand.Diff.class})
final class TestsCommand extends Group {

    private static final int SHOWN = 70;
    private static final String NO_RESULT = "No test has a result yet; make some with: kpulse run --suite tests";

    /** Lists them. */
    @Command(name = "list", description = "List all tests with their latest result.")
    static final class ListAll extends Leaf {

        @Option(names = "--set", paramLabel = "NAME", description = "Only tests of this set.")
        @Nullable
        String set;

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                List<Latest> all = new TestQuery(database).latest(Optional.ofNullable(set));
                if (common.json) {
                    context.json(all.stream().map(ListAll::object).toList());
                    return 0;
                }
                if (all.isEmpty()) {
                    context.print(set == null ? NO_RESULT + "\n" : "test set " + set + " has no result\n");
                    return 0;
                }
                Table table = Table.withTextAtTheEnd(3, "set", "test", "result", "seconds", "run", "kernel");
                all.forEach(each -> table.row(
                        each.result().set(),
                        each.result().test(),
                        each.result().outcome().name(),
                        TestLines.seconds(each.result().seconds()),
                        Long.toString(each.run()),
                        each.kernel()));
                context.print(table.text());
                return 0;
            }
        }

        private static Map<String, @Nullable Object> object(Latest latest) {
            Map<String, @Nullable Object> object = TestLines.json(latest.result());
            object.put("run", latest.run());
            object.put(
                    "started", latest.started().truncatedTo(ChronoUnit.SECONDS).toString());
            object.put("kernel", latest.kernel());
            object.put("platform", latest.platform());
            return object;
        }
    }

    /** A test over the kernels. */
    @Command(name = "history", description = "Show how often a test failed on each kernel and platform.")
    static final class History extends Leaf {

        @Parameters(paramLabel = "TEST", description = "Name of the test, such as signals/peeksiginfo.")
        String test = "";

        History(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                TestQuery query = new TestQuery(database);
                List<OnKernel> history = query.history(test);
                if (history.isEmpty()) {
                    throw unknown(query);
                }
                if (common.json) {
                    context.json(history.stream().map(TestLines::json).toList());
                    return 0;
                }
                Table table = Table.withTextAtTheEnd(4, "platform", "set", "kernel", "state", "failed", "reason");
                history.forEach(each -> table.row(
                        each.key().platform(),
                        each.key().set(),
                        each.kernel(),
                        each.tally().state().name(),
                        TestLines.failed(each.tally()),
                        TestLines.shown(each.reason(), SHOWN)));
                context.print(table.text());
                return 0;
            }
        }

        private UsageException unknown(TestQuery query) {
            List<String> known = query.latest(Optional.empty()).stream()
                    .map(each -> each.result().test())
                    .toList();
            return new UsageException(
                    known.isEmpty()
                            ? NO_RESULT
                            : "No test \"" + test + "\" has a result that counts;" + Suggestion.sentence(test, known)
                                    + " kpulse tests list names them.");
        }
    }

    /** Two kernels. */
    @Command(
            name = "diff",
            description = {
                "Say which tests differ between two kernels, over all their boots.",
                "What passed and fails in two or more fresh boots is a regression (exit code 1), in one it was seen",
                "once (4), what does both on one kernel is flaky and has a rate."
            })
    static final class Diff extends Leaf {

        @Parameters(index = "0", paramLabel = "BASE", description = "Reference or release of a kernel that was run.")
        String base = "";

        @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Likewise.")
        String candidate = "";

        @Option(names = "--platform", paramLabel = "NAME", description = "Only this platform.")
        @Nullable
        String platform;

        Diff(Context context) {
            super(context);
        }

        private record Line(Key key, TestChange change, TestTally base, TestTally candidate, String reason) {}

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                StoredKernels kernels = new StoredKernels(database);
                KernelRow first = kernels.named(context.exact(base, common));
                KernelRow second = kernels.named(context.exact(candidate, common));
                new StoredPlatforms(database).named(Optional.ofNullable(platform));
                TestQuery query = new TestQuery(database);
                Map<Key, OnKernel> before = query.ofKernel(first.id());
                Map<Key, OnKernel> after = query.ofKernel(second.id());
                List<Line> lines = lines(before, after);
                if (before.isEmpty() || after.isEmpty()) {
                    throw new UsageException("No test ran on " + (before.isEmpty() ? first : second).ref()
                            + "; make some run with: kpulse run --suite tests --base " + first.ref() + " --candidate "
                            + second.ref());
                }
                if (common.json) {
                    context.json(object(first, second, lines));
                } else {
                    context.print(text(first, second, lines));
                }
                return outcome(lines).exitCode();
            }
        }

        private List<Line> lines(Map<Key, OnKernel> before, Map<Key, OnKernel> after) {
            TreeSet<Key> keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            List<Line> lines = new ArrayList<>();
            for (Key key : keys) {
                if (platform == null || platform.equals(key.platform())) {
                    OnKernel old = before.get(key);
                    OnKernel young = after.get(key);
                    TestTally first = old == null ? TestTally.NONE : old.tally();
                    TestTally second = young == null ? TestTally.NONE : young.tally();
                    String reason = young == null ? "" : young.reason();
                    lines.add(new Line(key, TestChange.of(first, second), first, second, reason));
                }
            }
            return lines;
        }

        private static Outcome outcome(List<Line> lines) {
            if (lines.stream().anyMatch(line -> line.change() == TestChange.REGRESSION)) {
                return Outcome.REGRESSION;
            }
            return lines.stream().anyMatch(line -> line.change() == TestChange.SEEN_ONCE)
                    ? Outcome.INCONCLUSIVE
                    : Outcome.FINE;
        }

        private static String text(KernelRow first, KernelRow second, List<Line> lines) {
            StringBuilder text =
                    new StringBuilder("base       " + first.ref() + "\ncandidate  " + second.ref() + "\n\n");
            List<Line> changed = lines.stream()
                    .filter(line -> line.change() != TestChange.SAME)
                    .toList();
            if (!changed.isEmpty()) {
                Table table = Table.withTextAtTheEnd(
                        4, "platform", "set", "test", "change", "failed before", "failed after", "reason");
                changed.forEach(line -> table.row(
                        line.key().platform(),
                        line.key().set(),
                        line.key().test(),
                        line.change().name(),
                        TestLines.failed(line.base()),
                        TestLines.failed(line.candidate()),
                        TestLines.shown(line.reason(), SHOWN)));
                text.append(table.text());
            }
            return text.append(lines.size() - changed.size())
                    .append(" of ")
                    .append(lines.size())
                    .append(" tests are the same on both\n")
                    .toString();
        }

        private static Map<String, @Nullable Object> object(KernelRow first, KernelRow second, List<Line> lines) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("outcome", outcome(lines).name().toLowerCase(Locale.ROOT));
            object.put("base", first.ref());
            object.put("candidate", second.ref());
            object.put("tests", lines.stream().map(Diff::object).toList());
            return object;
        }

        private static Map<String, @Nullable Object> object(Line line) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("platform", line.key().platform());
            object.put("set", line.key().set());
            object.put("test", line.key().test());
            object.put("change", line.change().name().toLowerCase(Locale.ROOT));
            object.put("base", TestLines.json(line.base()));
            object.put("candidate", TestLines.json(line.candidate()));
            object.put("reason", line.reason());
            return object;
        }
    }
}
