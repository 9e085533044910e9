package org.kpulse.harness.experiment;

import java.util.OptionalLong;

/** Somebody who keeps the id of an experiment, to have it gone on with later. */
public interface Keeper {

    /** The experiment that was begun earlier. */
    OptionalLong experiment();

    /** A new one was begun; called in the transaction that stores it. */
    void keep(long experiment);
}
