package org.kpulse.harness.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.pool.EmbeddedPool;

/**
 * What {@code kpulse run} is asked to do.
 *
 * @param base reference of the kernel compared with
 * @param candidate reference of the kernel under test; may be the same (an A/A run)
 * @param suite name of the suite
 * @param platforms names, in the order they are worked through
 * @param boots of each kernel on each platform
 */
public record ExperimentRequest(String base, String candidate, String suite, List<String> platforms, int boots) {

    public ExperimentRequest {
        platforms = List.copyOf(new LinkedHashSet<>(platforms));
        if (platforms.isEmpty()) {
            throw new UsageException(
                    "No platform to run on; known: " + String.join(", ", EmbeddedPool.PLATFORMS) + ".");
        }
        platforms.forEach(EmbeddedPool::requireKnown);
        if (boots < 1) {
            throw new UsageException("At least 1 boot is needed, not " + boots + " (2 for a verdict).");
        }
    }
}
