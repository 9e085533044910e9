package org.kpulse.harness.tests.foreign;

import java.util.List;
import java.util.Optional;

/**
 * What an output told.
 *
 * @param results in the order in which they ended
 * @param complaints what was wrong with the output itself: a plan that does not hold, an end amid a test, too much of it
 * @param skipped why none of it was run, if the output said so
 */
public record Report(List<Told> results, List<String> complaints, Optional<String> skipped) {

    /** Bounds, whatever is printed. */
    public static final int MAX_RESULTS = 20_000;

    public static final int MAX_COMPLAINTS = 100;

    public Report {
        results = List.copyOf(results);
        complaints = List.copyOf(complaints);
    }
}
