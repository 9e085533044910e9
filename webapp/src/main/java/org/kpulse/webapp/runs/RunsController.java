package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Runs: the newest that fit a filter, and all of one. */
@Controller
class RunsController {

    private static final int MOST = 200;

    private final Database database;

    RunsController(Database database) {
        this.database = database;
    }

    /** What is asked for; empty texts stand for any. */
    record Asked(String kernel, String platform, String state) {

        /** The filter; refuses a state that there is not. */
        RunQuery.Filter filter() {
            Optional<RunState> wanted = Arrays.stream(RunState.values())
                    .filter(each -> each.name().equals(state))
                    .findFirst();
            if (!state.isEmpty() && wanted.isEmpty()) {
                throw new BadParameter("state", "a state is one of " + Arrays.toString(RunState.values()) + ".");
            }
            return new RunQuery.Filter(Optional.empty(), given(kernel), given(platform), wanted, MOST + 1);
        }

        private static Optional<String> given(String text) {
            return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
        }

        String query() {
            return Stream.of(Map.entry("kernel", kernel), Map.entry("platform", platform), Map.entry("state", state))
                    .filter(each -> !each.getValue().isBlank())
                    .map(each -> each.getKey() + "=" + Address.encoded(each.getValue()))
                    .collect(Collectors.joining("&"));
        }
    }

    @GetMapping("/runs")
    String page(
            @RequestParam(defaultValue = "") String kernel,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state,
            Model model) {
        Asked asked = new Asked(kernel, platform, state);
        model.addAttribute("asked", asked);
        model.addAttribute("states", RunState.values());
        model.addAttribute("table", table(asked));
        model.addAttribute("address", Address.of("/runs", asked.query()));
        return "runs/list";
    }

    @GetMapping("/runs.json")
    @ResponseBody
    Map<String, Object> json(
            @RequestParam(defaultValue = "") String kernel,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state) {
        return TableAnswers.json(table(new Asked(kernel, platform, state)));
    }

    @GetMapping("/runs.csv")
    ResponseEntity<String> csv(
            @RequestParam(defaultValue = "") String kernel,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state) {
        return TableAnswers.csv(table(new Asked(kernel, platform, state)));
    }

    private Table table(Asked asked) {
        List<RunRow> runs = new RunQuery(database).list(asked.filter());
        return RunTables.list(
                "Runs, the newest first", runs.stream().limit(MOST).toList(), runs.size() > MOST);
    }

    @GetMapping("/runs/{id:[0-9]+}")
    String one(@PathVariable long id, Model model) {
        RunQuery.Detail detail = find(id);
        List<TestResult> tests = new TestQuery(database).ofRun(id);
        List<RunTables.Crashed> crashes = new CrashQuery(database)
                .ofRun(id).stream()
                        .map(each -> new RunTables.Crashed(
                                each.follows().isEmpty(),
                                each.crash().kind().word(),
                                each.crash().signature(),
                                each.crash().title()))
                        .toList();
        RunRow run = detail.run();
        model.addAttribute("run", run);
        model.addAttribute("kernel", Visible.of(run.kernel() + " (" + run.release() + ")"));
        model.addAttribute(
                "fault",
                run.faultCode()
                        .map(code -> code + ": " + Visible.of(run.faultDetail().orElse(""))));
        model.addAttribute("provenance", detail.provenance());
        model.addAttribute(
                "warnings", detail.kernelWarnings().stream().map(Visible::of).toList());
        model.addAttribute(
                "console", detail.consoleTail().lines().map(Visible::of).collect(Collectors.joining("\n")));
        model.addAttribute("trace", trace(id));
        model.addAttribute("steps", RunTables.steps(detail.steps()));
        model.addAttribute("samples", RunTables.samples(detail.metrics(), samples(id)));
        model.addAttribute("address", Address.of("/runs/" + id + "/samples", ""));
        model.addAttribute("crashes", RunTables.crashes(crashes));
        model.addAttribute("tests", tests.isEmpty() ? null : RunTables.tests(tests));
        return "runs/one";
    }

    @GetMapping("/runs/{id:[0-9]+}/samples.csv")
    ResponseEntity<String> samplesCsv(@PathVariable long id) {
        return TableAnswers.csv(RunTables.samples(find(id).metrics(), samples(id)));
    }

    @GetMapping("/runs/{id:[0-9]+}/samples.json")
    @ResponseBody
    Map<String, Object> samplesJson(@PathVariable long id) {
        return TableAnswers.json(RunTables.samples(find(id).metrics(), samples(id)));
    }

    private @Nullable String trace(long id) {
        return new CrashQuery(database)
                .ofRun(id).stream()
                        .findFirst()
                        .map(first ->
                                first.crash().trace().stream().map(Visible::of).collect(Collectors.joining("\n")))
                        .filter(trace -> !trace.isEmpty())
                        .orElse(null);
    }

    private Map<String, List<Double>> samples(long id) {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        database.read(jdbc -> {
            jdbc.sql("""
                            SELECT b.name || '/' || m.name AS metric, s.value FROM sample s
                            JOIN metric m ON m.id = s.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                            WHERE s.run_id = ? ORDER BY s.metric_id, s.iteration""").param(id).query(row -> {
                samples.computeIfAbsent(String.valueOf(row.getString("metric")), name -> new ArrayList<>())
                        .add(row.getDouble("value"));
            });
            return samples;
        });
        return samples;
    }

    private RunQuery.Detail find(long id) {
        return new RunQuery(database).show(id).orElseThrow(() -> new NotFound("There is no run " + id + "."));
    }
}
