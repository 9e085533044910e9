package org.kpulse.analysis;

/** Which way a metric is better. */
public enum Direction {
    HIGHER_IS_BETTER(+1),
    LOWER_IS_BETTER(-1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /** The factor s of {@code y = s * ln(x)}: +1 if higher is better, -1 if lower, so that larger y is always better. */
    public int sign() {
        return sign;
    }

    /** As recipes, the database and JSON write it: {@code higher} or {@code lower}. */
    public String label() {
        return this == HIGHER_IS_BETTER ? "higher" : "lower";
    }
}
