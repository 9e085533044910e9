package org.kpulse.analysis.behaviour;

import java.util.Map;
import org.kpulse.analysis.AnalysisException;

/**
 * What one profile counter of the guest (context switches, merged I/O blocks, ...) said in each boot: one finite number a boot, in
 * the counter's unit, for the same stretch of work in every boot (a rate, or a count per iteration).
 *
 * @param name of the counter, for example {@code vmstat.cs}
 * @param byBoot its value by the boot's id; a boot that was not profiled is missing
 */
public record Counter(String name, Map<String, Double> byBoot) {

    public Counter {
        if (name.isBlank()) {
            throw new AnalysisException("A counter needs a name.");
        }
        byBoot = BootValues.checked("counter " + name, byBoot);
    }
}
