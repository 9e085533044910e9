package org.kpulse.webapp.compare;

import java.util.List;
import java.util.Optional;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Table;

/**
 * What a page says of one platform.
 *
 * @param name of the platform
 * @param what it measures
 * @param warnings what besides the kernel differs
 * @param summary how many metrics, how many significant, what could have been seen
 * @param rest where the metrics are that are not shown; empty if all are
 * @param metrics those shown
 * @param index in words; empty if none could be computed
 * @param movers who moved it
 * @param moversAddress of that table for programs
 * @param missing metrics of one kernel only; empty if there are none
 * @param explain address of the page with the functions that moved; empty if they are shown or there can be none
 * @param why which functions moved under the metrics that changed; empty if nothing is known
 * @param opened the open metric
 */
record PlatformView(
        String name,
        String what,
        List<String> warnings,
        String summary,
        Optional<Rest> rest,
        DrawnTable metrics,
        String index,
        Table movers,
        Address moversAddress,
        String missing,
        String explain,
        String why,
        Optional<OpenedView> opened) {

    /**
     * A link to what is not shown.
     *
     * @param sentence how much it is
     * @param address path and query
     */
    record Rest(String sentence, String address) {}

    /**
     * The samples of one metric.
     *
     * @param anchor its place on the page
     * @param name of the metric
     * @param dots the samples drawn
     * @param caption what they say
     * @param remarks what a reader must know beside
     * @param table the samples
     * @param address of the table for programs
     * @param why which functions moved in it; empty if nothing is known
     * @param closed address of the page without it
     */
    record OpenedView(
            String anchor,
            String name,
            Drawing dots,
            String caption,
            List<String> remarks,
            Table table,
            Address address,
            String why,
            String closed) {}
}
