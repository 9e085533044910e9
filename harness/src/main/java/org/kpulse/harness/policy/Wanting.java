package org.kpulse.harness.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.request.NewRequest;

/** What one policy wants. Pure. */
final class Wanting {

    /** A series that could not be asked for in this time is left. */
    private static final Duration SERIES = Duration.ofDays(30);

    private final Situation situation;
    private final Asked asked;
    private final List<SeenKernel> seen;
    private final Bases bases;

    Wanting(Situation situation, Asked asked) {
        this.situation = situation;
        this.asked = asked;
        this.seen = situation.sightings().stream().map(SeenKernel::of).toList();
        this.bases = new Bases(seen, situation.advice()::parentTag);
    }

    /** What it wants, and what it would want if it could. */
    record Wanted(List<Want> wants, List<Plan.Waiting> waiting) {}

    Wanted of(Policy policy) {
        Wanted wanted = new Wanted(new ArrayList<>(), new ArrayList<>());
        switch (policy.when().trigger()) {
            case SEEN ->
                newest(selected(policy), situation.now())
                        .forEach(kernel -> want(policy, kernel, "seen " + policy.name(), "it was seen", wanted));
            case CRON -> cron(policy, wanted);
            case WEEKEND -> weekend(policy, wanted);
            case IDLE -> new Filling(situation, asked).of(policy, wanted.wants());
            case CANARY -> wanted.wants().addAll(Canary.wants(policy, situation));
        }
        return wanted;
    }

    private List<SeenKernel> selected(Policy policy) {
        return seen.stream()
                .filter(kernel -> policy.selector().selects(kernel.sighting()))
                .filter(kernel -> !kernel.sighting().kernel().endOfLife())
                .filter(kernel -> kernel.series().isEmpty()
                        || kernel.sighting().seenAt().isAfter(situation.now().minus(SERIES)))
                .toList();
    }

    /** The newest of each group among those that were seen by then. */
    private static Collection<SeenKernel> newest(List<SeenKernel> kernels, Instant by) {
        Map<String, SeenKernel> newest = new HashMap<>();
        kernels.stream()
                .filter(kernel -> !kernel.sighting().seenAt().isAfter(by))
                .forEach(kernel ->
                        newest.merge(kernel.group(), kernel, (a, b) -> SeenKernel.BY_AGE.compare(a, b) > 0 ? a : b));
        return newest.values().stream()
                .sorted(Comparator.comparing(SeenKernel::since).thenComparing(SeenKernel::ref))
                .toList();
    }

    private void want(Policy policy, SeenKernel kernel, String occasion, String why, Wanted wanted) {
        Optional<String> obstacle = situation.advice().obstacle(kernel.sighting());
        Optional<String> base = bases.of(kernel, policy.terms().against());
        if (obstacle.isPresent() || base.isEmpty()) {
            wanted.waiting()
                    .add(new Plan.Waiting(
                            policy.name(), kernel.ref(), obstacle.orElse("there is nothing to compare it with yet")));
            return;
        }
        for (String suite : policy.work().suites()) {
            wanted.wants()
                    .add(new Want(
                            policy,
                            kernel.series()
                                            .map(hash -> "series " + policy.name() + " " + hash)
                                            .orElse(occasion + " " + kernel.ref())
                                    + " " + suite,
                            new NewRequest.Pair(base.get(), kernel.ref()),
                            suite,
                            kernel.series().isPresent()
                                    ? kernel.sighting().kernel().line()
                                    : why + " (" + kernel.sighting().source() + ", "
                                            + kernel.sighting().kernel().line() + ")"));
        }
    }

    /** At a time of the cron expression, what had been seen by then and is not tested; a time that was slept through is made up for. */
    private void cron(Policy policy, Wanted wanted) {
        CronTimes cron = policy.when().cron().orElseThrow();
        Optional<Instant> last = cron.last(situation.now());
        last.ifPresent(at -> newest(selected(policy), at)
                .forEach(kernel -> want(
                        policy,
                        kernel,
                        "cron " + policy.name() + " " + cron.slot(at),
                        "it was the newest at " + cron.slot(at),
                        wanted)));
    }

    /**
     * From Saturday 0:00 to Sunday 24:00, once: the newest release candidate, or else the newest other kernel that was not tested by the suite. While there is none it waits for one.
     */
    private void weekend(Policy policy, Wanted wanted) {
        ZonedDateTime here = situation.now().atZone(policy.when().zone());
        if (here.getDayOfWeek() != DayOfWeek.SATURDAY && here.getDayOfWeek() != DayOfWeek.SUNDAY) {
            return;
        }
        String week = String.format(
                Locale.ROOT,
                "%d-W%02d",
                here.get(IsoFields.WEEK_BASED_YEAR),
                here.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        for (String suite : policy.work().suites()) {
            String key = "weekend " + policy.name() + " " + week + " " + suite;
            if (asked.hasKey(key)) {
                continue;
            }
            weekendKernel(policy, suite).ifPresent(kernel -> {
                Wanted one = new Wanted(new ArrayList<>(), wanted.waiting());
                want(policy, kernel, key, "the newest untested at the weekend " + week, one);
                one.wants().stream()
                        .filter(each -> each.suite().equals(suite))
                        .forEach(each -> wanted.wants().add(new Want(policy, key, each.kernels(), suite, each.why())));
            });
        }
    }

    private Optional<SeenKernel> weekendKernel(Policy policy, String suite) {
        List<SeenKernel> kernels = selected(policy);
        Optional<SeenKernel> candidate =
                kernels.stream().filter(SeenKernel::isCandidate).max(SeenKernel.BY_AGE);
        return candidate
                .filter(kernel -> isUntested(policy, kernel, suite))
                .or(() -> kernels.stream()
                        .filter(kernel -> !kernel.isCandidate())
                        .max(Comparator.comparing(SeenKernel::since))
                        .filter(kernel -> isUntested(policy, kernel, suite)));
    }

    private boolean isUntested(Policy policy, SeenKernel kernel, String suite) {
        return situation.advice().obstacle(kernel.sighting()).isEmpty()
                && policy.work().platforms().stream()
                        .noneMatch(platform -> asked.isTested(kernel.ref(), suite, platform));
    }
}
