package org.kpulse.harness.sources;

import java.util.List;
import java.util.Optional;

/** Keeps what was seen and how polls ended. */
public interface Ledger {

    /** The last poll of a source; empty before the first. */
    Optional<PollState> state(String source);

    /** Stores a poll and all it saw, or nothing of it; those kernels that were not known before, in the same order. */
    List<Sighting> record(PollState state, List<Seen> kernels);
}
