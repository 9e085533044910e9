package org.kpulse.webapp.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.kpulse.analysis.index.Contribution;
import org.kpulse.harness.kernel.KernelOptions;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.harness.tests.TestTally;
import org.kpulse.webapp.index.Movers;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.Visible;

/** Tables of one kernel. */
final class OneKernelTables {

    static final int CRASHES = 50;

    /** Differing options that are shown. */
    static final int OPTIONS = 500;

    private static final List<Column> JUDGED = List.of(
            Column.text("platform", "Platform"),
            Column.text("base", "Against"),
            Column.number("regressions", "Slower"),
            Column.number("improvements", "Faster"),
            Column.number("no_change", "No change"),
            Column.number("inconclusive", "Inconclusive").explained("More boots would tell."),
            Column.number("index", "Index").explained("Weighted geometric mean of the ratios to the base, base = 100."),
            Column.number("index_low", "95 % from"),
            Column.number("index_high", "to"),
            Column.text("compared", "Compared"));
    private static final List<Column> MOVERS = List.of(
            Column.text("platform", "Platform"),
            Column.text("base", "Against").explained("The base of the newest experiment on the platform."),
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("weight_percent", "Weight").explained("Its share of all weight."),
            Column.number("gain_percent", "Gain").explained("How much better the metric became: + is better."),
            Column.number("moved_percent", "Moved the index")
                    .explained("By how much this metric alone moved the index."));
    private static final List<Column> RUNS = List.of(
            Column.text("platform", "Platform"),
            Column.number("finished", "Finished"),
            Column.number("kernel_failed", "Failed").explained("By the kernel's own fault."),
            Column.number("infra_failed", "Our faults").explained("Never evidence against the kernel."),
            Column.text("last", "Last run"));
    private static final List<Column> CRASHED = List.of(
            Column.number("run", "Run"),
            Column.text("started", "Started"),
            Column.text("platform", "Platform"),
            Column.text("fault", "Fault"),
            Column.text("detail", "Because"));
    private static final List<Column> TESTS = List.of(
            Column.text("platform", "Platform"),
            Column.text("set", "Set"),
            Column.text("test", "Test"),
            Column.text("state", "State"),
            Column.number("failed", "Failed").explained("Boots in which it failed or gave no answer."),
            Column.number("boots", "of").explained("Boots that say something."),
            Column.text("reason", "Reason"));
    private static final List<Column> BUILDS = List.of(
            Column.text("started", "Started"),
            Column.number("seconds", "Took"),
            Column.text("incremental", "On top of the last"),
            Column.number("compiled", "Files compiled"),
            Column.text("image_sha256", "Image"),
            Column.text("failure", "Failed because"));

    private static final List<Column> CONFIG = List.of(
            Column.text("option", "Option"),
            Column.text("base", "Base").explained("n is off; empty where it cannot be chosen."),
            Column.text("candidate", "This kernel"));

    private OneKernelTables() {}

    /** Where it is compared, by numbers: one reference may have several builds. */
    private static Query comparison(OneKernelQuery.Judged judged, long candidate) {
        return Query.NONE
                .with("base", String.valueOf(judged.baseId()))
                .with("candidate", String.valueOf(candidate))
                .with("platform", judged.platform());
    }

    static Table judged(List<OneKernelQuery.Judged> judged, long id) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OneKernelQuery.Judged each : judged) {
            rows.add(List.of(
                    Cell.of(each.platform()).to(comparison(each, id).behind("/compare")),
                    Cell.of(each.base()).to("/kernels/" + each.baseId()),
                    Shown.marked(each.verdicts().regressions(), "regression"),
                    Shown.marked(each.verdicts().improvements(), "improvement"),
                    Cell.of(each.verdicts().noChange()),
                    Shown.marked(each.verdicts().inconclusive(), "inconclusive"),
                    index(each.index()),
                    index(each.low()),
                    index(each.high()),
                    Shown.time(each.created())));
        }
        return new Table("Judged against other kernels", JUDGED, rows);
    }

    /** What moved an index. */
    record Moved(OneKernelQuery.Judged judged, List<Contribution> parts) {}

    static Table movers(List<Moved> moved, long id) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Moved each : moved) {
            for (Contribution part : each.parts()) {
                double gain = 100 * Math.expm1(part.logGain());
                rows.add(List.of(
                        Cell.of(each.judged().platform()),
                        Cell.of(each.judged().base())
                                .to("/kernels/" + each.judged().baseId()),
                        Cell.of(part.key().benchmark()),
                        Cell.of(part.key().metric())
                                .to(comparison(each.judged(), id)
                                        .with("open", part.key().toString())
                                        .behind("/compare")),
                        Cell.of(100 * part.weight(), String.format(Locale.ROOT, "%.1f %%", 100 * part.weight())),
                        Shown.change(OptionalDouble.of(gain)),
                        Shown.change(OptionalDouble.of(part.indexPercent()))));
            }
        }
        return new Table("What moved the index of each platform, the largest " + Movers.MOST, MOVERS, rows);
    }

    private static Cell index(OptionalDouble value) {
        return value.isPresent()
                ? Cell.of(value.getAsDouble(), String.format(Locale.ROOT, "%.2f", value.getAsDouble()))
                : Cell.NONE;
    }

    static Table runs(List<OneKernelQuery.OnPlatform> platforms, String ref) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OneKernelQuery.OnPlatform each : platforms) {
            rows.add(List.of(
                    Cell.of(each.platform())
                            .to(Query.NONE
                                    .with("kernel", ref)
                                    .with("platform", each.platform())
                                    .behind("/runs")),
                    Cell.of(each.finished()),
                    Shown.marked(each.kernelFailed(), "failed"),
                    Shown.marked(each.infraFailed(), "inconclusive"),
                    Shown.time(each.last()).to("/runs/" + each.lastRun())));
        }
        return new Table("Runs", RUNS, rows);
    }

    /** At most {@link #CRASHES} of one more. */
    static Table crashed(List<OneKernelQuery.Crashed> crashed) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OneKernelQuery.Crashed each : crashed.subList(0, Math.min(crashed.size(), CRASHES))) {
            rows.add(List.of(
                    Cell.of(each.run()).to("/runs/" + each.run()),
                    Shown.time(each.started()),
                    Cell.of(each.platform()),
                    Cell.of(each.fault()).marked("failed"),
                    Cell.of(each.detail()).marked("long")));
        }
        return new Table("Runs that the kernel's own faults ended", CRASHED, rows, crashed.size() > CRASHES);
    }

    /** Those that did not pass. */
    static Table tests(Collection<OnKernel> tests) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OnKernel each : tests) {
            TestTally.State state = each.tally().state();
            if (state == TestTally.State.PASSES) {
                continue;
            }
            rows.add(List.of(
                    Cell.of(each.key().platform()),
                    Cell.of(each.key().set()),
                    Cell.of(each.key().test())
                            .to("/tests/" + Query.encoded(each.key().set()) + "/"
                                    + each.key().test()),
                    Cell.of(state.name()).marked(each.tally().failed() > 0 ? "failed" : ""),
                    Cell.of(each.tally().failed()),
                    Cell.of(each.tally().boots()),
                    Cell.of(each.reason()).marked("long")));
        }
        return new Table("Tests that did not simply pass", TESTS, rows);
    }

    /** At most {@link #OPTIONS}. */
    static Table config(String base, List<KernelOptions.Difference> differences) {
        List<List<Cell>> rows = new ArrayList<>();
        for (KernelOptions.Difference each : differences.subList(0, Math.min(differences.size(), OPTIONS))) {
            rows.add(List.of(
                    Cell.of(each.option()),
                    each.base().map(value -> Cell.of(value).marked("long")).orElse(Cell.NONE),
                    each.candidate().map(value -> Cell.of(value).marked("long")).orElse(Cell.NONE)));
        }
        return new Table("Configuration against " + Visible.of(base), CONFIG, rows, differences.size() > OPTIONS);
    }

    static Table builds(List<OneKernelQuery.Compiled> builds) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OneKernelQuery.Compiled each : builds) {
            rows.add(List.of(
                    Shown.time(each.started()),
                    Shown.seconds(each.seconds()),
                    Cell.of(each.incremental() ? "yes" : "no"),
                    Cell.of(each.files()),
                    each.image().map(Shown::hash).orElse(Cell.NONE),
                    each.failure().map(f -> Cell.of(f).marked("long failed")).orElse(Cell.NONE)));
        }
        return new Table("Builds", BUILDS, rows);
    }
}
