package org.kpulse.webapp.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.chart.LineChart;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.index.IndexTables;
import org.kpulse.webapp.index.IndexWords;
import org.kpulse.webapp.publish.PublicPage.Fact;
import org.kpulse.webapp.publish.PublicPage.Figure;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.publish.Publication.NamedKernel;
import org.kpulse.webapp.publish.Publication.Published;
import org.kpulse.webapp.regressions.RegressionTables;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.PageTables.Placed;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** What each published page says. Pure. */
final class SitePages {

    private final Publication all;
    private final PublicLinks links;

    SitePages(Publication all) {
        this.all = all;
        this.links = new PublicLinks(all);
    }

    PublicPage first() {
        List<Figure> figures = all.series().stream()
                .map(series -> figure(series, "platforms/" + series.platform().id()))
                .toList();
        List<Placed> tables = new ArrayList<>();
        tables.add(placed(
                "regressions",
                RegressionTables.all(
                        all.regressions().stream().map(Published::held).toList(), false),
                0));
        Table culprits = PublicTables.culprits(all.regressions());
        if (!culprits.isEmpty()) {
            tables.add(placed("culprits", culprits, 0));
        }
        if (!all.comparisons().isEmpty()) {
            tables.add(placed("comparisons", PublicTables.comparisons(all.comparisons(), all), 0));
        }
        return new PublicPage(
                "Performance of Linux kernels",
                List.of("Regressions that a person has reviewed, the kernels that they are of, and the index of each"
                        + " platform over kernels: the weighted geometric mean of all metrics' ratios to the base, 100 is"
                        + " equal, higher is better."),
                List.of(),
                figures,
                List.of(),
                tables);
    }

    private static Figure figure(Series series, String page) {
        String name = series.platform().platform().name();
        String says = IndexWords.last(series);
        return new Figure(
                name,
                LineChart.of(name + ": " + says, IndexWords.points(series), IndexWords.BASE),
                says + " " + IndexWords.all(series),
                page + ".html",
                page + ".svg");
    }

    PublicPage platform(Series series) {
        String id = String.valueOf(series.platform().id());
        String name = series.platform().platform().name();
        return new PublicPage(
                "Index over kernels on " + name,
                List.of(
                        "Kernels stand in the order in which they were first seen; the band is the 95 % interval of each"
                                + " by itself."),
                List.of(),
                List.of(figure(series, id)),
                List.of(),
                List.of(placed(id, IndexTables.of("Index on " + name, List.of(series)), 1)));
    }

    PublicPage kernels() {
        return new PublicPage(
                "Kernels",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(placed(
                        "kernels",
                        PublicTables.kernels(all.kernels().values().stream()
                                .sorted(Comparator.comparing(NamedKernel::firstSeen)
                                        .thenComparing(NamedKernel::id)
                                        .reversed())
                                .toList()),
                        0)));
    }

    PublicPage kernel(NamedKernel kernel) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Release", Cell.of(kernel.release())));
        facts.add(new Fact("Architecture", Cell.of(kernel.architecture())));
        facts.add(new Fact("First seen", Cell.of(Shown.time(kernel.firstSeen()).text() + " UTC")));
        fact(facts, "Commit", kernel.revision());
        fact(facts, "Compiler", kernel.compiler());
        fact(facts, "Configuration", kernel.config());
        List<Placed> tables = new ArrayList<>();
        Table regressions = RegressionTables.all(
                all.regressions().stream()
                        .map(Published::held)
                        .filter(held -> held.row().candidateId() == kernel.id())
                        .toList(),
                false);
        List<Frozen> frozen = all.comparisons().stream()
                .filter(each -> each.candidateId() == kernel.id() || each.baseId() == kernel.id())
                .toList();
        if (!regressions.isEmpty()) {
            tables.add(placed(kernel.id() + "-regressions", regressions, 1));
        }
        if (!frozen.isEmpty()) {
            tables.add(placed(kernel.id() + "-comparisons", PublicTables.comparisons(frozen, all), 1));
        }
        Table index = IndexTables.of("Index", series(kernel));
        if (!index.isEmpty()) {
            tables.add(placed(kernel.id() + "-index", index, 1));
        }
        return new PublicPage(kernel.name(), List.of(), facts, List.of(), List.of(), tables);
    }

    /** Each series with the points of this kernel alone. */
    private List<Series> series(NamedKernel kernel) {
        return all.series().stream()
                .map(series -> new Series(
                        series.platform(),
                        series.base(),
                        series.points().stream()
                                .filter(point -> point.kernelId() == kernel.id())
                                .toList(),
                        false))
                .filter(series -> !series.points().isEmpty())
                .toList();
    }

    private static void fact(List<Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(name, Cell.of(value)));
        }
    }

    PublicPage regression(Published published) {
        HeldRegression held = published.held();
        RegressionRow row = held.row();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Kernel", kernelLink(row.candidateId())));
        facts.add(new Fact("Against", kernelLink(row.baseId())));
        facts.add(new Fact("State", Cell.of(row.state().word())));
        facts.add(new Fact("Impact", RegressionTables.impact(held)));
        published.culprit().ifPresent(commit -> {
            fact(facts, "Commit", commit.revision());
            fact(facts, "Its subject", commit.subject());
        });
        String id = String.valueOf(row.id());
        List<Frozen> frozen = all.comparisons().stream()
                .filter(each -> each.candidateId() == row.candidateId() && each.baseId() == row.baseId())
                .toList();
        return new PublicPage(
                "Regression " + id + ": " + row.state().word(),
                List.of(),
                facts,
                List.of(),
                List.of(new DrawnTable(
                        links.in(RegressionTables.moved(row, held.calls()), 1),
                        RegressionTables.intervals(held.calls()),
                        RegressionTables.DRAWN,
                        Address.of(id, ""))),
                List.of(placed(id + "-comparisons", PublicTables.comparisons(frozen, all), 1)));
    }

    PublicPage comparison(Frozen frozen) {
        List<Fact> facts = List.of(
                new Fact("Kernel", kernelLink(frozen.candidateId())),
                new Fact("Against", kernelLink(frozen.baseId())),
                new Fact("Platform", Cell.of(frozen.platform())),
                new Fact("Compared", Cell.of(Shown.time(frozen.at()).text() + " UTC")),
                new Fact("Rules", Cell.of(frozen.rules())));
        return new PublicPage(
                PublicTables.name(all, frozen.candidateId()) + " against " + PublicTables.name(all, frozen.baseId())
                        + " on " + frozen.platform(),
                List.of(
                        "The comparison as it was frozen. Of many metrics that did not change a few are called by chance."),
                facts,
                List.of(),
                List.of(new DrawnTable(
                        links.in(PublicTables.metrics(frozen), 1),
                        PublicTables.intervals(frozen),
                        PublicTables.DRAWN,
                        Address.of(String.valueOf(frozen.id()), ""))),
                List.of());
    }

    /** From a page in a directory. */
    private Cell kernelLink(long id) {
        return Cell.of(PublicTables.name(all, id)).to("../kernels/" + id + ".html");
    }

    private Placed placed(String name, Table table, int depth) {
        return new Placed(links.in(table, depth), Address.of(name, ""));
    }
}
