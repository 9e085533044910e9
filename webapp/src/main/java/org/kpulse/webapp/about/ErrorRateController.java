package org.kpulse.webapp.about;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** How often Kpulse calls a change where there is none, by its own measurements. */
@Controller
class ErrorRateController {

    private static final List<Column> COLUMNS = List.of(
            Column.text("platform", "Platform"),
            Column.text("kind", "Measures"),
            Column.text("rule_version", "Rules").explained("Version of the rules that gave the verdicts."),
            Column.number("comparisons", "A/A comparisons"),
            Column.number("comparisons_called", "With a call").explained("Comparisons with at least one false alarm."),
            Column.number("comparisons_called_percent", "Rate"),
            Column.text("comparisons_called_interval", "95 % interval").explained("Exact (Clopper and Pearson)."),
            Column.number("metrics", "Metrics"),
            Column.number("metrics_called", "Called").explained("REGRESSION or IMPROVEMENT: false alarms."),
            Column.number("metrics_called_percent", "Rate"),
            Column.text("metrics_called_interval", "95 % interval")
                    .explained(
                            "Exact if metrics of one boot did not depend on each other; they do, so it is somewhat too narrow."),
            Column.number("no_change", "NO_CHANGE")
                    .explained("Metrics that were shown to be equal: the right answer."));

    private static final List<Column> JUDGED = List.of(
            Column.text("platform", "Platform"),
            Column.text("kind", "Measures"),
            Column.text("rule_version", "Rules").explained("Version of the rules that gave the verdicts."),
            Column.number("judged", "Judged or proved")
                    .explained("Regressions with a verdict of a person or a known culprit; duplicates are left out."),
            Column.number("noise", "Noise").explained("Judged a false alarm by a person."),
            Column.number("noise_percent", "Rate"),
            Column.text("noise_interval", "95 % interval").explained("Exact (Clopper and Pearson)."),
            Column.number("infra", "Our faults").explained("Judged a fault of the lab by a person."));

    private final ErrorRateQuery query;

    ErrorRateController(ErrorRateQuery query) {
        this.query = query;
    }

    @GetMapping("/about/error-rate")
    String page(Model model) {
        List<Calls> calls = query.ofEqualKernels();
        model.addAttribute("table", table(calls));
        model.addAttribute("address", Address.of("/about/error-rate", ""));
        model.addAttribute("sentences", sentences(calls));
        model.addAttribute("judged", judged(query.ofRegressions()));
        model.addAttribute("judgedAddress", Address.of("/about/error-rate/judged", ""));
        return "about/error-rate";
    }

    @GetMapping("/about/error-rate.json")
    @ResponseBody
    Map<String, Object> json() {
        return TableAnswers.json(table(query.ofEqualKernels()));
    }

    @GetMapping("/about/error-rate.csv")
    ResponseEntity<String> csv() {
        return TableAnswers.csv(table(query.ofEqualKernels()));
    }

    @GetMapping("/about/error-rate/judged.json")
    @ResponseBody
    Map<String, Object> judgedJson() {
        return TableAnswers.json(judged(query.ofRegressions()));
    }

    @GetMapping("/about/error-rate/judged.csv")
    ResponseEntity<String> judgedCsv() {
        return TableAnswers.csv(judged(query.ofRegressions()));
    }

    private static List<String> sentences(List<Calls> calls) {
        return calls.stream()
                .map(c -> String.format(
                        Locale.ROOT,
                        "%s, rules %s: %d of %d A/A %s had a false alarm (%s; 95 %% interval %s).%s",
                        c.platform(),
                        c.ruleVersion(),
                        c.comparisons().called(),
                        c.comparisons().all(),
                        c.comparisons().all() == 1 ? "comparison" : "comparisons",
                        c.comparisons().said(),
                        c.comparisons().saidInterval(),
                        c.kind().equals("instructions")
                                ? " Both sides see the same seeds there and give the same counts, so this says little."
                                : ""))
                .toList();
    }

    private static Table table(List<Calls> calls) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Calls each : calls) {
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.of(each.platform()), Cell.of(each.kind()), Cell.of(each.ruleVersion())));
            add(row, each.comparisons());
            add(row, each.metrics());
            row.add(Cell.of(each.unchanged()));
            rows.add(row);
        }
        return new Table("False alarms between equal kernels", COLUMNS, rows);
    }

    private static Table judged(List<Judged> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Judged each : all) {
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.of(each.platform()), Cell.of(each.kind()), Cell.of(each.ruleVersion())));
            add(row, each.noise());
            row.add(Cell.of(each.infra()));
            rows.add(row);
        }
        return new Table("False alarms that people found", JUDGED, rows);
    }

    private static void add(List<Cell> row, Calls.Share share) {
        row.add(Cell.of(share.all()));
        row.add(Cell.of(share.called()));
        row.add(Cell.of(share.percent(), share.said()));
        row.add(new Cell(
                List.of(share.interval().low(), share.interval().high()), share.saidInterval(), Optional.empty(), ""));
    }
}
