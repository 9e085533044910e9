package org.kpulse.webapp.kernels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import org.kpulse.webapp.runs.RunTables;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** All that is known of one kernel. */
@Controller
class KernelController {

    private static final int RUNS = 100;

    private final Database database;
    private final KernelQuery kernels;

    KernelController(Database database, KernelQuery kernels) {
        this.database = database;
        this.kernels = kernels;
    }

    @GetMapping("/kernels/{id:[0-9]+}")
    String page(@PathVariable long id, Model model) {
        KernelRow kernel = find(id);
        List<RunRow> runs = new RunQuery(database)
                .list(new RunQuery.Filter(
                        Optional.empty(), Optional.of(kernel.ref()), Optional.empty(), Optional.empty(), RUNS + 1));
        model.addAttribute("kernel", kernel);
        model.addAttribute("name", Visible.of(kernel.ref()));
        model.addAttribute("release", Visible.of(kernel.release()));
        model.addAttribute("comparisons", comparisons(id));
        model.addAttribute("address", Address.of("/kernels/" + id + "/comparisons", ""));
        model.addAttribute(
                "runs",
                RunTables.list(
                        "Runs, the newest first", runs.stream().limit(RUNS).toList(), runs.size() > RUNS));
        return "kernels/one";
    }

    @GetMapping("/kernels/{id:[0-9]+}/comparisons.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable long id) {
        find(id);
        return TableAnswers.json(comparisons(id));
    }

    @GetMapping("/kernels/{id:[0-9]+}/comparisons.csv")
    Object csv(@PathVariable long id) {
        find(id);
        return TableAnswers.csv(comparisons(id));
    }

    private Table comparisons(long id) {
        return new Table(
                "Compared with, the newest first",
                List.of(
                        Column.text("base", "Base"),
                        Column.text("platform", "Platform"),
                        Column.number("regressions", "Slower"),
                        Column.number("improvements", "Faster"),
                        Column.number("no_change", "No change"),
                        Column.number("inconclusive", "Inconclusive"),
                        Column.number("index", "Index").explained("100 is the base; higher is better."),
                        Column.text("at", "When")),
                kernels.comparisons(id).stream()
                        .map(row -> List.of(
                                Cell.of(row.base())
                                        .to("/compare?base=" + row.baseId() + "&candidate=" + id + "&platform="
                                                + row.platform()),
                                Cell.of(row.platform()),
                                Shown.marked(row.counts().regressions(), "regression"),
                                Shown.marked(row.counts().improvements(), "improvement"),
                                Cell.of(row.counts().noChange()),
                                Shown.marked(row.counts().inconclusive(), "inconclusive"),
                                row.index().isPresent()
                                        ? Shown.value(row.index().getAsDouble())
                                        : Cell.NONE,
                                Shown.time(row.at())))
                        .toList());
    }

    private KernelRow find(long id) {
        return new KernelStore(database).find(id).orElseThrow(() -> new NotFound("There is no kernel " + id + "."));
    }
}
