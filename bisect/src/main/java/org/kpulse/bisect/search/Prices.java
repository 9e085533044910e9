package org.kpulse.bisect.search;

/**
 * What things cost, in any one unit, such as seconds of a machine; measured, not guessed.
 *
 * @param build of one more commit, not negative
 * @param run one boot with its benchmark at a built commit, above 0
 */
public record Prices(double build, double run) {

    public Prices {
        if (!(build >= 0) || !(run > 0) || !Double.isFinite(build) || !Double.isFinite(run)) {
            throw new IllegalArgumentException(
                    "A build costs 0 or more and a run more than 0, not " + build + " and " + run + ".");
        }
    }
}
