package org.kpulse.webapp.machines;

import java.util.List;
import java.util.Map;
import org.kpulse.harness.store.CanarySeries;
import org.kpulse.harness.store.CanaryStore;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** What works now, whether machines are what they were, platforms, their machines, and how much of what ran on them in a day was a fault of ours. */
@Controller
class MachinesController {

    private final MachineQuery query;
    private final WorkerQuery workers;
    private final CanaryStore canaries;

    MachinesController(MachineQuery query, WorkerQuery workers, Database database) {
        this.query = query;
        this.workers = workers;
        this.canaries = new CanaryStore(database);
    }

    @GetMapping("/machines")
    String page(Model model) {
        PageTables tables = tables();
        List<CanarySeries> nights = canaries.all();
        model.addAttribute("lines", CanaryTables.lines(nights));
        model.addAttribute("canaries", new PageTables.Placed(CanaryTables.nights(nights), tables.address("canaries")));
        model.addAttribute("tables", tables.filled(List.of("workers", "platforms", "machines")));
        return "machines/machines";
    }

    @GetMapping("/machines/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable String table) {
        return TableAnswers.json(tables().get(table));
    }

    @GetMapping("/machines/{table}.csv")
    ResponseEntity<String> csv(@PathVariable String table) {
        return TableAnswers.csv(tables().get(table));
    }

    private PageTables tables() {
        return new PageTables("/machines")
                .with("workers", () -> MachineTables.workers(workers.all()))
                .with("canaries", () -> CanaryTables.nights(canaries.all()))
                .with("platforms", () -> MachineTables.platforms(query.platforms()))
                .with("machines", () -> MachineTables.machines(query.machines()));
    }
}
