package org.kpulse.bisect.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored decision.
 *
 * @param position 0-based
 * @param probes how many it was made from
 * @param why one sentence
 * @param best number of the most probable candidate
 * @param bestShare its probability
 * @param entropy bits that were missing
 * @param posterior probability of each candidate
 * @param answer JSON object, if it ended the search on its platform
 */
public record DecisionRow(
        int position,
        int probes,
        String why,
        int best,
        double bestShare,
        double entropy,
        List<Float> posterior,
        Optional<String> answer,
        Instant made) {

    public DecisionRow {
        posterior = List.copyOf(posterior);
    }
}
