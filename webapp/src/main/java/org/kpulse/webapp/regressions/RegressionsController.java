package org.kpulse.webapp.regressions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionRow.Call;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.bisections.BisectionTables;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.Paging;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Regressions: the list by impact, and one with what moved and what was done. */
@Controller
class RegressionsController {

    /** Regressions are sorted in memory; of more the last to be active are taken. */
    private static final int MOST = 1000;

    private final RegressionStore regressions;
    private final BisectionStore bisections;

    RegressionsController(Database database) {
        this.regressions = new RegressionStore(database);
        this.bisections = new BisectionStore(database);
    }

    @GetMapping("/regressions")
    String page(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        StateFilter filter = StateFilter.of(state);
        Paging paging = Paging.of(page);
        model.addAttribute("states", StateFilter.words());
        model.addAttribute("state", state);
        Table table = table(filter, paging);
        model.addAttribute("table", new Table(table.caption(), table.columns(), table.rows()));
        model.addAttribute("more", table.more());
        model.addAttribute("address", Address.of("/regressions", query(filter, paging)));
        model.addAttribute("paging", paging);
        model.addAttribute("path", filter.query().behind("/regressions"));
        model.addAttribute("feed", filter.query().behind("/regressions.atom"));
        return "regressions/list";
    }

    @GetMapping("/regressions.json")
    @ResponseBody
    Map<String, Object> json(
            @RequestParam(defaultValue = "open") String state, @RequestParam(defaultValue = "1") int page) {
        return TableAnswers.json(table(StateFilter.of(state), Paging.of(page)));
    }

    @GetMapping("/regressions.csv")
    ResponseEntity<String> csv(
            @RequestParam(defaultValue = "open") String state, @RequestParam(defaultValue = "1") int page) {
        return TableAnswers.csv(table(StateFilter.of(state), Paging.of(page)));
    }

    private static String query(StateFilter filter, Paging paging) {
        Query query = filter.query();
        return (paging.page() == 1 ? query : query.with("page", String.valueOf(paging.page()))).text();
    }

    private Table table(StateFilter filter, Paging paging) {
        List<RegressionRow> all = regressions.byImpact(filter.states(), MOST);
        int from = Math.min(paging.offset(), all.size());
        int to = Math.min(from + paging.size(), all.size());
        Table table = RegressionTables.all(regressions.held(all.subList(from, to)), to < all.size());
        int many = all.size() < MOST ? all.size() : regressions.count(filter.states());
        return many <= MOST
                ? table
                : new Table(
                        table.caption() + ", of the " + MOST + " of " + many + " that were active last",
                        table.columns(),
                        table.rows(),
                        table.more());
    }

    @GetMapping("/regressions/{id:[0-9]+}")
    String one(@PathVariable long id, Model model) {
        HeldRegression held = find(id);
        RegressionRow row = held.row();
        List<Call> calls = RegressionTables.ordered(held);
        PageTables tables = tables(held);
        model.addAttribute("regression", row);
        model.addAttribute("candidate", Visible.of(row.candidate()));
        model.addAttribute("base", Visible.of(row.base()));
        model.addAttribute("impact", RegressionTables.impact(held).text());
        model.addAttribute("standing", held.standing().size());
        model.addAttribute("duplicates", regressions.duplicates(id));
        model.addAttribute(
                "moved",
                new DrawnTable(
                        tables.get("metrics"),
                        RegressionTables.intervals(calls),
                        RegressionTables.DRAWN,
                        tables.address("metrics")));
        model.addAttribute("bisections", tables.placed("bisections"));
        model.addAttribute("history", tables.placed("history"));
        model.addAttribute("again", Visible.of(Again.command(row)));
        model.addAttribute(
                "verdicts",
                Stream.of(Judgement.Act.values())
                        .filter(act -> act.fits(row.state()))
                        .map(Judgement.Act::word)
                        .toList());
        model.addAttribute("mostNote", Judgement.MOST_NOTE);
        return "regressions/one";
    }

    @GetMapping("/regressions/{id:[0-9]+}.json")
    @ResponseBody
    Map<String, @Nullable Object> oneJson(@PathVariable long id) {
        HeldRegression held = find(id);
        PageTables tables = tables(held);
        Map<String, @Nullable Object> object = new LinkedHashMap<>(
                RegressionTables.all(List.of(held), false).objects().get(0));
        RegressionRow row = held.row();
        object.put("version", row.version());
        object.put(
                "duplicate_of",
                row.duplicateOf().isPresent() ? row.duplicateOf().getAsLong() : null);
        object.put("bisection", row.bisection().isPresent() ? row.bisection().getAsLong() : null);
        for (String name : List.of("metrics", "bisections", "history")) {
            object.put(name.equals("metrics") ? "calls" : name, tables.get(name).objects());
        }
        return object;
    }

    @GetMapping("/regressions/{id:[0-9]+}/{table}.json")
    @ResponseBody
    Map<String, Object> tableJson(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.json(tables(find(id)).get(table));
    }

    @GetMapping("/regressions/{id:[0-9]+}/{table}.csv")
    ResponseEntity<String> tableCsv(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.csv(tables(find(id)).get(table));
    }

    private PageTables tables(HeldRegression held) {
        long id = held.row().id();
        return new PageTables("/regressions/" + id)
                .with("metrics", () -> RegressionTables.moved(held.row(), RegressionTables.ordered(held)))
                .with(
                        "bisections",
                        () -> BisectionTables.list(regressions.bisections(id).stream()
                                .flatMap(each -> bisections.find(each).stream())
                                .toList()))
                .with("history", () -> RegressionTables.history(regressions.events(id)));
    }

    private HeldRegression find(long id) {
        return regressions.held(id).orElseThrow(() -> new NotFound("There is no regression " + id + "."));
    }
}
