package org.kpulse.webapp.runs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** One run, with all that was stored of it. */
@Controller
class RunController {

    private final RunQuery runs;
    private final RunSamples samples;
    private final ProfileQuery profiles;
    private final TestQuery tests;
    private final CrashQuery crashes;

    RunController(Database database, RunSamples samples) {
        this.runs = new RunQuery(database);
        this.samples = samples;
        this.profiles = new ProfileQuery(database);
        this.tests = new TestQuery(database);
        this.crashes = new CrashQuery(database);
    }

    @GetMapping("/runs/{id}")
    String page(@PathVariable long id, Model model) {
        RunQuery.Detail detail = find(id);
        Optional<ProfileQuery.OfRun> profile = profiles.ofRun(id);
        PageTables tables = tables(detail, profile);
        model.addAttribute("title", "Run " + id);
        model.addAttribute("run", detail.run());
        model.addAttribute("kernel", Visible.of(detail.run().kernel()));
        model.addAttribute(
                "kernelId", samples.kernelOf(detail.run().slot().jobId()).orElse(0));
        model.addAttribute("facts", RunFacts.of(detail));
        model.addAttribute("console", ConsoleLine.of(detail.consoleTail()));
        model.addAttribute("warnings", ConsoleLine.of(String.join("\n", detail.kernelWarnings())));
        model.addAttribute("trace", trace(id));
        model.addAttribute("counts", counts(tests.ofRun(id)));
        model.addAttribute("partial", profile.flatMap(ProfileQuery.OfRun::missing));
        model.addAttribute("figures", profile.map(ProfileFigure::of).orElse(List.of()));
        model.addAttribute(
                "undrawn",
                profile.map(p -> p.phases().size() - ProfileFigure.MOST).orElse(0));
        model.addAttribute("tables", tables.filled(List.of("crashes", "metrics", "odd-tests")));
        model.addAttribute("profile", tables.filled(List.of("functions", "phases", "steps")));
        model.addAttribute("samples", tables.address("samples"));
        model.addAttribute("results", tables.address("tests"));
        return "runs/run";
    }

    @GetMapping("/runs/{id}/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.json(tables(find(id), profiles.ofRun(id)).get(table));
    }

    @GetMapping("/runs/{id}/{table}.csv")
    ResponseEntity<String> csv(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.csv(tables(find(id), profiles.ofRun(id)).get(table));
    }

    /** Of the crash that the others follow from; empty if it has none. */
    private List<String> trace(long id) {
        return crashes.ofRun(id).stream()
                .filter(each -> each.follows().isEmpty())
                .findFirst()
                .map(cause -> cause.crash().trace().stream().map(Visible::of).toList())
                .orElse(List.of());
    }

    private RunQuery.Detail find(long id) {
        return runs.show(id).orElseThrow(() -> new NotFound("There is no run " + id + "."));
    }

    private PageTables tables(RunQuery.Detail detail, Optional<ProfileQuery.OfRun> found) {
        long id = detail.run().id();
        ProfileQuery.OfRun profile = found.orElse(new ProfileQuery.OfRun(Optional.empty(), new TreeMap<>()));
        return new PageTables("/runs/" + id)
                .with("crashes", () -> RunTables.crashes(crashes.ofRun(id)))
                .with("metrics", () -> RunTables.metrics(samples.of(id)))
                .with("samples", () -> RunTables.samples(samples.of(id)))
                .with("odd-tests", () -> RunTables.tests(tests.ofRun(id), true))
                .with("tests", () -> RunTables.tests(tests.ofRun(id), false))
                .with("phases", () -> ProfileTables.phases(profile))
                .with("functions", () -> ProfileTables.functions(profile))
                .with("steps", () -> RunTables.steps(detail.steps()));
    }

    /** A line a test set: {@code fsystest: 480 PASS, 2 FAIL}. */
    private static List<String> counts(List<TestResult> results) {
        Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();
        results.forEach(r -> counts.computeIfAbsent(r.set(), set -> new EnumMap<>(Outcome.class))
                .merge(r.outcome(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(set -> set.getKey() + ": "
                        + set.getValue().entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .collect(Collectors.joining(", ")))
                .toList();
    }
}
