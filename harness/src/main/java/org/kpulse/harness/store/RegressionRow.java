package org.kpulse.harness.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.regression.RegressionState;

/**
 * A stored regression.
 *
 * @param baseId the kernel compared with
 * @param version how many events it has; who judges it says which version they have seen
 * @param duplicateOf there in state DUPLICATE
 * @param bisection that its state comes from
 */
public record RegressionRow(
        long id,
        long baseId,
        String base,
        long candidateId,
        String candidate,
        RegressionState state,
        int version,
        Instant created,
        Instant updated,
        OptionalLong duplicateOf,
        OptionalLong bisection) {

    /**
     * A frozen call that it holds.
     *
     * @param comparison that called
     * @param experiment of the comparison
     * @param percent change; empty where the base was 0
     * @param interval of it, 95 %
     * @param newest whether no later comparison of the pair on the platform judged the metric
     */
    public record Call(
            long comparison,
            OptionalLong experiment,
            String platform,
            String benchmark,
            String metric,
            OptionalDouble percent,
            Optional<Interval> interval,
            OptionalDouble q,
            int baseBoots,
            int candidateBoots,
            Instant judged,
            String ruleVersion,
            boolean newest) {

        /** Benchmark and metric. */
        public String name() {
            return benchmark + "/" + metric;
        }
    }

    /**
     * Something that happened to it.
     *
     * @param who a person, or {@code Kpulse} for what the data said
     * @param from empty for the first
     */
    public record Event(
            int version,
            Instant at,
            String who,
            String what,
            Optional<RegressionState> from,
            RegressionState to,
            String note) {}
}
