package org.kpulse.webapp.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LineChart;
import org.kpulse.webapp.index.IndexQuery;
import org.kpulse.webapp.index.IndexWords;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The first page: what got slower, how the index goes, what is running, what is broken. */
@Controller
class InboxController {

    private static final int GROUPS = 10;
    private static final int METRICS = 5;
    private static final int KERNELS = 40;

    private final RegressionQuery regressions;
    private final LabQuery lab;
    private final IndexQuery index;

    InboxController(RegressionQuery regressions, LabQuery lab, IndexQuery index) {
        this.regressions = regressions;
        this.lab = lab;
        this.index = index;
    }

    /**
     * What got slower in one kernel on one platform.
     *
     * @param kernel the candidate
     * @param where the platform, and against what
     * @param compare address of the two kernels side by side
     * @param more how many metrics are left out
     */
    record GroupView(RegressionQuery.Pair pair, String kernel, String where, Table table, String compare, int more) {}

    /**
     * The index of one platform.
     *
     * @param address of the figure
     */
    record SparkView(String platform, Drawing line, String says, String address) {}

    @GetMapping("/")
    String page(Model model) {
        List<RegressionGroup> groups = RegressionGroup.of(regressions.newest());
        model.addAttribute(
                "groups",
                groups.stream().limit(GROUPS).map(InboxController::view).toList());
        model.addAttribute("moreGroups", Math.max(0, groups.size() - GROUPS));
        model.addAttribute("lookedAt", RegressionQuery.COMPARISONS);
        model.addAttribute("regressionsAddress", Address.of("/inbox/regressions", ""));
        model.addAttribute(
                "sparks",
                index.series("", Optional.empty(), KERNELS).stream()
                        .map(InboxController::spark)
                        .toList());
        model.addAttribute("running", InboxTables.running(lab.running()));
        model.addAttribute("jobs", jobs(lab.jobs()));
        model.addAttribute("runningAddress", Address.of("/inbox/running", ""));
        model.addAttribute("broken", InboxTables.broken(lab.broken()));
        model.addAttribute("brokenAddress", Address.of("/inbox/broken", ""));
        return "inbox/inbox";
    }

    @GetMapping("/inbox/regressions.json")
    @ResponseBody
    Map<String, Object> regressionsJson() {
        return TableAnswers.json(InboxTables.regressions(regressions.newest()));
    }

    @GetMapping("/inbox/regressions.csv")
    ResponseEntity<String> regressionsCsv() {
        return TableAnswers.csv(InboxTables.regressions(regressions.newest()));
    }

    @GetMapping("/inbox/running.json")
    @ResponseBody
    Map<String, Object> runningJson() {
        return TableAnswers.json(InboxTables.running(lab.running()));
    }

    @GetMapping("/inbox/running.csv")
    ResponseEntity<String> runningCsv() {
        return TableAnswers.csv(InboxTables.running(lab.running()));
    }

    @GetMapping("/inbox/broken.json")
    @ResponseBody
    Map<String, Object> brokenJson() {
        return TableAnswers.json(InboxTables.broken(lab.broken()));
    }

    @GetMapping("/inbox/broken.csv")
    ResponseEntity<String> brokenCsv() {
        return TableAnswers.csv(InboxTables.broken(lab.broken()));
    }

    private static GroupView view(RegressionGroup group) {
        return new GroupView(
                group.pair(),
                Visible.of(group.pair().candidateRef()),
                "on " + group.pair().platform() + ", against "
                        + Visible.of(group.pair().baseRef()) + ":",
                InboxTables.group(group, METRICS),
                RegressionGroup.compare(group.pair()),
                Math.max(0, group.metrics().size() - METRICS));
    }

    private static SparkView spark(IndexQuery.Series series) {
        String name = series.platform().platform().name();
        String says = IndexWords.last(series);
        return new SparkView(
                name,
                LineChart.sparkline(
                        "Index on " + name + " over " + series.points().size() + " kernels",
                        IndexWords.points(series),
                        IndexWords.BASE),
                says,
                "/index?platform=" + name + "&base=" + series.base().id());
    }

    private static String jobs(LabQuery.Jobs jobs) {
        return String.format(Locale.ROOT, "%d jobs are running, %d wait.", jobs.running(), jobs.queued());
    }
}
