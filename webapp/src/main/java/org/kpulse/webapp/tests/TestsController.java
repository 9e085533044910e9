package org.kpulse.webapp.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.Latest;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** All tests, each with its latest result. */
@Controller
class TestsController {

    private static final int MOST = 2000;
    private static final List<Column> COLUMNS = List.of(
            Column.text("set", "Set"),
            Column.text("test", "Test"),
            Column.text("result", "Latest result"),
            Column.text("reason", "Reason"),
            Column.text("kernel", "On"),
            Column.text("platform", "Platform"),
            Column.number("run", "Run"),
            Column.text("started", "Started"));

    private final TestQuery tests;

    TestsController(Database database) {
        this.tests = new TestQuery(database);
    }

    @GetMapping("/tests")
    String page(
            @RequestParam(defaultValue = "") String set, @RequestParam(defaultValue = "") String show, Model model) {
        List<Latest> all = all(set);
        model.addAttribute("set", set);
        model.addAttribute("show", checked(show));
        model.addAttribute(
                "failing",
                all.stream().filter(t -> t.result().outcome().failed()).count());
        model.addAttribute("tests", all.size());
        model.addAttribute("table", table(all, show));
        model.addAttribute(
                "address",
                Address.of(
                        "/tests", Query.NONE.with("set", set).with("show", show).text()));
        return "tests/list";
    }

    @GetMapping("/tests.json")
    @ResponseBody
    Map<String, Object> json(
            @RequestParam(defaultValue = "") String set, @RequestParam(defaultValue = "") String show) {
        return TableAnswers.json(table(all(set), checked(show)));
    }

    @GetMapping("/tests.csv")
    ResponseEntity<String> csv(
            @RequestParam(defaultValue = "") String set, @RequestParam(defaultValue = "") String show) {
        return TableAnswers.csv(table(all(set), checked(show)));
    }

    private static String checked(String show) {
        if (!show.isEmpty() && !show.equals("failing")) {
            throw new BadParameter("show", "it is \"failing\" or absent.");
        }
        return show;
    }

    private List<Latest> all(String set) {
        if (set.indexOf('\0') >= 0) {
            throw new BadParameter("set", "a name has no NUL in it.");
        }
        return tests.latest(Optional.of(set).filter(s -> !s.isEmpty()));
    }

    private static Table table(List<Latest> all, String show) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Latest> chosen = all.stream()
                .filter(t -> show.isEmpty() || t.result().outcome().failed())
                .toList();
        for (Latest each : chosen.subList(0, Math.min(MOST, chosen.size()))) {
            rows.add(List.of(
                    Cell.of(each.result().set())
                            .to(Query.NONE.with("set", each.result().set()).behind("/tests")),
                    Cell.of(each.result().test())
                            .to(TestController.path(
                                    each.result().set(), each.result().test())),
                    Cell.of(each.result().outcome().name())
                            .marked(each.result().outcome().failed() ? "failed" : ""),
                    Cell.of(each.result().reason()).marked("long"),
                    Cell.of(each.kernel())
                            .to(Query.NONE.with("kernel", each.kernel()).behind("/runs")),
                    Cell.of(each.platform()),
                    Cell.of(each.run()).to("/runs/" + each.run()),
                    Shown.time(each.started())));
        }
        return new Table(show.isEmpty() ? "Tests" : "Tests that failed last", COLUMNS, rows, chosen.size() > MOST);
    }
}
