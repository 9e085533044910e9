package org.kpulse.bisect.search;

import java.util.List;
import java.util.Objects;
import org.kpulse.bisect.graph.CommitGraph;

/**
 * One build and its runs at one commit; never changed once made. Further runs of the same build are a further probe with the same
 * binary.
 *
 * @param commit number in the {@link CommitGraph}; {@link CommitGraph#GOOD} is the good end
 * @param purpose what it was made for
 * @param binary names what was booted, such as the hash of the kernel's loadable sections: probes with equal names share samples,
 *     whatever their commits. Not blank where there are samples
 * @param outcome what came of it
 */
public record Probe(int commit, Purpose purpose, String binary, Outcome outcome) {

    /** What a probe was made for. */
    public enum Purpose {
        /** Samples that were there before the bisection began. */
        HISTORY,
        /** One of the interleaved pairs that show whether the ends differ at all. */
        ENDS,
        /** To find the culprit. */
        SEARCH
    }

    /** What came of a probe. */
    public sealed interface Outcome {}

    /**
     * The runs were made.
     *
     * @param values one a boot, in order, finite: the median of the logarithms of its iterations, or 1 where the symptom was seen and 0 where not
     */
    public record Measured(List<Double> values) implements Outcome {

        public Measured {
            values = List.copyOf(values);
            if (values.isEmpty() || values.stream().anyMatch(v -> !Double.isFinite(v))) {
                throw new IllegalArgumentException("A measured probe needs values, all finite, not " + values + ".");
            }
        }
    }

    /**
     * The commit cannot be tested: it does not build or does not boot, or it lacks the benchmark. Says nothing of good or bad.
     *
     * @param reason one sentence
     */
    public record Skipped(String reason) implements Outcome {}

    /**
     * Our fault: tried again, never evidence, and no reason to avoid the commit.
     *
     * @param fault one sentence
     */
    public record Infra(String fault) implements Outcome {}

    public Probe {
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(outcome);
        if (commit < CommitGraph.GOOD) {
            throw new IllegalArgumentException("There is no commit " + commit + ".");
        }
        if (binary.isBlank() && outcome instanceof Measured) {
            throw new IllegalArgumentException("Samples of commit " + commit + " need the binary they come from.");
        }
    }

    /** A probe with samples. */
    public static Probe measured(int commit, Purpose purpose, String binary, List<Double> values) {
        return new Probe(commit, purpose, binary, new Measured(values));
    }
}
