package org.kpulse.bisect.search;

import org.kpulse.analysis.inference.VariancePrior;

/** What is bad about the bad commits. */
public sealed interface Symptom {

    /**
     * A metric's level changed. Samples are boots' means on a scale where a change is a shift, such as logarithms. Both levels and
     * the boots' deviation are unknown.
     *
     * @param noise what is known beforehand of the variance of boots of one build
     * @param buildEffect how much builds of the same commit differ
     * @param claim size of the change that was reported, on the samples' scale, above 0: what the check of the ends looks for
     */
    record Level(VariancePrior noise, BuildEffect buildEffect, double claim) implements Symptom {

        public Level {
            if (!(claim > 0) || !Double.isFinite(claim)) {
                throw new IllegalArgumentException("The change that was reported must be above 0, not " + claim + ".");
            }
        }
    }

    /**
     * Something is seen or not: a test fails, a panic, a boot or a build that fails. Samples are 1 (seen) and 0; how often good and
     * bad commits show it is unknown.
     *
     * @param claim the rate at the bad end that was reported minus that at the good end, above 0, at most 1
     */
    record Rate(double claim) implements Symptom {

        public Rate {
            if (!(claim > 0 && claim <= 1)) {
                throw new IllegalArgumentException(
                        "A difference of rates lies above 0 and up to 1, not " + claim + ".");
            }
        }
    }

    /**
     * The variance between builds of one commit, over that between boots of one build: a part of the noise that more boots do not
     * average away.
     *
     * @param ratio the measured ratio, not negative
     * @param degreesOfFreedom how well it is known: builds that were compared, less one; infinite if it is certain
     */
    record BuildEffect(double ratio, double degreesOfFreedom) {

        /** Every boot is as good as a boot of another build. */
        public static final BuildEffect NONE = new BuildEffect(0, Double.POSITIVE_INFINITY);

        public BuildEffect {
            if (!(ratio >= 0) || !Double.isFinite(ratio) || !(degreesOfFreedom > 0)) {
                throw new IllegalArgumentException("A build effect of " + ratio + " with " + degreesOfFreedom
                        + " degrees of freedom cannot be used: the one must not be negative, the other above 0.");
            }
        }
    }
}
