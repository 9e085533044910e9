package org.kpulse.webapp.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Html;
import org.kpulse.webapp.table.Table;

/**
 * Metrics with their intervals drawn, as the template {@code compare/metrics} takes them.
 *
 * @param intervals a drawing for each row, null where there is no interval
 * @param drawn the column that they stand in
 * @param address of the table for programs
 */
public record DrawnTable(Table metrics, List<@Nullable Drawing> intervals, int drawn, Address address) {

    /** For templates: HTML without the caption. */
    public String getHtml() {
        return Html.table(metrics, drawn, row -> {
            Drawing interval = intervals.get(row);
            return interval == null ? null : interval.getSvg();
        });
    }
}
