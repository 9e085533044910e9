package org.kpulse.bisect.search;

import java.util.List;
import java.util.Optional;

/**
 * What to do next, or how it ended.
 *
 * @param posterior what is believed now
 * @param steps to do, at least one unless there is an answer; independent of each other, so that machines may do them at once
 * @param answer if the search is over
 * @param why one sentence for a person
 */
public record Decision(Posterior posterior, List<Step> steps, Optional<Answer> answer, String why) {

    public Decision {
        steps = List.copyOf(steps);
        if (steps.isEmpty() == answer.isEmpty()) {
            throw new IllegalArgumentException("A decision has steps or an answer, not both and not none: " + why);
        }
    }

    static Decision doing(Posterior posterior, List<Step> steps, String why) {
        return new Decision(posterior, steps, Optional.empty(), why);
    }

    static Decision ending(Posterior posterior, Answer answer, String why) {
        return new Decision(posterior, List.of(), Optional.of(answer), why);
    }
}
