package org.kpulse.harness.crash;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which crashes of a boot are causes and which follow from another. Pure. After a warning a machine goes on, so what comes later stands by
 * itself; what comes after the first crash that fails a run is taken for its consequence.
 */
public final class Consequences {

    private Consequences() {}

    /**
     * The crash that another one of a boot is taken to follow from.
     *
     * @param crashes of one boot, in the order of its log
     * @param position of the crash that is asked for, from 0
     * @return the position of an earlier one; empty for a cause
     */
    public static OptionalInt follows(List<Crash> crashes, int position) {
        for (int earlier = 0; earlier < position; earlier++) {
            if (crashes.get(earlier).kind().fault().isPresent()) {
                return OptionalInt.of(earlier);
            }
        }
        return OptionalInt.empty();
    }
}
