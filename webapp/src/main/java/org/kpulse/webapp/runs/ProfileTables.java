package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.webapp.chart.BarChart;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Table;

/** The exact profile of a run. */
final class ProfileTables {

    private static final int LARGEST = 10;
    private static final List<Column> PHASES = List.of(
            Column.text("phase", "Phase").explained("A benchmark, or the part of it that one metric measures."),
            Column.number("iterations", "Iterations"),
            Column.number("kernel_instructions", "Kernel").explained("Instructions an iteration in the kernel."),
            Column.number("user_instructions", "User").explained("Instructions an iteration outside of the kernel."),
            Column.number("unknown_instructions", "Unknown")
                    .explained("Instructions an iteration in the kernel that no symbol names."));
    private static final List<Column> FUNCTIONS = List.of(
            Column.text("phase", "Phase"),
            Column.text("function", "Function"),
            Column.number("instructions", "Instructions").explained("An iteration, callees not included."),
            Column.number("share_percent", "Share").explained("Of the phase's instructions in the kernel."),
            Column.number("calls", "Calls").explained("An iteration."));

    private ProfileTables() {}

    static Table phases(ProfileQuery.OfRun profile) {
        List<List<Cell>> rows = new ArrayList<>();
        profile.phases()
                .forEach((phase, boot) -> rows.add(List.of(
                        Cell.of(phase.toString()),
                        Cell.of(boot.iterations()),
                        each(kernel(boot), boot),
                        each(boot.user(), boot),
                        each(boot.unknown(), boot))));
        return new Table("Exact profile: instructions an iteration", PHASES, rows);
    }

    static Table functions(ProfileQuery.OfRun profile) {
        List<List<Cell>> rows = new ArrayList<>();
        profile.phases()
                .forEach((phase, boot) -> largest(boot, LARGEST)
                        .forEach(each -> rows.add(List.of(
                                Cell.of(phase.toString()),
                                Cell.of(each.function()).marked("code"),
                                each(each.count().instructions(), boot),
                                Cell.of(each.percent(), BarChart.percent(each.percent())),
                                each(each.count().calls(), boot)))));
        return new Table("The " + LARGEST + " largest functions of each phase", FUNCTIONS, rows);
    }

    /** A function's part of a phase's instructions in the kernel. */
    record Share(String function, FunctionCount count, double percent) {}

    /** The largest, at most so many, of equal ones by name. */
    static List<Share> largest(BootProfile boot, int most) {
        double kernel = Math.max(1, kernel(boot));
        return boot.functions().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, FunctionCount> e) ->
                                -e.getValue().instructions())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(e -> new Share(e.getKey(), e.getValue(), 100 * e.getValue().instructions() / kernel))
                .toList();
    }

    /** Instructions in the kernel, those that no symbol names too. */
    static long kernel(BootProfile boot) {
        return boot.total() - boot.user();
    }

    /** An iteration. */
    static Cell each(long sum, BootProfile boot) {
        double mean = (double) sum / boot.iterations();
        return Cell.of(mean, String.format(Locale.ROOT, mean < 100 ? "%,.1f" : "%,.0f", mean));
    }
}
