package org.kpulse.harness.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.Latest;
import org.kpulse.harness.store.TestQuery.OnKernel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Results of tests. */
@Command(
        name = "tests",
        description = "Results of test sets: what passed and failed, on which kernels, and what changed.",
        subcommands = {TestsCommand.ListAll.class, TestsCommand.History.class, DiffTests.class})
final class TestsCommand extends Group {

    private static final int SHOWN = 70;
    private static final String NO_RESULT = "No test has a result yet; make some with: kpulse run --suite tests";

    /** Lists them. */
    @Command(name = "list", description = "List all tests with their latest result.")
    static final class ListAll extends Leaf {

        @Parameters(arity = "0..1", paramLabel = "SET", description = "Only tests of this test set.")
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
}
