package org.kpulse.analysis.index;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kpulse.analysis.AnalysisException;

/**
 * Where one stretch of a long series is joined to the next, because the baseline or the suite changed.
 *
 * @param from the stretch before
 * @param to the stretch after
 * @param overlaps the kernels measured in both, by name; at least one
 */
public record Link(String from, String to, List<Overlap> overlaps) {

    public Link {
        overlaps =
                overlaps.stream().sorted(Comparator.comparing(Overlap::kernel)).toList();
        if (overlaps.isEmpty()) {
            throw new AnalysisException(
                    "\"" + to + "\" cannot be linked to \"" + from
                            + "\": no kernel has an index in both; measure one in both, best the new baseline against the old one.");
        }
        Set<String> kernels = new HashSet<>();
        for (Overlap overlap : overlaps) {
            if (!kernels.add(overlap.kernel())) {
                throw new AnalysisException("The link from \"" + from + "\" to \"" + to + "\" has kernel "
                        + overlap.kernel() + " twice; give it once.");
            }
        }
    }

    /**
     * What is added to a log index of the stretch after: the mean over the overlaps of {@code before - after}. An overlap's variances add. The
     * overlaps share the boots of both baselines, so that their errors do not average out as those of independent ones would: the standard
     * error is the mean of theirs, which is never too small, with the smallest degrees of freedom among them. No precision if one has none.
     */
    public IndexEstimate shift() {
        double mean = 0;
        double standardError = 0;
        double degreesOfFreedom = Double.MAX_VALUE;
        boolean known = true;
        for (int i = 0; i < overlaps.size(); i++) {
            Overlap overlap = overlaps.get(i);
            mean += (overlap.before().logIndex() - overlap.after().logIndex() - mean) / (i + 1);
            Optional<IndexEstimate.Precision> precision = IndexEstimate.precision(
                    List.of(new IndexEstimate.Term(1, overlap.before()), new IndexEstimate.Term(-1, overlap.after())));
            known &= precision.isPresent();
            double error = precision.map(IndexEstimate.Precision::standardError).orElse(0.0);
            standardError += (error - standardError) / (i + 1);
            if (error > 0) {
                degreesOfFreedom =
                        Math.min(degreesOfFreedom, precision.orElseThrow().degreesOfFreedom());
            }
        }
        return known
                ? IndexEstimate.of(mean, standardError, degreesOfFreedom)
                : new IndexEstimate(mean, Optional.empty());
    }
}
