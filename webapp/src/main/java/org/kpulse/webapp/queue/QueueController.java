package org.kpulse.webapp.queue;

import java.util.List;
import java.util.Map;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.webapp.server.IdempotencyKey;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** What is asked of the service and what became of it. */
@Controller
class QueueController {

    private static final int MOST_ENDED = 200;

    private final RequestStore requests;

    QueueController(Database database) {
        this.requests = new RequestStore(database);
    }

    @GetMapping("/queue")
    String page(Model model) {
        model.addAttribute("tables", tables().filled(List.of("open", "ended")));
        model.addAttribute("key", IdempotencyKey.fresh().text());
        model.addAttribute(
                "requests",
                requests.open().stream()
                        .map(Task::requestId)
                        .distinct()
                        .sorted()
                        .toList());
        return "queue/queue";
    }

    @GetMapping("/queue/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable String table) {
        return TableAnswers.json(tables().get(table));
    }

    @GetMapping("/queue/{table}.csv")
    ResponseEntity<String> csv(@PathVariable String table) {
        return TableAnswers.csv(tables().get(table));
    }

    private PageTables tables() {
        return new PageTables("/queue")
                .with("open", () -> QueueTables.open(requests.open()))
                .with("ended", () -> QueueTables.ended(requests.ended(MOST_ENDED)));
    }
}
