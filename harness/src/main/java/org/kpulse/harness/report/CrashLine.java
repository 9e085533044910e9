package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.CrashQuery.OnKernel;

/**
 * A crash or warning of one of the kernels on one platform. A fresh boot is a boot, tries again included.
 *
 * @param signature of the crash
 * @param base in how many boots of the base kernel
 * @param candidate in how many boots of the candidate
 */
public record CrashLine(String signature, CrashTally base, CrashTally candidate) {

    /**
     * One kernel in an experiment.
     *
     * @param boots that say something of it, by the platform's name
     * @param crashes its signatures
     */
    record Side(Map<String, Integer> boots, Map<CrashQuery.Key, OnKernel> crashes) {

        CrashTally tally(CrashQuery.Key key) {
            OnKernel found = crashes.get(key);
            return found == null ? CrashTally.none(boots.getOrDefault(key.platform(), 0)) : found.tally();
        }
    }

    /** What was a cause in some boot, or was seen where a fault of ours ended it; what only followed is not. Pure. */
    static List<CrashLine> of(String platform, Side base, Side candidate) {
        TreeSet<CrashQuery.Key> keys = new TreeSet<>(base.crashes.keySet());
        keys.addAll(candidate.crashes.keySet());
        List<CrashLine> lines = new ArrayList<>();
        for (CrashQuery.Key key : keys) {
            CrashLine line = new CrashLine(key.signature(), base.tally(key), candidate.tally(key));
            if (key.platform().equals(platform) && (line.causes() > 0 || line.ours() > 0)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private int causes() {
        return base.causes() + candidate.causes();
    }

    /** Boots of both kernels that had it and ended by a fault of ours; they count for neither. */
    int ours() {
        return base.ours() + candidate.ours();
    }
}
