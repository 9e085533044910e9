package org.kpulse.webapp.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LineChart;
import org.kpulse.webapp.index.IndexQuery;
import org.kpulse.webapp.index.IndexWords;
import org.kpulse.webapp.live.Pulse;
import org.kpulse.webapp.live.Topic;
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

    /** Of more open regressions the last to be active are taken. */
    private static final int MOST = 300;

    private final RegressionStore regressions;
    private final LabQuery lab;
    private final IndexQuery index;
    private final Pulse pulse;

    InboxController(Database database, LabQuery lab, IndexQuery index, Pulse pulse) {
        this.regressions = new RegressionStore(database);
        this.lab = lab;
        this.index = index;
        this.pulse = pulse;
    }

    /**
     * An open regression.
     *
     * @param address of its page
     * @param kernel the candidate
     * @param about its state, impact and base
     * @param compare address of the two kernels side by side
     * @param more how many metrics are left out
     */
    record OpenView(String address, String name, String kernel, String about, Table table, String compare, int more) {}

    /**
     * The index of one platform.
     *
     * @param address of the figure
     */
    record SparkView(String platform, Drawing line, String says, String address) {}

    @GetMapping("/")
    String page(Model model) {
        pulse.follow(Topic.LAB, model);
        List<RegressionRow> first = regressions.byImpact(RegressionState.open(), MOST).stream()
                .limit(GROUPS)
                .toList();
        model.addAttribute(
                "open",
                regressions.held(first).stream().map(InboxController::view).toList());
        model.addAttribute("moreOpen", Math.max(0, regressions.count(RegressionState.open()) - GROUPS));
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
        model.addAttribute("feed", "/regressions.atom");
        return "inbox/inbox";
    }

    @GetMapping("/inbox/regressions.json")
    @ResponseBody
    Map<String, Object> regressionsJson() {
        return TableAnswers.json(InboxTables.regressions(open()));
    }

    @GetMapping("/inbox/regressions.csv")
    ResponseEntity<String> regressionsCsv() {
        return TableAnswers.csv(InboxTables.regressions(open()));
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

    private List<HeldRegression> open() {
        return regressions.held(regressions.byImpact(RegressionState.open(), MOST));
    }

    private static OpenView view(HeldRegression held) {
        RegressionRow row = held.row();
        return new OpenView(
                "/regressions/" + row.id(),
                "Regression " + row.id(),
                Visible.of(row.candidate()),
                String.format(
                        Locale.ROOT,
                        "%s, impact %.1f, against %s:",
                        row.state().word(),
                        held.impact(),
                        Visible.of(row.base())),
                InboxTables.one(held, METRICS),
                InboxTables.compare(row),
                Math.max(0, held.standing().size() - METRICS));
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
