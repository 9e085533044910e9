package org.kpulse.harness.queue;

import java.time.Duration;

/**
 * When a worker stops taking tasks: a machine whose last tasks all ended by faults of ours is more likely broken than all of them, and
 * one that measures the same kernel otherwise than before says nothing of others. Pure.
 */
final class Quarantine {

    /** Tasks in a row that ended by a fault of ours. */
    static final int FAULTS = 3;

    /** After so long it takes one task to see; if that ends by a fault of ours again, it waits as long again. */
    static final Duration PAUSE = Duration.ofHours(1);

    private Quarantine() {}

    /** After a canary drifted or failed: until its next night. It goes before others if its policy's priority is above theirs. */
    static final Duration DISTRUST = Duration.ofHours(24);

    static boolean begins(int faultsInARow) {
        return faultsInARow >= FAULTS;
    }
}
