package org.kpulse.webapp.bisections;

import java.util.List;
import java.util.Map;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.live.Pulse;
import org.kpulse.webapp.live.Topic;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.PageTables.Placed;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** Bisections: the list, and one with what it believes now. */
@Controller
class BisectionsController {

    private static final int MOST_ROWS = 100;

    private final BisectionStore bisections;
    private final CheckStore checks;
    private final Pulse pulse;
    private final BisectionStarts starts;

    BisectionsController(Database database, Pulse pulse, BisectionStarts starts) {
        this.bisections = new BisectionStore(database);
        this.checks = new CheckStore(database);
        this.pulse = pulse;
        this.starts = starts;
    }

    /** What is stored of one beside its row. */
    private record Contents(Candidates candidates, List<ProbeRow> probes, List<DecisionRow> decisions) {}

    @GetMapping("/bisections")
    String page(Model model) {
        model.addAttribute("table", table());
        model.addAttribute("address", Address.of("/bisections", ""));
        model.addAttribute("feed", "/bisections.atom");
        model.addAttribute("trees", starts.trees());
        return "bisections/list";
    }

    @GetMapping("/bisections.json")
    @ResponseBody
    Map<String, Object> json() {
        return TableAnswers.json(table());
    }

    @GetMapping("/bisections.csv")
    ResponseEntity<String> csv() {
        return TableAnswers.csv(table());
    }

    private Table table() {
        return BisectionTables.list(bisections.list());
    }

    @GetMapping("/bisections/{id:[0-9]+}")
    String one(@PathVariable long id, Model model) {
        BisectionRow row = followed(id, model);
        Contents contents = contents(id);
        List<DecisionRow> decisions = contents.decisions();
        BisectionView view = new BisectionView(row);
        model.addAttribute("bisection", row);
        model.addAttribute("summary", view.summary());
        model.addAttribute(
                "lines",
                view.lines(contents.probes()).stream()
                        .map(line -> new BisectionView.Line(line.name(), Visible.of(line.value())))
                        .toList());
        model.addAttribute("candidates", contents.candidates().graph().size());
        model.addAttribute("running", row.state() == BisectionState.RUNNING);
        model.addAttribute("paused", row.state() == BisectionState.PAUSED);
        if (!decisions.isEmpty()) {
            DecisionRow last = decisions.get(decisions.size() - 1);
            model.addAttribute("bars", PosteriorBars.of(last.posterior()));
            model.addAttribute(
                    "believed",
                    BisectionTables.decisions(List.of(last), contents.candidates())
                            .rows()
                            .get(0));
        }
        PageTables tables = tables(id, contents);
        List.of("checks", "decisions", "probes").forEach(name -> model.addAttribute(name, newest(tables.placed(name))));
        return "bisections/one";
    }

    @GetMapping("/bisections/{id:[0-9]+}.json")
    @ResponseBody
    Map<String, ?> oneJson(@PathVariable long id) {
        return new BisectionView(find(id)).object(bisections.probes().list(id));
    }

    @GetMapping("/bisections/{id:[0-9]+}/{table}.json")
    @ResponseBody
    Map<String, Object> tableJson(@PathVariable long id, @PathVariable String table) {
        find(id);
        return TableAnswers.json(tables(id, contents(id)).get(table));
    }

    @GetMapping("/bisections/{id:[0-9]+}/{table}.csv")
    ResponseEntity<String> tableCsv(@PathVariable long id, @PathVariable String table) {
        find(id);
        return TableAnswers.csv(tables(id, contents(id)).get(table));
    }

    private Contents contents(long id) {
        return new Contents(bisections.candidates(id), bisections.probes().list(id), bisections.decisions(id));
    }

    private PageTables tables(long id, Contents contents) {
        return new PageTables("/bisections/" + id)
                .with("checks", () -> BisectionTables.checks(checks.list(id)))
                .with("decisions", () -> BisectionTables.decisions(contents.decisions(), contents.candidates()))
                .with("probes", () -> BisectionTables.probes(contents.probes(), contents.candidates()));
    }

    private static Placed newest(Placed placed) {
        Table table = placed.table();
        return table.rows().size() <= MOST_ROWS
                ? placed
                : new Placed(
                        new Table(table.caption(), table.columns(), table.rows().subList(0, MOST_ROWS), true),
                        placed.address());
    }

    /** While it runs its page renews itself. */
    private BisectionRow followed(long id, Model model) {
        BisectionRow row = find(id);
        if (row.state() != BisectionState.RUNNING) {
            return row;
        }
        pulse.follow(Topic.bisection(id), model);
        return find(id);
    }

    private BisectionRow find(long id) {
        return bisections.find(id).orElseThrow(() -> new NotFound("There is no bisection " + id + "."));
    }
}
