package org.kpulse.bisect.driver;

import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.Weighing;

/** Weighs the candidates of a bisection by what they touch and what moved between its ends. */
@FunctionalInterface
public interface Weigher {

    /**
     * Jobs whose runs measured the ends.
     *
     * @param good of the good end
     * @param bad of the bad end
     */
    record Ends(long good, long bad) {}

    /** A factor for each candidate, or none if nothing is known; never fails for want of knowledge. */
    Weighing weigh(BisectionRow bisection, Candidates candidates, Ends ends);
}
