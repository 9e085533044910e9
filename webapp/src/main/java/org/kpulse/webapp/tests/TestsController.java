package org.kpulse.webapp.tests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.harness.tests.TestTally;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
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

/** Tests: how each ended last, and one on every kernel. */
@Controller
class TestsController {

    private final TestQuery tests;

    TestsController(Database database) {
        this.tests = new TestQuery(database);
    }

    @GetMapping("/tests")
    String page(@RequestParam(defaultValue = "") String set, Model model) {
        model.addAttribute("table", latest(set));
        model.addAttribute("address", Address.of("/tests", set.isEmpty() ? "" : "set=" + Address.encoded(set)));
        return "tests/list";
    }

    @GetMapping("/tests.json")
    @ResponseBody
    Map<String, Object> json(@RequestParam(defaultValue = "") String set) {
        return TableAnswers.json(latest(set));
    }

    @GetMapping("/tests.csv")
    ResponseEntity<String> csv(@RequestParam(defaultValue = "") String set) {
        return TableAnswers.csv(latest(set));
    }

    private Table latest(String set) {
        return new Table(
                "Tests with their latest result",
                List.of(
                        Column.text("set", "Set"),
                        Column.text("test", "Test"),
                        Column.text("result", "Result"),
                        Column.text("kernel", "On kernel"),
                        Column.text("platform", "Platform"),
                        Column.number("run", "Run"),
                        Column.text("at", "When")),
                tests.latest(set.isBlank() ? Optional.empty() : Optional.of(set)).stream()
                        .map(each -> List.of(
                                Cell.of(each.result().set()),
                                Cell.of(each.result().test())
                                        .to("/tests/" + each.result().set() + "/"
                                                + each.result().test()),
                                marked(
                                        each.result().outcome().name(),
                                        each.result().outcome().name().matches("FAIL|UNRESOLVED")),
                                Cell.of(each.kernel()),
                                Cell.of(each.platform()),
                                Cell.of(each.run()).to("/runs/" + each.run()),
                                Shown.time(each.started())))
                        .toList());
    }

    @GetMapping("/tests/{set}/{*test}")
    String one(@PathVariable String set, @PathVariable String test, Model model) {
        String name = test.replaceFirst("^/", "");
        List<TestQuery.OnKernel> history = tests.history(name).stream()
                .filter(each -> each.key().set().equals(set))
                .toList();
        if (history.isEmpty()) {
            throw new NotFound("No run has results of the test \"" + name + "\" of a set \"" + set + "\".");
        }
        model.addAttribute("title", Visible.of(set + ": " + name));
        model.addAttribute("table", history(history));
        return "tests/one";
    }

    private static Table history(List<TestQuery.OnKernel> history) {
        return new Table(
                "On each kernel, in the order in which they were first seen",
                List.of(
                        Column.text("platform", "Platform"),
                        Column.text("kernel", "Kernel"),
                        Column.text("state", "All boots together"),
                        Column.text("counts", "Boots"),
                        Column.text("reason", "Why it failed last")),
                history.stream()
                        .map(each -> List.of(
                                Cell.of(each.key().platform()),
                                Cell.of(each.kernel()).to("/kernels/" + each.kernelId()),
                                marked(
                                        each.tally().state().name(),
                                        each.tally().state() == TestTally.State.FAILS
                                                || each.tally().state() == TestTally.State.FLAKY),
                                Cell.of(each.tally().counts().entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .collect(Collectors.joining(", "))),
                                Cell.of(each.reason())))
                        .toList());
    }

    private static Cell marked(String word, boolean bad) {
        return bad ? Cell.of(word).marked("failed") : Cell.of(word);
    }
}
