package org.kpulse.harness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.ReachQuery.Reached;

/** Which benchmarks execute what somebody changes, for people and as JSON. */
public final class ReachText {

    private static final int WIDTH = 120;

    private ReachText() {}

    /**
     * As text.
     *
     * @param most benchmarks shown of a function
     */
    public static String of(Reach reach, int most) {
        Table table = Table.withTextAtTheEnd(2, "function", "benchmark", "calls", "instructions", "file");
        for (Reach.Function function : reach.functions()) {
            String file = function.file().orElse("-");
            if (function.benchmarks().isEmpty()) {
                table.row(function.name(), why(function.state()), "-", "-", file);
            }
            String name = function.name();
            for (Reached each : function.benchmarks().stream().limit(most).toList()) {
                table.row(name, each.benchmark(), number(each.calls()), number(each.instructions()), file);
                name = "";
                file = "";
            }
            int more = function.benchmarks().size() - most;
            if (more > 0) {
                table.row("", "and " + more + " more", "", "", "");
            }
        }
        StringBuilder text = new StringBuilder();
        if (!reach.functions().isEmpty()) {
            text.append(table.text().indent(2));
            text.append("  calls and instructions are of an iteration; instructions without those of callees\n");
            text.append(sentence(reach)).append('\n');
        }
        if (reach.outside()) {
            text.append("C code outside of functions is changed too; it may reach any benchmark\n");
        }
        if (!reach.elsewhere().isEmpty()) {
            String files = "files that are no C code may reach any benchmark: " + String.join(", ", reach.elsewhere());
            text.append(Prose.wrap(files, WIDTH, ""));
        }
        if (!reach.benchmarks().isEmpty()) {
            text.append(Prose.wrap("benchmarks that can see it: " + String.join(", ", reach.benchmarks()), WIDTH, ""));
        }
        return text.toString();
    }

    private static String why(Reach.State state) {
        return state == Reach.State.NO_SYMBOL ? "none; no symbol: inlined or not built" : "none";
    }

    private static String sentence(Reach reach) {
        int all = reach.functions().size();
        int unreached = reach.unreached().size();
        if (unreached == 0) {
            return all == 1 ? "it is executed by a benchmark" : "all " + all + " functions are executed by a benchmark";
        }
        return all == 1
                ? "it is executed by no benchmark"
                : unreached + " of " + all + " functions " + (unreached == 1 ? "is" : "are")
                        + " executed by no benchmark";
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    /** As JSON. */
    public static Map<String, @Nullable Object> json(Reach reach) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("functions", reach.functions().stream().map(ReachText::json).toList());
        object.put("executed_by_no_benchmark", reach.unreached().size());
        object.put("benchmarks", reach.benchmarks());
        object.put("files_elsewhere", reach.elsewhere());
        object.put("outside_functions", reach.outside());
        return object;
    }

    private static Map<String, @Nullable Object> json(Reach.Function function) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("function", function.name());
        object.put("file", function.file().orElse(null));
        object.put("state", function.state().name().toLowerCase(Locale.ROOT));
        List<Map<String, Object>> benchmarks = function.benchmarks().stream()
                .map(each -> Map.<String, Object>of(
                        "benchmark", each.benchmark(), "calls", each.calls(), "instructions", each.instructions()))
                .toList();
        object.put("benchmarks", benchmarks);
        return object;
    }
}
