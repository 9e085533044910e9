package org.kpulse.harness.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.run.RunState;

/** What the exit code of a command that judges kernels says. */
public enum Outcome {
    /** Every metric is NO_CHANGE or IMPROVEMENT, and no test that passed fails. */
    FINE(0),
    /** At least one REGRESSION, or the candidate fails what the base does not. */
    REGRESSION(1),
    /** Something of ours failed and there is nothing to judge by: no metric was measured and no test ran on both kernels anywhere. */
    INFRASTRUCTURE(3),
    /** No regression was found, but some metric, test or a whole platform could not be decided. */
    INCONCLUSIVE(4);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** For the shell. */
    public int exitCode() {
        return exitCode;
    }

    /** The outcome of a main job. */
    public static Outcome of(RunReport report) {
        List<RunReport.PlatformPart> parts = report.platforms();
        List<PlatformComparison> comparisons =
                parts.stream().map(RunReport.PlatformPart::comparison).toList();
        boolean functional = parts.stream().flatMap(p -> p.allChecks().stream()).anyMatch(RunReport.Check::regressed);
        if (functional || of(comparisons) == REGRESSION) {
            return REGRESSION;
        }
        List<RunState> states = parts.stream()
                .flatMap(p -> p.runs().stream())
                .map(r -> r.row().state())
                .toList();
        boolean nothing = parts.stream().allMatch(RunReport.PlatformPart::isEmpty);
        if (nothing && (states.isEmpty() || states.contains(RunState.INFRA_FAILED))) {
            return INFRASTRUCTURE;
        }
        boolean undecided = parts.stream().anyMatch(RunReport.PlatformPart::isEmpty)
                || parts.stream().flatMap(p -> p.tests().stream()).anyMatch(RunReport.Check::undecided);
        boolean noMetrics = comparisons.stream().allMatch(c -> c.metrics().isEmpty());
        return undecided ? INCONCLUSIVE : noMetrics ? FINE : of(comparisons);
    }

    /**
     * The outcome of what passes or fails between two kernels.
     *
     * @param accused whether something that was repeated accuses the candidate
     * @param once whether something that would was seen in a single boot
     */
    public static Outcome ofChanges(boolean accused, boolean once) {
        return accused ? REGRESSION : once ? INCONCLUSIVE : FINE;
    }

    /** Of several, at least one, the one that a person should hear of first. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return Stream.of(REGRESSION, INFRASTRUCTURE, INCONCLUSIVE)
                .filter(outcomes::contains)
                .findFirst()
                .orElse(FINE);
    }

    /** The outcome of comparisons alone. */
    public static Outcome of(Collection<PlatformComparison> comparisons) {
        List<Verdict> verdicts = comparisons.stream()
                .flatMap(c -> c.metrics().stream())
                .map(MetricComparison::verdict)
                .toList();
        if (verdicts.contains(Verdict.REGRESSION)) {
            return REGRESSION;
        }
        return verdicts.isEmpty() || verdicts.contains(Verdict.INCONCLUSIVE) ? INCONCLUSIVE : FINE;
    }
}
