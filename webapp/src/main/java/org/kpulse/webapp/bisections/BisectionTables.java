package org.kpulse.webapp.bisections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables about bisections. Pure. */
public final class BisectionTables {

    private BisectionTables() {}

    /** All, the newest first. */
    public static Table list(List<BisectionRow> rows) {
        return new Table(
                "Bisections, the newest first",
                List.of(
                        Column.number("id", "Bisection"),
                        Column.text("state", "State"),
                        Column.text("looking_for", "Looking for"),
                        Column.text("platform", "Platform"),
                        Column.text("answer", "Answer"),
                        Column.text("started", "Started")),
                rows.stream()
                        .map(row -> List.of(
                                Cell.of(row.id()).to("/bisections/" + row.id()),
                                Cell.of(row.state().name().toLowerCase(Locale.ROOT)),
                                Cell.of(row.request().wanted().toString()),
                                Cell.of(row.platform()),
                                Cell.of(new BisectionView(row).summary()),
                                Shown.time(row.created())))
                        .toList());
    }

    /** What was believed after each decision, the latest first. */
    static Table decisions(List<DecisionRow> decisions, Candidates candidates) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = decisions.size() - 1; i >= 0; i--) {
            DecisionRow decision = decisions.get(i);
            rows.add(List.of(
                    Cell.of(decision.position() + 1L),
                    Shown.hash(candidates.graph().name(decision.best())),
                    Cell.of(100 * decision.bestShare(), percent(decision.bestShare())),
                    Cell.of(decision.entropy(), String.format(Locale.ROOT, "%.2f", Math.abs(decision.entropy()))),
                    Cell.of(decision.why()),
                    Shown.time(decision.made())));
        }
        return new Table(
                "Decisions, the latest first",
                List.of(
                        Column.number("step", "Step"),
                        Column.text("best", "Most probable"),
                        Column.number("best_percent", "Probability"),
                        Column.number("bits_left", "Bits left")
                                .explained("How much is still unknown: 1 bit halves the candidates."),
                        Column.text("why", "What was decided"),
                        Column.text("made", "When")),
                rows);
    }

    /** What was built and booted, the latest first. */
    static Table probes(List<ProbeRow> probes, Candidates candidates) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = probes.size() - 1; i >= 0; i--) {
            ProbeRow probe = probes.get(i);
            boolean good = probe.commit() == CommitGraph.GOOD;
            rows.add(List.of(
                    good ? Cell.of("good end") : Shown.hash(candidates.graph().name(probe.commit())),
                    Cell.of(good ? "" : candidates.subjects().get(probe.commit())),
                    Cell.of(probe.platform()),
                    Cell.of(probe.layout()),
                    Cell.of(outcome(probe)),
                    Shown.seconds(probe.buildSeconds()),
                    Shown.seconds(probe.runSeconds())));
        }
        return new Table(
                "Builds and boots, the latest first",
                List.of(
                        Column.text("commit", "Commit"),
                        Column.text("subject", "Subject"),
                        Column.text("platform", "Platform"),
                        Column.number("layout", "Layout")
                                .explained("Where the functions lie in the text: 0 as the kernel has them."),
                        Column.text("outcome", "Outcome")
                                .explained("Logarithms of the metric, or 1 where the symptom was seen."),
                        Column.number("build_seconds", "Build"),
                        Column.number("boot_seconds", "Boots")),
                rows);
    }

    /** The checks of the culprit. */
    static Table checks(List<CheckRow> checks) {
        return new Table(
                "Checks of the culprit in fresh boots",
                List.of(
                        Column.text("kind", "Check"),
                        Column.text("platform", "Platform"),
                        Column.text("result", "Result"),
                        Column.text("detail", "Detail")),
                checks.stream()
                        .map(check -> List.of(
                                Cell.of(words(check.kind().name())),
                                Cell.of(check.platform()),
                                Cell.of(check.result().map(r -> words(r.name())).orElse("not made yet")),
                                Cell.of(check.detail())))
                        .toList());
    }

    private static String outcome(ProbeRow probe) {
        return probe.outcome()
                .map(outcome -> {
                    if (outcome instanceof Probe.Measured measured) {
                        return measured.values().stream()
                                .map(v -> String.format(Locale.ROOT, "%.4g", v))
                                .collect(Collectors.joining(" "));
                    }
                    return outcome instanceof Probe.Skipped skipped
                            ? "skipped: " + skipped.reason()
                            : "our fault: " + ((Probe.Infra) outcome).fault();
                })
                .orElse("under way");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
