package org.kpulse.bisect.search;

import java.util.List;
import java.util.Optional;

/**
 * What to do next, or how it ended.
 *
 * @param posterior what is believed now
 * @param steps to do, at least one unless there is an answer; independent of each other, so that machines may do them at once
 * @param answer if the search is over
 * @param why a sentence or two for a person
 * @param changes those that are certain to be beside the one that is sought; their effects were taken out of the samples first
 */
public record Decision(
        Posterior posterior, List<Step> steps, Optional<Answer> answer, String why, SeveralChanges changes) {

    public Decision {
        steps = List.copyOf(steps);
        if (steps.isEmpty() == answer.isEmpty()) {
            throw new IllegalArgumentException("A decision has steps or an answer, not both and not none: " + why);
        }
    }

    static Decision doing(Posterior posterior, List<Step> steps, String why) {
        return new Decision(posterior, steps, Optional.empty(), why, SeveralChanges.NONE);
    }

    static Decision ending(Posterior posterior, Answer answer, String why) {
        return new Decision(posterior, List.of(), Optional.of(answer), why, SeveralChanges.NONE);
    }

    /** The same, made with these changes beside the one that is sought. */
    Decision beside(SeveralChanges others) {
        return others.further().isEmpty()
                ? this
                : new Decision(posterior, steps, answer, why + others.sentence(), others);
    }
}
