package org.kpulse.webapp.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LineChart;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The weighted index over kernels of each platform. */
@Controller
class IndexController {

    private static final int MOST = 100;

    private final Database database;
    private final IndexQuery query;
    private final Movers movers;

    IndexController(Database database, IndexQuery query, Movers movers) {
        this.database = database;
        this.query = query;
        this.movers = movers;
    }

    /**
     * One platform of the page.
     *
     * @param movers who moved the newest index; empty if it is not of an experiment
     * @param others links to the same against other bases
     */
    record Figure(
            String name,
            Drawing chart,
            String caption,
            String movers,
            Table table,
            Address address,
            List<Cell> others) {}

    @GetMapping("/index")
    String page(
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String base,
            Model model) {
        List<Figure> figures = found(platform, base).stream().map(this::figure).toList();
        model.addAttribute("figures", figures);
        return "index/index";
    }

    @GetMapping("/index.json")
    @ResponseBody
    Map<String, Object> json(
            @RequestParam(defaultValue = "") String platform, @RequestParam(defaultValue = "") String base) {
        return TableAnswers.json(IndexTables.of("Index", found(platform, base)));
    }

    @GetMapping("/index.csv")
    ResponseEntity<String> csv(
            @RequestParam(defaultValue = "") String platform, @RequestParam(defaultValue = "") String base) {
        return TableAnswers.csv(IndexTables.of("Index", found(platform, base)));
    }

    private List<Series> found(String platform, String base) {
        if (!platform.isEmpty() && !platform.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new BadParameter("platform", "a platform's name is of a-z, 0-9 and -.");
        }
        if (!base.isEmpty() && !base.matches("[0-9]{1,18}")) {
            throw new BadParameter("base", "it is the number of a kernel, as in /kernels/12.");
        }
        Optional<KernelRow> kernel = base.isEmpty()
                ? Optional.empty()
                : Optional.of(new KernelStore(database)
                        .find(Long.parseLong(base))
                        .orElseThrow(() -> new NotFound("There is no kernel " + base + ".")));
        List<Series> found = query.series(platform, kernel, MOST);
        if (found.isEmpty() && !(platform.isEmpty() && base.isEmpty())) {
            throw new NotFound("There is no index" + (platform.isEmpty() ? "" : " on a platform \"" + platform + "\"")
                    + kernel.map(k -> " against " + k.ref()).orElse("") + ".");
        }
        return found;
    }

    private Figure figure(Series series) {
        String name = series.platform().platform().name();
        String says = IndexWords.last(series);
        String query = "platform=" + name + "&base=" + series.base().id();
        List<Cell> others = this.query.bases(series.platform().id()).stream()
                .filter(k -> k.id() != series.base().id())
                .map(k -> Cell.of(k.ref()).to("/index?platform=" + name + "&base=" + k.id()))
                .toList();
        return new Figure(
                name,
                LineChart.of(name + ": " + says, IndexWords.points(series), IndexWords.BASE),
                says + " " + IndexWords.all(series) + (series.more() ? " Only the newest " + MOST + " are shown." : ""),
                movers(series),
                IndexTables.of("Index on " + name, List.of(series)),
                Address.of("/index", query),
                others);
    }

    private String movers(Series series) {
        OptionalLong experiment = series.last().experimentId();
        if (experiment.isEmpty()) {
            return "";
        }
        return movers.of(experiment.getAsLong(), series.platform().id()).stream()
                .map(c -> Visible.of(c.key().toString()) + " " + Numbers.signed(c.indexPercent()) + " %")
                .collect(Collectors.joining(", "));
    }
}
