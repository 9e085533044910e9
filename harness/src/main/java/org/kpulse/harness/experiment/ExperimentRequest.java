package org.kpulse.harness.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
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
 * @param mostBoots boots are added, {@code boots} at a time, while that may settle a verdict, up to this number; {@code boots} or
 *     less: none are added
 */
public record ExperimentRequest(
        String base, String candidate, String suite, List<String> platforms, int boots, int mostBoots) {

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
        if (mostBoots > boots && boots < 2) {
            throw new UsageException("Boots can be added only to 2 or more, not to " + boots + ".");
        }
    }

    /** Two kernels, measured as the configuration says. */
    public static ExperimentRequest of(Config config, String base, String candidate) {
        return new ExperimentRequest(
                base,
                candidate,
                config.text(ConfigKey.RUN_SUITE),
                config.list(ConfigKey.RUN_PLATFORMS),
                config.number(ConfigKey.RUN_BOOTS),
                config.number(ConfigKey.RUN_MOST_BOOTS));
    }

    /** How boots are added; empty if their number is fixed. */
    public Optional<RepetitionRules> adaptive() {
        return mostBoots > boots ? Optional.of(new RepetitionRules(boots, boots, mostBoots)) : Optional.empty();
    }
}
