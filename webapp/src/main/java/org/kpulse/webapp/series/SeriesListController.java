package org.kpulse.webapp.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kpulse.webapp.series.SeriesQuery.Choice;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Which metric on which platform. */
@Controller
class SeriesListController {

    private static final int MOST = 1000;
    private static final List<Column> COLUMNS = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.text("platform", "Platform"),
            Column.text("unit", "Unit"),
            Column.text("better", "Better").explained("Which way is better."));

    private final SeriesQuery query;

    SeriesListController(SeriesQuery query) {
        this.query = query;
    }

    @GetMapping("/series")
    String page(
            @RequestParam(defaultValue = "") String benchmark,
            @RequestParam(defaultValue = "") String platform,
            Model model) {
        List<Choice> all = query.choices();
        model.addAttribute(
                "benchmarks",
                all.stream().map(Choice::benchmark).distinct().sorted().toList());
        model.addAttribute(
                "platforms",
                all.stream().map(Choice::platform).distinct().sorted().toList());
        model.addAttribute("benchmark", benchmark);
        model.addAttribute("platform", platform);
        model.addAttribute("table", table(all, benchmark, platform));
        model.addAttribute(
                "address",
                Address.of(
                        "/series",
                        Query.NONE
                                .with("benchmark", benchmark)
                                .with("platform", platform)
                                .text()));
        return "series/list";
    }

    @GetMapping("/series.json")
    @ResponseBody
    Map<String, Object> json(
            @RequestParam(defaultValue = "") String benchmark, @RequestParam(defaultValue = "") String platform) {
        return TableAnswers.json(table(query.choices(), benchmark, platform));
    }

    @GetMapping("/series.csv")
    ResponseEntity<String> csv(
            @RequestParam(defaultValue = "") String benchmark, @RequestParam(defaultValue = "") String platform) {
        return TableAnswers.csv(table(query.choices(), benchmark, platform));
    }

    private static Table table(List<Choice> all, String benchmark, String platform) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Choice> chosen = all.stream()
                .filter(c -> benchmark.isEmpty() || c.benchmark().equals(benchmark))
                .filter(c -> platform.isEmpty() || c.platform().equals(platform))
                .toList();
        for (Choice each : chosen.subList(0, Math.min(MOST, chosen.size()))) {
            rows.add(List.of(
                    Cell.of(each.benchmark()),
                    Cell.of(each.metric()).to(SeriesController.path(each.benchmark(), each.metric(), each.platform())),
                    Cell.of(each.platform()),
                    Cell.of(each.unit()),
                    Cell.of(each.direction())));
        }
        return new Table("Metrics", COLUMNS, rows, chosen.size() > MOST);
    }
}
