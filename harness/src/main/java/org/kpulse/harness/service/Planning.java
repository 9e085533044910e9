package org.kpulse.harness.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.policy.Durations;
import org.kpulse.harness.policy.Plan;
import org.kpulse.harness.policy.Planner;
import org.kpulse.harness.policy.Policies;
import org.kpulse.harness.policy.Problem;
import org.kpulse.harness.policy.Situation;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.SightingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks what the policies want, and asks for it. Several may do so at once: what is asked for twice is stored once. */
public final class Planning {

    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
    private static final Duration MEMORY = Duration.ofDays(60);
    private static final int MOST_SIGHTINGS = 3000;
    private static final int MOST_DURATIONS = 500;

    private final RequestStore requests;
    private final SightingStore sightings;
    private final Policies policies;
    private final Situation.Advice advice;
    private final Clock clock;
    private final Set<String> said = new HashSet<>();

    Planning(Database database, Policies policies, Situation.Advice advice, Clock clock) {
        this.requests = new RequestStore(database);
        this.sightings = new SightingStore(database);
        this.policies = policies;
        this.advice = advice;
        this.clock = clock;
    }

    /** By the lab's configuration. */
    public static Planning of(Lab lab, Database database) {
        List<String> suites =
                lab.catalog().suites().list().stream().map(Suite::name).toList();
        Policies policies = Policies.of(
                lab.config(),
                new Policies.Known(suites, EmbeddedPool.PLATFORMS),
                lab.clock().instant());
        return new Planning(database, policies, new LabAdvice(lab), lab.clock());
    }

    /** The policies that are followed, and what is wrong with others. */
    public Policies policies() {
        return policies;
    }

    /** What is known now. */
    public Situation situation() {
        Instant now = clock.instant();
        List<Task> tasks = new ArrayList<>(requests.open());
        tasks.addAll(requests.endedSince(now.minus(MEMORY)));
        return new Situation(now, sightings.newestOfBoth(MOST_SIGHTINGS), tasks, durations(), advice);
    }

    /** How long tasks took. */
    public Durations durations() {
        return new Durations(requests.durations(MOST_DURATIONS).stream()
                .map(d -> new Durations.Measured(d.suite(), d.platform(), d.worked()))
                .toList());
    }

    /** What the policies want now and is not asked for. */
    public Plan plan() {
        Plan plan = Planner.plan(policies.all(), situation());
        Set<String> stored =
                requests.known(plan.requests().stream().map(NewRequest::key).toList());
        return new Plan(
                plan.requests().stream().filter(r -> !stored.contains(r.key())).toList(),
                plan.waiting(),
                plan.problems());
    }

    /** Asks for it; answers how many requests were made. */
    public synchronized int ask() {
        Plan plan = plan();
        Set<String> now = new TreeSet<>();
        plan.problems().stream().map(Problem::toString).forEach(now::add);
        policies.problems().stream().map(Problem::toString).forEach(now::add);
        now.stream().filter(said::add).forEach(LOG::warn);
        int made = 0;
        for (NewRequest request : plan.requests()) {
            Instant at = clock.instant();
            if (requests.add(request, at, at).isPresent()) {
                made++;
                LOG.atInfo()
                        .addKeyValue("policy", request.terms().askedBy())
                        .addKeyValue("candidate", request.kernels().candidate())
                        .addKeyValue("base", request.kernels().base())
                        .addKeyValue("suite", request.suite())
                        .addKeyValue("platforms", request.platforms())
                        .log("asked for a comparison: {}", request.terms().why());
            }
        }
        return made;
    }
}
