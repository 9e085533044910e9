package org.kpulse.webapp.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What webhooks were told, for admins: an address may hold a secret. */
@Controller
class HooksController {

    private static final int MOST = 300;

    private static final List<Column> COLUMNS = List.of(
            Column.number("id", "Delivery"),
            Column.text("state", "State").explained("given up: after the last try, or no longer configured."),
            Column.text("event", "Event"),
            Column.number("subject", "Of"),
            Column.text("happened", "Happened").explained("UTC."),
            Column.number("tries", "Tries"),
            Column.text("answer", "Last answer"),
            Column.text("due", "Next try").explained("UTC."),
            Column.text("url", "Address"));

    private final HookTimer timer;

    HooksController(HookTimer timer) {
        this.timer = timer;
    }

    @GetMapping("/webhooks")
    String page(Model model) {
        model.addAttribute("table", table());
        model.addAttribute("address", Address.of("/webhooks", ""));
        return "hooks/list";
    }

    @GetMapping("/webhooks.json")
    @ResponseBody
    Map<String, Object> json() {
        return TableAnswers.json(table());
    }

    @GetMapping("/webhooks.csv")
    ResponseEntity<String> csv() {
        return TableAnswers.csv(table());
    }

    private Table table() {
        List<Outbox.Row> rows = timer.deliveries().newest(MOST + 1);
        return new Table(
                "Deliveries, the newest first",
                COLUMNS,
                rows.stream().limit(MOST).map(HooksController::row).toList(),
                rows.size() > MOST);
    }

    private static List<Cell> row(Outbox.Row row) {
        String path = "/" + row.event().replaceFirst("\\..*", "") + "s/" + row.subject();
        return List.of(
                Cell.of(row.id()),
                Cell.of(row.state().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .marked(row.state().equals("GIVEN_UP") ? "bad" : ""),
                Cell.of(row.event()),
                new Cell(row.subject(), String.valueOf(row.subject()), Optional.of(path), ""),
                Shown.time(row.happened()),
                Cell.of(row.tries()),
                Cell.of(row.answer()),
                row.state().equals("WAITING") ? Shown.time(row.due()) : Cell.NONE,
                Cell.of(row.url()));
    }
}
