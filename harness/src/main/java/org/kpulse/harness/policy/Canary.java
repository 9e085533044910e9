package org.kpulse.harness.policy;

import java.util.List;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;

/** The kernel that tells whether machines are still what they were: the same one against itself, day after day. Pure. */
final class Canary {

    private Canary() {}

    /** What a policy wants of a day: each suite on each platform, one by one, unless one of a day before is still to be measured there. */
    static List<Want> wants(Policy policy, Situation situation) {
        String kernel = policy.terms().against();
        String day = policy.when().day(situation.now());
        return policy.work().platforms().stream()
                .flatMap(platform -> policy.work().suites().stream()
                        .filter(suite ->
                                situation.tasks().stream().noneMatch(task -> isOpen(task, policy, platform, suite)))
                        .map(suite -> new Want(
                                policy.on(platform),
                                NewRequest.CANARY + policy.name() + " " + platform + " " + suite + " " + kernel + " "
                                        + day,
                                new NewRequest.Pair(kernel, kernel),
                                suite,
                                "the canary of " + platform + ": whether it is still the machine that it was")))
                .toList();
    }

    private static boolean isOpen(Task task, Policy policy, String platform, String suite) {
        return !task.state().isFinal()
                && task.request().isCanary()
                && task.request().terms().askedBy().equals(policy.asker())
                && task.platform().equals(platform)
                && task.request().suite().equals(suite);
    }
}
