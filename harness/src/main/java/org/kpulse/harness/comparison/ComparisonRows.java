package org.kpulse.harness.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.SideSummary;
import org.kpulse.harness.store.ComparisonRow;

/** A comparison as the database keeps it. */
public final class ComparisonRows {

    private ComparisonRows() {}

    /** The row of a comparison, of an experiment or of none; {@code ids} are those of its metrics. */
    public static ComparisonRow of(
            Optional<Long> experimentId, long platformId, PlatformComparison result, Map<MetricKey, Long> ids) {
        List<ComparisonRow.Metric> metrics = new ArrayList<>();
        for (MetricComparison each : result.metrics()) {
            Long id = ids.get(each.key());
            if (id == null) {
                throw new IllegalStateException("a compared metric without an id: " + each.key());
            }
            metrics.add(new ComparisonRow.Metric(
                    id,
                    side(each.base()),
                    side(each.candidate()),
                    each.changePercent(),
                    each.ciPercent().map(i -> new ComparisonRow.Interval(i.low(), i.high())),
                    each.p(),
                    each.q(),
                    each.mdePercent(),
                    each.verdict().name()));
        }
        return new ComparisonRow(
                experimentId,
                platformId,
                result.base().id(),
                result.candidate().id(),
                result.metrics().get(0).ruleVersion(),
                result.index()
                        .map(i -> new ComparisonRow.Index(
                                i.value(), i.interval().map(c -> new ComparisonRow.Interval(c.low(), c.high())))),
                metrics);
    }

    private static ComparisonRow.Side side(SideSummary side) {
        OptionalDouble cv = side.boots() < 2 ? OptionalDouble.empty() : OptionalDouble.of(side.cvPercent());
        return new ComparisonRow.Side(side.mean(), cv, side.boots(), side.samples());
    }
}
