package org.kpulse.webapp.status;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.SightingStore;
import org.kpulse.harness.store.WorkerStore;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** Where kernels are seen, and who works on them. */
@Controller
class StatusController {

    private static final int MOST_WORKERS = 100;

    private final SightingStore sightings;
    private final WorkerStore workers;
    private final Clock clock;

    StatusController(Database database, Clock clock) {
        this.sightings = new SightingStore(database);
        this.workers = new WorkerStore(database);
        this.clock = clock;
    }

    @GetMapping("/status")
    String page(Model model) {
        model.addAttribute("tables", tables().filled(List.of("workers", "sources")));
        return "status/status";
    }

    @GetMapping("/status/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable String table) {
        return TableAnswers.json(tables().get(table));
    }

    @GetMapping("/status/{table}.csv")
    ResponseEntity<String> csv(@PathVariable String table) {
        return TableAnswers.csv(tables().get(table));
    }

    private PageTables tables() {
        return new PageTables("/status")
                .with("workers", () -> StatusTables.workers(workers.list(MOST_WORKERS), clock.instant()))
                .with("sources", () -> StatusTables.sources(sightings.states(), sightings::newest));
    }
}
