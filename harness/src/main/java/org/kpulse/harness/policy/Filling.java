package org.kpulse.harness.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;

/** What a platform without work is filled with. Pure. */
final class Filling {

    private static final String AGAIN = "again ";

    private final Situation situation;
    private final Asked asked;

    Filling(Situation situation, Asked asked) {
        this.situation = situation;
        this.asked = asked;
    }

    /** What an idle policy wants: one thing a platform at a time. */
    void of(Policy policy, List<Want> wants) {
        for (String platform : policy.work().platforms()) {
            if (asked.isIdle(platform)) {
                Policy here = policy.on(platform);
                (policy.when().fill() == Policy.Fill.NOISE ? noise(here, platform) : inconclusive(here, platform))
                        .ifPresent(wants::add);
            }
        }
    }

    /** The newest comparison that said nothing, once more; with more boots if the policy says how many. */
    private Optional<Want> inconclusive(Policy policy, String platform) {
        return ended(policy, platform)
                .filter(t -> t.end().orElseThrow().outcome().equals("INCONCLUSIVE"))
                .filter(t -> !t.request().key().startsWith(AGAIN))
                .filter(t -> !asked.hasKey(AGAIN + t.id()))
                .findFirst()
                .map(t -> new Want(
                        policy,
                        AGAIN + t.id(),
                        t.request().kernels(),
                        t.request().suite(),
                        "request " + t.requestId() + " was inconclusive and " + platform + " is idle"));
    }

    /** The last tested kernel against itself, once a day: what varies when nothing changed. */
    private Optional<Want> noise(Policy policy, String platform) {
        String day = policy.when().day(situation.now());
        return ended(policy, platform)
                .filter(t -> t.state() == TaskState.DONE
                        && t.end().orElseThrow().blame().isEmpty())
                .findFirst()
                .map(t -> new Want(
                        policy,
                        "noise " + policy.name() + " " + platform + " " + day,
                        new NewRequest.Pair(
                                t.request().kernels().candidate(),
                                t.request().kernels().candidate()),
                        policy.work().suites().get(0),
                        platform + " is idle: how much it varies when nothing changed"))
                .filter(want -> !asked.hasKey(want.key()));
    }

    private Stream<Task> ended(Policy policy, String platform) {
        return situation.tasks().stream()
                .filter(t -> t.platform().equals(platform) && t.state().isFinal())
                .filter(t -> !t.request().isCanary())
                .filter(t -> policy.work().suites().contains(t.request().suite()))
                .sorted(Comparator.comparing((Task t) -> t.end().orElseThrow().at())
                        .reversed());
    }
}
