package org.kpulse.analysis.index;

import org.kpulse.analysis.AnalysisException;

/**
 * A kernel that has an index on both sides of a link. The new baseline itself is one, if it was measured against the old baseline:
 * {@code after} is then {@link IndexEstimate#BASE}; so is the old baseline measured against the new, with {@code before} the base.
 *
 * @param kernel its name
 * @param before its index by the old baseline and suite
 * @param after its index by the new ones
 */
public record Overlap(String kernel, IndexEstimate before, IndexEstimate after) {

    public Overlap {
        if (kernel.isBlank()) {
            throw new AnalysisException("A kernel that links two stretches of a series needs a name.");
        }
    }
}
