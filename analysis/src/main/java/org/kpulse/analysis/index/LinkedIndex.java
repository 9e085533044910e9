package org.kpulse.analysis.index;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Interval;

/**
 * An index on the scale of the first stretch of a long series.
 *
 * @param estimate the log index with the shifts of all links added, and its standard error
 * @param interval Student's interval of {@link #value()}; empty if the index or a link has no precision
 * @param links the links between the first stretch and its own, in order; empty in the first stretch
 */
public record LinkedIndex(IndexEstimate estimate, Optional<Interval> interval, List<Link> links) {

    public LinkedIndex {
        links = List.copyOf(links);
    }

    /** 100 is the first baseline, higher is better. */
    public double value() {
        return estimate.value();
    }
}
