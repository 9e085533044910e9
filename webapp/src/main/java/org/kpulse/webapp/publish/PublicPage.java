package org.kpulse.webapp.publish;

import java.util.List;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.PageTables.Placed;
import org.kpulse.webapp.table.Visible;

/**
 * A published page. All links in it are relative to its file.
 *
 * @param says sentences below the title
 * @param drawn tables of metrics with their intervals
 */
record PublicPage(
        String title,
        List<String> says,
        List<Fact> facts,
        List<Figure> figures,
        List<DrawnTable> drawn,
        List<Placed> tables) {

    PublicPage {
        title = Visible.of(title);
        says = List.copyOf(says);
        facts = List.copyOf(facts);
        figures = List.copyOf(figures);
        drawn = List.copyOf(drawn);
        tables = List.copyOf(tables);
    }

    /** A name and what is to be said of it. */
    record Fact(String name, Cell value) {}

    /**
     * A chart.
     *
     * @param page where its values are
     * @param svg where it is as a file
     */
    record Figure(String name, Drawing chart, String caption, String page, String svg) {}
}
