package org.kpulse.harness.regression;

import java.util.Optional;
import java.util.OptionalLong;

/** How a regression's state follows from what is stored. Pure. */
public final class Advance {

    private Advance() {}

    /**
     * What is stored of a regression.
     *
     * @param repeated whether two experiments called one of its metrics on one platform
     * @param searching a bisection of it that has not ended
     * @param solved a bisection that found its culprit
     * @param gone whether, since a fix was said to come, a later kernel was compared with the base and all of it was absent
     */
    public record Facts(boolean repeated, OptionalLong searching, OptionalLong solved, boolean gone) {}

    /**
     * A step by itself.
     *
     * @param bisection that it comes from, if one does
     */
    public record Step(RegressionState to, OptionalLong bisection, String why) {}

    /** The step that the facts ask for; none where a person's verdict stands, whatever the facts are. */
    public static Optional<Step> next(RegressionState now, Facts facts) {
        return switch (now) {
            case DETECTED, CONFIRMED, BISECTING -> early(now, facts).filter(step -> step.to() != now);
            case FIXED_PENDING ->
                facts.gone()
                        ? Optional.of(new Step(
                                RegressionState.VERIFIED,
                                OptionalLong.empty(),
                                "a later kernel against the same base shows none of it"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Step> early(RegressionState now, Facts facts) {
        if (facts.solved().isPresent()) {
            return step(RegressionState.CULPRIT_KNOWN, facts.solved(), " found the culprit");
        }
        if (facts.searching().isPresent()) {
            return step(RegressionState.BISECTING, facts.searching(), " looks for the culprit");
        }
        String why = now == RegressionState.BISECTING
                ? "no bisection goes on and none found a culprit"
                : "another experiment called it again";
        return facts.repeated() || now == RegressionState.CONFIRMED
                ? Optional.of(new Step(RegressionState.CONFIRMED, OptionalLong.empty(), why))
                : Optional.of(new Step(RegressionState.DETECTED, OptionalLong.empty(), why));
    }

    private static Optional<Step> step(RegressionState to, OptionalLong bisection, String what) {
        return Optional.of(new Step(to, bisection, "bisection " + bisection.getAsLong() + what));
    }
}
