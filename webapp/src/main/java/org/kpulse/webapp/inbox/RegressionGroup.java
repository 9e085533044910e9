package org.kpulse.webapp.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.webapp.inbox.RegressionQuery.Found;
import org.kpulse.webapp.inbox.RegressionQuery.Pair;

/**
 * What got slower in one kernel on one platform against one base.
 *
 * @param metrics at least one, the largest change first
 */
record RegressionGroup(Pair pair, List<Found> metrics) {

    RegressionGroup {
        metrics = List.copyOf(metrics);
    }

    /** Groups keep the order of their largest members. */
    static List<RegressionGroup> of(List<Found> largestFirst) {
        Map<Pair, List<Found>> groups = new LinkedHashMap<>();
        largestFirst.forEach(each ->
                groups.computeIfAbsent(each.pair(), p -> new ArrayList<>()).add(each));
        return groups.entrySet().stream()
                .map(group -> new RegressionGroup(group.getKey(), group.getValue()))
                .toList();
    }

    /** Where both kernels stand side by side. */
    static String compare(Pair pair) {
        return "/compare?base=" + pair.baseId() + "&candidate=" + pair.candidateId() + "&platform=" + pair.platform();
    }
}
