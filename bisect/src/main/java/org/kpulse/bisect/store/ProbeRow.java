package org.kpulse.bisect.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kpulse.bisect.search.Probe;

/**
 * A stored probe.
 *
 * @param id in the database
 * @param decision position of the decision that wanted it
 * @param platform where
 * @param commit number of the commit; -1 is the good end
 * @param purpose what for
 * @param layout of the build's text
 * @param runs boots wanted
 * @param job of its boots, once it is built
 * @param firstBoot number of its first boot, likewise
 * @param outcome once it ended
 * @param code hash of the loadable sections, once it is built
 * @param buildSeconds spent on building
 * @param runSeconds spent on boots
 */
public record ProbeRow(
        long id,
        int decision,
        String platform,
        int commit,
        Probe.Purpose purpose,
        int layout,
        int runs,
        OptionalLong job,
        OptionalInt firstBoot,
        Optional<Probe.Outcome> outcome,
        String code,
        double buildSeconds,
        double runSeconds) {

    /** Samples, none if it has not been measured. */
    public List<Double> samples() {
        return outcome.filter(Probe.Measured.class::isInstance)
                .map(o -> ((Probe.Measured) o).values())
                .orElse(List.of());
    }
}
