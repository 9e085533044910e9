package org.kpulse.webapp.index;

import java.util.Comparator;
import java.util.List;
import org.kpulse.analysis.index.Contribution;
import org.kpulse.harness.comparison.Comparison;
import org.springframework.stereotype.Component;

/** Which metrics moved an index. */
@Component
public class Movers {

    /** Of each index so many are named. */
    public static final int MOST = 5;

    private final Comparison comparison;

    public Movers(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Those with the largest parts in an experiment's index, the largest first, of equal ones by name; none if no metric counts.
     * Computed again from the samples of the experiment.
     */
    public List<Contribution> of(long experiment, long platform) {
        return comparison.indexOf(experiment, platform).stream()
                .flatMap(index -> index.contributions().stream())
                .sorted(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.logContribution()))
                        .thenComparing(Contribution::key))
                .limit(MOST)
                .toList();
    }
}
