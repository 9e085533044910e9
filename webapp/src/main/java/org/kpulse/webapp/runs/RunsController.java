package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Paging;
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

/** All runs. */
@Controller
class RunsController {

    private static final List<Column> COLUMNS = List.of(
            Column.number("id", "Run"),
            Column.text("started", "Started"),
            Column.text("state", "State")
                    .explained("KERNEL_FAILED: the kernel's own fault; INFRA_FAILED: ours, never evidence."),
            Column.text("fault", "Fault"),
            Column.text("kernel", "Kernel"),
            Column.text("platform", "Platform"),
            Column.number("boot", "Boot").explained("Number of the boot within its job, from 0."),
            Column.number("seconds", "Took"),
            Column.text("detail", "Because"),
            Column.text("blame", "Blame"));

    private final RunQuery runs;
    private final PlatformStore platforms;

    RunsController(Database database) {
        this.runs = new RunQuery(database);
        this.platforms = new PlatformStore(database);
    }

    @GetMapping("/runs")
    String page(RunFilterParameters asked, @RequestParam(defaultValue = "1") int page, Model model) {
        RunFilter filter = asked.filter();
        Paging paging = Paging.of(page);
        model.addAttribute("filter", filter);
        model.addAttribute(
                "states", Arrays.stream(RunState.values()).map(Enum::name).toList());
        model.addAttribute(
                "platforms",
                platforms.list().stream()
                        .map(p -> p.platform().name())
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute("table", table(filter, paging));
        model.addAttribute("address", Address.of("/runs", query(filter, paging)));
        model.addAttribute("paging", paging);
        model.addAttribute("path", filter.query().behind("/runs"));
        return "runs/list";
    }

    @GetMapping("/runs.json")
    @ResponseBody
    Map<String, Object> json(RunFilterParameters asked, @RequestParam(defaultValue = "1") int page) {
        return TableAnswers.json(table(asked.filter(), Paging.of(page)));
    }

    @GetMapping("/runs.csv")
    ResponseEntity<String> csv(RunFilterParameters asked, @RequestParam(defaultValue = "1") int page) {
        return TableAnswers.csv(table(asked.filter(), Paging.of(page)));
    }

    private static String query(RunFilter filter, Paging paging) {
        Query query = filter.query();
        return (paging.page() == 1 ? query : query.with("page", String.valueOf(paging.page()))).text();
    }

    private Table table(RunFilter filter, Paging paging) {
        List<List<Cell>> rows = new ArrayList<>();
        List<RunRow> found = runs.list(filter.of(paging));
        for (RunRow run : found.subList(0, Math.min(found.size(), paging.size()))) {
            rows.add(List.of(
                    Cell.of(run.id()).to("/runs/" + run.id()),
                    Shown.time(run.started()),
                    state(run.state()),
                    run.faultCode().map(Cell::of).orElse(Cell.NONE),
                    Cell.of(run.kernel())
                            .to(Query.NONE.with("kernel", run.kernel()).behind("/runs")),
                    Cell.of(run.platform()),
                    Cell.of(run.slot().boot()),
                    Shown.seconds(run.timing().total().toMillis() / 1000.0),
                    run.faultDetail().map(Cell::of).orElse(Cell.NONE),
                    run.blame().map(b -> Cell.of(b.name())).orElse(Cell.NONE)));
        }
        return new Table("Runs, the newest first", COLUMNS, rows, found.size() > paging.size());
    }

    /** A state, marked where the kernel failed. */
    static Cell state(RunState state) {
        return Cell.of(state.name())
                .marked(
                        switch (state) {
                            case FINISHED -> "";
                            case KERNEL_FAILED -> "failed";
                            case INFRA_FAILED -> "inconclusive";
                        });
    }
}
