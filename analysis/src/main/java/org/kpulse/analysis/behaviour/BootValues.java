package org.kpulse.analysis.behaviour;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.kpulse.analysis.AnalysisException;

/** One number a boot, checked and in the order of the boots' ids. */
final class BootValues {

    private BootValues() {}

    static Map<String, Double> checked(String what, Map<String, Double> byBoot) {
        byBoot.forEach((boot, value) -> {
            if (!Double.isFinite(value)) {
                throw new AnalysisException(
                        "The " + what + " has the value " + value + " in boot " + boot + "; it must be finite.");
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(byBoot));
    }
}
