package org.kpulse.webapp.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** One test over kernels and platforms. */
@Controller
class TestController {

    private static final int MOST = 1000;
    private static final List<Column> COLUMNS = List.of(
            Column.text("kernel", "Kernel"),
            Column.text("platform", "Platform"),
            Column.text("state", "State").explained("What the boots say together; FLAKY: it failed in some of them."),
            Column.number("failed", "Failed").explained("Boots in which it failed or gave no answer."),
            Column.number("boots", "of").explained("Boots that say something."),
            Column.number("failure_percent", "Rate"),
            Column.text("reason", "Reason").explained("Of the newest boot in which it failed."));

    private final TestQuery tests;

    TestController(Database database) {
        this.tests = new TestQuery(database);
    }

    /** Path of a test's page; its name's slashes are part of it. */
    static String path(String set, String test) {
        return "/tests/" + Query.encoded(set) + "/" + test;
    }

    /** The page, or the table as JSON or CSV where the address ends so and no test is called so. */
    @GetMapping("/tests/{set}/{*rest}")
    Object test(@PathVariable String set, @PathVariable String rest) {
        String name = rest.substring(1);
        List<OnKernel> found = history(set, name);
        if (!found.isEmpty()) {
            return page(set, name, found);
        }
        if (name.endsWith(".json")) {
            return ResponseEntity.ok(TableAnswers.json(table(known(set, without(name, ".json")))));
        }
        if (name.endsWith(".csv")) {
            return TableAnswers.csv(table(known(set, without(name, ".csv"))));
        }
        throw unknown(set, name);
    }

    private static String without(String name, String end) {
        return name.substring(0, name.length() - end.length());
    }

    private static ModelAndView page(String set, String name, List<OnKernel> found) {
        return new ModelAndView("tests/test")
                .addObject("title", Visible.of(set + " " + name))
                .addObject("finding", finding(found))
                .addObject("table", table(found))
                .addObject("address", Address.of(path(set, name), ""));
    }

    private static String finding(List<OnKernel> found) {
        long failing = found.stream().filter(k -> k.tally().failed() > 0).count();
        return failing == 0
                ? "It failed nowhere, on " + found.size() + " kernels and platforms."
                : String.format(
                        Locale.ROOT,
                        "It failed in at least one boot on %d of %d kernels and platforms.",
                        failing,
                        found.size());
    }

    private List<OnKernel> known(String set, String name) {
        List<OnKernel> found = history(set, name);
        if (found.isEmpty()) {
            throw unknown(set, name);
        }
        return found;
    }

    private List<OnKernel> history(String set, String name) {
        return TestSet.isName(name) && set.indexOf('\0') < 0 ? tests.history(set, name) : List.of();
    }

    private static NotFound unknown(String set, String name) {
        return new NotFound(
                "No test \"" + Visible.of(name) + "\" of set \"" + Visible.of(set) + "\" has a result that counts.");
    }

    private static Table table(List<OnKernel> found) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = found.size() - 1; i >= 0 && rows.size() < MOST; i--) {
            OnKernel each = found.get(i);
            double rate = 100 * each.tally().failureRate();
            rows.add(List.of(
                    Cell.of(each.kernel()).to("/kernels/" + each.kernelId()),
                    Cell.of(each.key().platform()),
                    Cell.of(each.tally().state().name()).marked(each.tally().failed() > 0 ? "failed" : ""),
                    Cell.of(each.tally().failed()),
                    Cell.of(each.tally().boots()),
                    Cell.of(rate, String.format(Locale.ROOT, "%.0f %%", rate)),
                    Cell.of(each.reason()).marked("long")));
        }
        return new Table("By platform and kernel, the newest first", COLUMNS, rows, found.size() > MOST);
    }
}
