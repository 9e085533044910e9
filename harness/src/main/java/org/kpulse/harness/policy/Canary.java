package org.kpulse.harness.policy;

import java.time.Instant;
import java.util.List;
import org.kpulse.harness.request.NewRequest;

/** The kernel that tells whether machines are still what they were: the same one against itself, day after day. Pure. */
final class Canary {

    private Canary() {}

    /** What a policy wants of a day: each suite on each platform, one by one. */
    static List<Want> wants(Policy policy, Instant now) {
        String kernel = policy.terms().against();
        String day = policy.when().day(now);
        return policy.work().platforms().stream()
                .flatMap(platform -> policy.work().suites().stream()
                        .map(suite -> new Want(
                                policy.on(platform),
                                NewRequest.CANARY + policy.name() + " " + platform + " " + suite + " " + kernel + " "
                                        + day,
                                new NewRequest.Pair(kernel, kernel),
                                suite,
                                "the canary of " + platform + ": whether it is still the machine that it was")))
                .toList();
    }
}
