package org.kpulse.webapp.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.PerKind;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** Benchmarks, from their recipes. */
@Controller
class BenchmarksController {

    private final Catalog catalog;

    BenchmarksController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/benchmarks")
    String list(Model model) {
        model.addAttribute("table", BenchmarkTables.list(catalog.all()));
        model.addAttribute("address", Address.of("/benchmarks", ""));
        return "benchmarks/list";
    }

    @GetMapping("/benchmarks.json")
    @ResponseBody
    Map<String, Object> listJson() {
        return TableAnswers.json(BenchmarkTables.list(catalog.all()));
    }

    @GetMapping("/benchmarks.csv")
    ResponseEntity<String> listCsv() {
        return TableAnswers.csv(BenchmarkTables.list(catalog.all()));
    }

    @GetMapping("/benchmarks/{name}")
    String page(@PathVariable String name, Model model) {
        if (catalog.find(name).isEmpty() && catalog.wasMeasured(name)) {
            model.addAttribute("name", name);
            return "benchmarks/gone";
        }
        Benchmark benchmark = find(name);
        model.addAttribute("benchmark", benchmark);
        model.addAttribute("facts", facts(benchmark));
        model.addAttribute("tables", tables(benchmark).filled(List.of("metrics", "parameters")));
        return "benchmarks/benchmark";
    }

    @GetMapping("/benchmarks/{name}/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable String name, @PathVariable String table) {
        return TableAnswers.json(tables(find(name)).get(table));
    }

    @GetMapping("/benchmarks/{name}/{table}.csv")
    ResponseEntity<String> csv(@PathVariable String name, @PathVariable String table) {
        return TableAnswers.csv(tables(find(name)).get(table));
    }

    private Benchmark find(String name) {
        return catalog.find(name)
                .orElseThrow(() -> new NotFound("There is no recipe of a benchmark \"" + Visible.of(name) + "\"."));
    }

    private static PageTables tables(Benchmark benchmark) {
        return new PageTables("/benchmarks/" + benchmark.name())
                .with("metrics", () -> BenchmarkTables.metrics(benchmark))
                .with("parameters", () -> BenchmarkTables.parameters(benchmark));
    }

    private static Map<String, String> facts(Benchmark benchmark) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Subsystem", benchmark.subsystem());
        facts.put("Gives", benchmark.isTestSet() ? "results of tests" : "samples of its metrics");
        facts.put("Program", benchmark.program());
        facts.put("Packages", String.join(", ", benchmark.needs().packages()));
        facts.put(
                "Scratch",
                benchmark.needs().scratchMib() == 0
                        ? ""
                        : benchmark.needs().scratch().name().toLowerCase(Locale.ROOT) + ", "
                                + benchmark.needs().scratchMib() + " MiB");
        facts.put(
                "Memory",
                benchmark.needs().memoryMib() == 0 ? "" : benchmark.needs().memoryMib() + " MiB");
        facts.put("Warm-up", perKind(benchmark.warmup()));
        facts.put("Iterations", perKind(benchmark.iterations()));
        facts.put("Time limit", benchmark.timeLimitSeconds() + " s of the guest's clock");
        facts.put("Recipe", benchmark.recipeSha256());
        facts.values().removeIf(String::isEmpty);
        facts.replaceAll((name, value) -> Visible.of(value));
        return facts;
    }

    static String perKind(PerKind<?> value) {
        return value.time().equals(value.instructions())
                ? String.valueOf(value.time())
                : value.time() + "; where instructions are counted " + value.instructions();
    }
}
