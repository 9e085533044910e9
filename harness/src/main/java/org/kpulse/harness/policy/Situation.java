package org.kpulse.harness.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.sources.Sighting;

/**
 * All that decisions are made from.
 *
 * @param now what the clock says
 * @param sightings kernels that were seen
 * @param tasks what was asked for: the open ones and those that have ended lately
 * @param durations how long tasks take
 * @param advice what only a tree or the configuration knows
 */
public record Situation(Instant now, List<Sighting> sightings, List<Task> tasks, Durations durations, Advice advice) {

    public Situation {
        sightings = List.copyOf(sightings);
        tasks = List.copyOf(tasks);
    }

    /** What only a tree or the configuration knows of a kernel. */
    public interface Advice {

        /** Knows nothing. */
        Advice NONE = new Advice() {
            @Override
            public Optional<String> parentTag(String ref) {
                return Optional.empty();
            }

            @Override
            public Optional<String> obstacle(Sighting sighting) {
                return Optional.empty();
            }
        };

        /** The reference of the newest tag below a kernel of a tree. */
        Optional<String> parentTag(String ref);

        /** Why this kernel cannot be had, if it cannot. */
        Optional<String> obstacle(Sighting sighting);
    }
}
