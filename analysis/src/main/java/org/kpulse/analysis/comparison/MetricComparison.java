package org.kpulse.analysis.comparison;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;

/**
 * The answer for one metric. No number in it is NaN or infinite; what cannot be computed is empty.
 *
 * @param key the metric
 * @param unit unit of both sides
 * @param direction which way is better
 * @param base the base kernel's boots
 * @param candidate the candidate's boots
 * @param change from base to candidate
 * @param p two-sided p of "no change"; empty if a side has fewer than 2 boots
 * @param q {@code p} after Benjamini-Hochberg over all metrics compared together; empty if p is
 * @param verdict what is said of it
 * @param mdePercent minimum detectable effect: the change in percent of the base (as an increase) that a test at level alpha
 *     finds with the power of the rules; empty without p or with a base of 0
 * @param bootsNeeded boots a side, in total, to settle an INCONCLUSIVE verdict if estimate and deviations stay as they are; empty
 *     for other verdicts and where it cannot be estimated or exceeds 1,000
 * @param leastBoots boots a side that would settle it if the change were one standard error larger than estimated; never more than
 *     {@code bootsNeeded}: below it more boots are not worth trying
 * @param remarks what a reader must know beside the numbers
 * @param method the test that gave p and interval
 * @param robust the same change by ranks; empty if a side has fewer than 2 boots
 * @param ruleVersion of the rules that gave the verdict
 */
public record MetricComparison(
        MetricKey key,
        String unit,
        Direction direction,
        SideSummary base,
        SideSummary candidate,
        Change change,
        OptionalDouble p,
        OptionalDouble q,
        Verdict verdict,
        OptionalDouble mdePercent,
        OptionalInt bootsNeeded,
        OptionalInt leastBoots,
        Set<Remark> remarks,
        Method method,
        Optional<RobustChange> robust,
        String ruleVersion) {

    public MetricComparison {
        remarks = Set.copyOf(remarks);
    }

    /** The same numbers with a verdict that was reached at an earlier look and stays. */
    public MetricComparison withEarlierVerdict(Verdict earlier) {
        Set<Remark> all = EnumSet.of(Remark.DECIDED_EARLIER);
        all.addAll(remarks);
        return new MetricComparison(
                key,
                unit,
                direction,
                base,
                candidate,
                change,
                p,
                q,
                earlier,
                mdePercent,
                OptionalInt.empty(),
                OptionalInt.empty(),
                all,
                method,
                robust,
                ruleVersion);
    }

    /** Change of the value in percent of the base, not flipped by the direction; empty if the base is 0. */
    public OptionalDouble changePercent() {
        return change.percent();
    }

    /** Interval of {@link #changePercent()}; empty with fewer than 2 boots a side or a base of 0. */
    public Optional<Interval> ciPercent() {
        return change.percentInterval();
    }
}
