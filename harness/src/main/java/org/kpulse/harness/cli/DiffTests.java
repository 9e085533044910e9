package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.harness.tests.TestChange;
import org.kpulse.harness.tests.TestTally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The tests of two kernels. */
@Command(
        name = "diff",
        description = {
            "Say which tests differ between two kernels, over all their boots.",
            "What passed and fails in two or more fresh boots is a regression (exit code 1), in one it was seen",
            "once (4), what does both on one kernel is flaky and has a rate."
        })
final class DiffTests extends Leaf {

    private static final int SHOWN = 70;

    @Mixin
    TwoKernels kernels = new TwoKernels();

    DiffTests(Context context) {
        super(context);
    }

    private record Line(TestQuery.Key key, TestChange change, TestTally base, TestTally candidate, String reason) {}

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            TwoKernels.Stored pair = kernels.in(database, context, common);
            KernelRow first = pair.base();
            KernelRow second = pair.candidate();
            TestQuery query = new TestQuery(database);
            Map<TestQuery.Key, OnKernel> before = query.ofKernel(first.id());
            Map<TestQuery.Key, OnKernel> after = query.ofKernel(second.id());
            List<Line> lines = lines(before, after);
            if (before.isEmpty() || after.isEmpty()) {
                throw new UsageException("No test ran on " + (before.isEmpty() ? first : second).ref()
                        + "; make some run with: kpulse run --suite tests --base " + first.ref() + " --candidate "
                        + second.ref());
            }
            if (common.json) {
                context.json(object(pair, lines));
            } else {
                context.print(text(pair, lines));
            }
            return outcome(lines).exitCode();
        }
    }

    private List<Line> lines(Map<TestQuery.Key, OnKernel> before, Map<TestQuery.Key, OnKernel> after) {
        TreeSet<TestQuery.Key> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Line> lines = new ArrayList<>();
        for (TestQuery.Key key : keys) {
            if (kernels.wants(key.platform())) {
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
        List<TestChange> changes = lines.stream().map(Line::change).toList();
        return Outcome.ofChanges(changes.contains(TestChange.REGRESSION), changes.contains(TestChange.SEEN_ONCE));
    }

    private static String text(TwoKernels.Stored pair, List<Line> lines) {
        StringBuilder text = new StringBuilder(pair.text());
        List<Line> changed =
                lines.stream().filter(line -> line.change() != TestChange.SAME).toList();
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

    private static Map<String, @Nullable Object> object(TwoKernels.Stored pair, List<Line> lines) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("outcome", outcome(lines).name().toLowerCase(Locale.ROOT));
        object.put("base", pair.base().ref());
        object.put("candidate", pair.candidate().ref());
        object.put("tests", lines.stream().map(DiffTests::object).toList());
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
