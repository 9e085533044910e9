package org.kpulse.bisect.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kpulse.bisect.request.BisectionRequest;

/**
 * A stored bisection.
 *
 * @param id in the database
 * @param request with full hashes as revisions
 * @param platformAt 0-based place of the platform that is searched on now
 * @param outcome JSON object, once it is finished
 */
public record BisectionRow(
        long id,
        BisectionRequest request,
        int platformAt,
        BisectionState state,
        Optional<String> outcome,
        Instant created) {

    /** The platform that is searched on now. */
    public String platform() {
        return request.platforms().get(platformAt);
    }

    /** Whether there is another platform to search on when this one does not show the change. */
    public boolean hasNextPlatform() {
        return platformAt + 1 < request.platforms().size();
    }

    /** Every revision of the good side that stands for it: the first. */
    public String good() {
        return request.good().get(0);
    }

    List<String> goods() {
        return request.good();
    }
}
