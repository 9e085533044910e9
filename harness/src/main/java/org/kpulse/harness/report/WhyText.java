package org.kpulse.harness.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.profile.Difference;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.Explanation.Grouping;
import org.kpulse.analysis.profile.FunctionChange;
import org.kpulse.analysis.profile.GroupChange;
import org.kpulse.analysis.profile.Work;
import org.kpulse.harness.store.ProfileQuery.Phase;

/** What moved between two kernels, function by function, as text. */
public final class WhyText {

    private static final int FIRST = 3;

    /** Beyond it the whole moved little and its functions much, one against the other: a share then says nothing. */
    private static final double MOST_SHARE = 2;

    private WhyText() {}

    /**
     * All phases of a platform in which functions moved, then how many did not.
     *
     * @param by what to roll functions up by; empty for none
     * @param most functions, files or subsystems shown of a phase
     */
    public static String of(
            Map<Phase, Explanation> phases, List<MetricComparison> metrics, Optional<Grouping> by, int most) {
        StringBuilder text = new StringBuilder();
        int still = 0;
        for (Map.Entry<Phase, Explanation> each : phases.entrySet()) {
            if (each.getValue().changes().isEmpty()) {
                still++;
            } else {
                phase(text, each.getKey(), each.getValue(), verdicts(each.getKey(), metrics));
                if (by.isPresent()) {
                    groups(text, each.getValue(), by.get(), most);
                } else {
                    functions(text, each.getValue(), most);
                }
            }
        }
        if (still > 0) {
            text.append("  ")
                    .append(still)
                    .append(still == 1 ? " phase" : " phases")
                    .append(": no function moved beyond what seeds vary\n");
        }
        return text.toString();
    }

    /** The first three functions under each changed metric; nothing where nothing is known. */
    public static String brief(Map<Phase, Explanation> phases, List<MetricComparison> metrics) {
        StringBuilder text = new StringBuilder();
        for (MetricComparison metric : metrics) {
            if (metric.verdict() != Verdict.REGRESSION && metric.verdict() != Verdict.IMPROVEMENT) {
                continue;
            }
            of(phases, metric.key())
                    .ifPresent(explanation -> text.append("  ")
                            .append(metric.key())
                            .append(": ")
                            .append(first(explanation))
                            .append('\n'));
        }
        return text.isEmpty()
                ? ""
                : "  what moved (kpulse why):\n" + text.toString().indent(2);
    }

    /** What explains a metric: its own part of the benchmark, or else the whole benchmark; empty where nothing is known. */
    static Optional<Explanation> of(Map<Phase, Explanation> phases, MetricKey metric) {
        Explanation part = phases.get(new Phase(metric.benchmark(), metric.metric()));
        return Optional.ofNullable(part == null ? phases.get(new Phase(metric.benchmark(), "")) : part);
    }

    private static String first(Explanation explanation) {
        if (explanation.changes().isEmpty()) {
            return "no function moved beyond what seeds vary";
        }
        return explanation.changes().stream()
                .limit(FIRST)
                .map(change -> change.name() + " " + count(change.difference()) + " instructions (" + said(change)
                        + share(change.share()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String said(FunctionChange change) {
        return switch (change.kind()) {
            case APPEARED -> "new";
            case VANISHED -> "gone";
            case CHANGED -> perCall(change.base()) + " -> " + perCall(change.candidate()) + " a call";
        };
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() && Math.abs(share.getAsDouble()) <= MOST_SHARE
                ? String.format(Locale.ROOT, ", %.0f %%", 100 * share.getAsDouble())
                : "";
    }

    private static void phase(StringBuilder text, Phase phase, Explanation explanation, String verdicts) {
        Difference total = explanation.total();
        text.append("  ")
                .append(phase)
                .append(verdicts)
                .append(String.format(
                        Locale.ROOT,
                        "%n    %s -> %s instructions an iteration (%s), kernel and user; %d and %d boots%n",
                        plain(total.base()),
                        plain(total.candidate()),
                        Numbers.change(total.percent()),
                        explanation.baseBoots(),
                        explanation.candidateBoots()));
    }

    private static String verdicts(Phase phase, List<MetricComparison> metrics) {
        return metrics.stream()
                .filter(metric -> metric.key().benchmark().equals(phase.benchmark())
                        && (phase.part().isEmpty() || metric.key().metric().equals(phase.part())))
                .filter(metric -> !phase.part().isEmpty() || metric.verdict() != Verdict.NO_CHANGE)
                .map(metric -> String.format(
                        Locale.ROOT,
                        "; %s %s %s",
                        metric.key().metric(),
                        Numbers.change(metric.changePercent()),
                        metric.verdict()))
                .collect(Collectors.joining());
    }

    private static void functions(StringBuilder text, Explanation explanation, int most) {
        Table table = Table.withTextAtTheEnd(1, "function", "instructions", "share", "calls", "->", "a call", "->", "");
        List<FunctionChange> changes = explanation.changes();
        changes.stream()
                .limit(most)
                .forEach(change -> table.row(
                        change.name(),
                        count(change.difference()),
                        percent(change.share()),
                        plain(change.base().calls()),
                        plain(change.candidate().calls()),
                        perCall(change.base()),
                        perCall(change.candidate()),
                        note(change)));
        text.append(table.text().indent(4));
        int more = changes.size() - Math.min(most, changes.size());
        if (more > 0) {
            text.append("    and ").append(more).append(" more (--functions N shows them)\n");
        }
        text.append("    not explained by these: ")
                .append(count(explanation.unexplained()))
                .append(" instructions");
        explanation
                .unexplainedShare()
                .ifPresent(share -> text.append(String.format(Locale.ROOT, " (%.1f %%)", 100 * share)));
        text.append('\n');
    }

    private static void groups(StringBuilder text, Explanation explanation, Grouping by, int most) {
        Table table = new Table(1, by.name().toLowerCase(Locale.ROOT), "instructions", "share", "functions", "moved");
        List<GroupChange> groups = explanation.by(by);
        groups.stream()
                .limit(most)
                .forEach(group -> table.row(
                        group.name().isEmpty() ? "(not known)" : group.name(),
                        count(group.difference()),
                        percent(group.share()),
                        Integer.toString(group.functions()),
                        Integer.toString(group.named())));
        text.append(table.text().indent(4));
        int more = groups.size() - Math.min(most, groups.size());
        if (more > 0) {
            text.append("    and ").append(more).append(" more (--functions N shows them)\n");
        }
        if (groups.size() == 1 && groups.get(0).name().isEmpty()) {
            text.append("    source files are known of kernels that were built with a list of their objects only\n");
        }
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble()) : "-";
    }

    private static String note(FunctionChange change) {
        String kind = switch (change.kind()) {
            case APPEARED -> "new";
            case VANISHED -> "gone";
            case CHANGED -> "";
        };
        return kind
                + change.likelyRename()
                        .map(name -> ", perhaps " + name + " renamed")
                        .orElse("");
    }

    private static String perCall(Work work) {
        return work.perCall().isPresent()
                ? String.format(Locale.ROOT, "%.1f", work.perCall().getAsDouble())
                : "-";
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%+,.0f", value);
    }
}
