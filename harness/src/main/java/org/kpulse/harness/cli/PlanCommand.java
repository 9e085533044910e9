package org.kpulse.harness.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.policy.Forecast;
import org.kpulse.harness.policy.Plan;
import org.kpulse.harness.policy.Problem;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.service.Planning;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.WorkerStore;
import picocli.CommandLine.Command;

/** What will run. */
@Command(
        name = "plan",
        description = {
            "Print what is worked on, queued and wanted by the policies, why, and when it will be done.",
            "Times come from earlier tasks of the same suite on the same platform; those with a ~ are guesses."
        })
final class PlanCommand extends Leaf {

    private static final Duration ALIVE = Duration.ofMinutes(1);
    private static final int MOST_WORKERS = 100;

    PlanCommand(Context context) {
        super(context);
    }

    /** When a policy acts next by its cron expression. */
    private record Next(String policy, Instant at) {}

    @Override
    public Integer call() {
        Lab lab = context.lab(common);
        try (Database database = context.database(common)) {
            Planning planning = Planning.of(lab, database);
            Plan plan = planning.plan();
            Instant now = lab.clock().instant();
            List<List<String>> workers = workers(new WorkerStore(database), lab, now);
            List<Forecast.Expected> expected =
                    Forecast.of(new RequestStore(database).open(), plan.requests(), workers, planning.durations(), now);
            List<Problem> problems = new ArrayList<>(planning.policies().problems());
            problems.addAll(plan.problems());
            List<Next> next = next(planning, now);
            if (common.json) {
                json(expected, plan, problems, next);
            } else {
                print(expected, plan, problems, next);
            }
        }
        return 0;
    }

    /** Platforms of the workers that are there; without any, as if this host were one. */
    private static List<List<String>> workers(WorkerStore store, Lab lab, Instant now) {
        List<List<String>> alive = store.list(MOST_WORKERS).stream()
                .filter(w ->
                        w.state() == WorkerStore.State.WORKING && w.seenAt().isAfter(now.minus(ALIVE)))
                .map(w -> Arrays.asList(w.platforms().split(",", -1)))
                .toList();
        return alive.isEmpty() ? List.of(lab.config().list(ConfigKey.WORKER_PLATFORMS)) : alive;
    }

    private static List<Next> next(Planning planning, Instant now) {
        List<Next> next = new ArrayList<>();
        planning.policies()
                .all()
                .forEach(policy -> policy.when()
                        .cron()
                        .flatMap(cron -> cron.next(now))
                        .ifPresent(at -> next.add(new Next(policy.name(), at))));
        next.sort(Comparator.comparing(Next::at));
        return next;
    }

    private void json(List<Forecast.Expected> expected, Plan plan, List<Problem> problems, List<Next> next) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("expected", expected.stream().map(TaskLines::json).toList());
        all.put(
                "waiting",
                plan.waiting().stream()
                        .map(w -> Map.of("policy", w.policy(), "kernel", w.kernel(), "why", w.why()))
                        .toList());
        all.put(
                "next",
                next.stream()
                        .map(n -> Map.of("policy", n.policy(), "at", TaskLines.time(n.at())))
                        .toList());
        all.put(
                "problems",
                problems.stream()
                        .map(p -> Map.of("where", p.where(), "problem", p.sentence()))
                        .toList());
        context.json(all);
    }

    private void print(List<Forecast.Expected> expected, Plan plan, List<Problem> problems, List<Next> next) {
        StringBuilder text = new StringBuilder();
        if (expected.isEmpty()) {
            text.append("nothing is to be done\n");
        } else {
            Table table = Table.withTextAtTheEnd(
                    7, "state", "candidate", "base", "suite", "platform", "priority", "done", "why");
            expected.forEach(e -> table.row(
                    TaskLines.state(e),
                    e.request().kernels().candidate(),
                    e.request().kernels().base(),
                    e.request().suite(),
                    e.request().platforms().get(0),
                    String.valueOf(e.request().terms().priority()),
                    e.end()
                            .map(end -> (e.measured() ? "" : "~") + TaskLines.time(end))
                            .orElse("no worker"),
                    e.request().terms().why() + " (" + e.request().terms().askedBy() + ")"));
            text.append(table.text());
        }
        next.forEach(n -> text.append("next: ")
                .append(n.policy())
                .append(" at ")
                .append(TaskLines.time(n.at()))
                .append('\n'));
        plan.waiting()
                .forEach(w -> text.append("waits: ")
                        .append(w.kernel())
                        .append(" (")
                        .append(w.policy())
                        .append("): ")
                        .append(w.why())
                        .append('\n'));
        problems.forEach(p -> text.append("problem: ").append(p).append('\n'));
        context.print(text.toString());
    }
}
