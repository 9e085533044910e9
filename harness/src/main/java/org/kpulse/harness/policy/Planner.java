package org.kpulse.harness.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.request.NewRequest;

/**
 * What is to be asked for now: a pure function of the policies and the situation. It is made again and again; whatever it has
 * asked for once it does not ask for again, because the keys of requests say for what occasion they are.
 */
public final class Planner {

    private final List<Policy> policies;
    private final Situation situation;
    private final Asked asked;
    private final List<NewRequest> requests = new ArrayList<>();
    private final List<Plan.Waiting> waiting = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    /** Who wants a comparison, by candidate, suite and platform. */
    private final Map<String, Want> taken = new HashMap<>();
    /** What is planned now, by policy and platform. */
    private final Map<String, Duration> planned = new HashMap<>();

    private Planner(List<Policy> policies, Situation situation) {
        this.policies = policies.stream()
                .sorted(Comparator.<Policy>comparingInt(p -> -p.terms().priority())
                        .thenComparing(Policy::name))
                .toList();
        this.situation = situation;
        this.asked = new Asked(situation.tasks(), situation.durations());
    }

    /** The plan. */
    public static Plan plan(List<Policy> policies, Situation situation) {
        return new Planner(policies, situation).plan();
    }

    private Plan plan() {
        Wanting wanting = new Wanting(situation, asked);
        for (Policy policy : policies) {
            Wanting.Wanted wanted = wanting.of(policy);
            waiting.addAll(wanted.waiting());
            wanted.wants().forEach(this::ask);
        }
        return new Plan(requests, waiting, problems);
    }

    private void ask(Want want) {
        List<String> platforms = want.policy().work().platforms().stream()
                .filter(platform -> isFree(want, platform))
                .toList();
        if (asked.hasKey(want.key())) {
            return;
        }
        List<String> affordable = platforms.stream()
                .filter(platform -> want.policy().when().trigger().repeats()
                        || !asked.isTested(want.kernels().candidate(), want.suite(), platform))
                .filter(platform -> isAffordable(want, platform))
                .toList();
        if (affordable.isEmpty()) {
            return;
        }
        Policy policy = want.policy();
        requests.add(new NewRequest(
                want.key(),
                want.kernels(),
                want.suite(),
                policy.work().boots(),
                affordable,
                new NewRequest.Terms(
                        policy.terms().priority(),
                        want.why(),
                        policy.asker(),
                        policy.terms().bisect())));
    }

    /** Whether no policy before this one has the kernel, suite and platform; one that wants another base is told of. */
    private boolean isFree(Want want, String platform) {
        if (want.policy().when().trigger() == Policy.Trigger.IDLE) {
            return asked.isIdle(platform);
        }
        if (want.policy().when().trigger() == Policy.Trigger.CANARY) {
            return true; // it is no test of its kernel, so it takes the kernel from no other policy
        }
        String what = want.kernels().candidate() + "\n" + want.suite() + "\n" + platform;
        Optional<Want> first = Optional.ofNullable(taken.putIfAbsent(what, want));
        if (first.isEmpty()) {
            return true;
        }
        if (!first.get().kernels().base().equals(want.kernels().base())) {
            problems.add(new Problem(
                    want.policy().origin(),
                    String.format(
                            Locale.ROOT,
                            "policies %s and %s contradict: %s by suite %s on %s is to be compared with %s and with %s;"
                                    + " %s goes before.",
                            first.get().policy().name(),
                            want.policy().name(),
                            want.kernels().candidate(),
                            want.suite(),
                            platform,
                            first.get().kernels().base(),
                            want.kernels().base(),
                            first.get().policy().name())));
        }
        return false;
    }

    private boolean isAffordable(Want want, String platform) {
        Policy policy = want.policy();
        Duration needed = situation.durations().of(want.suite(), platform).duration();
        String account = policy.name() + "\n" + platform;
        Duration used =
                asked.used(policy, platform, situation.now()).plus(planned.getOrDefault(account, Duration.ZERO));
        boolean fits =
                used.isZero() || used.plus(needed).compareTo(policy.terms().budget()) <= 0;
        if (fits) {
            planned.merge(account, needed, Duration::plus);
        } else {
            waiting.add(new Plan.Waiting(
                    policy.name(),
                    want.kernels().candidate(),
                    "its " + policy.terms().budget().toHours() + " h of " + platform + " are used up today"));
        }
        return fits;
    }
}
