package org.kpulse.bisect.store;

import java.util.List;

/**
 * How candidates are weighed by what they touch.
 *
 * @param factors by number of the commit, each above 0; none if nothing is known and all weigh the same
 * @param why one sentence
 */
public record Weighing(List<Double> factors, String why) {

    public Weighing {
        factors = List.copyOf(factors);
        if (factors.stream().anyMatch(f -> !(f > 0) || !Double.isFinite(f))) {
            throw new IllegalArgumentException("A factor must be above 0: no guess rules a commit out.");
        }
    }
}
