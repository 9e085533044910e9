package org.kpulse.harness.profile;

import java.util.List;
import java.util.Optional;

/**
 * The exact profile of one run.
 *
 * @param missing why it is partial, one clause; empty when it is complete
 * @param phases in the order of execution
 */
public record RunProfile(Optional<String> missing, List<PhaseProfile> phases) implements Collected {

    public RunProfile {
        phases = List.copyOf(phases);
    }
}
