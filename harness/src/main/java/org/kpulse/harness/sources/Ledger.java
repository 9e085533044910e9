package org.kpulse.harness.sources;

import java.util.List;
import java.util.Optional;

/** Keeps what was seen and how looks ended. */
public interface Ledger {

    /** The last look at a source; empty before the first. */
    Optional<PollState> state(String source);

    /** Stores a look and all it saw, or nothing of it; those kernels that were not known before, in the same order. */
    List<Sighting> record(PollState state, List<Seen> kernels);
}
