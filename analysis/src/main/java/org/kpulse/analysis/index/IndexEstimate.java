package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.StudentT;

/**
 * An index as a logarithm and how sure it is: what platforms and links of a chain are combined from.
 *
 * @param logIndex {@code ln(index / 100)}: 0 is the base, larger is better
 * @param precision how sure; empty if that is not known, because a side had a single boot
 */
public record IndexEstimate(double logIndex, Optional<Precision> precision) {

    /** The baseline against itself: 100, exactly. */
    public static final IndexEstimate BASE = new IndexEstimate(0, Optional.of(Precision.EXACT));

    /**
     * How sure a log index is.
     *
     * @param standardError of the logarithm, 0 or more, finite
     * @param degreesOfFreedom of the standard error, above 0, finite; of no meaning if that is 0
     */
    public record Precision(double standardError, double degreesOfFreedom) {

        /** Nothing is uncertain. */
        public static final Precision EXACT = new Precision(0, 1);

        public Precision {
            if (!(standardError >= 0)
                    || !Double.isFinite(standardError)
                    || !(degreesOfFreedom > 0)
                    || !Double.isFinite(degreesOfFreedom)) {
                throw new AnalysisException("A standard error must be 0 or more with degrees of freedom above 0, not "
                        + standardError + " with " + degreesOfFreedom + ".");
            }
        }
    }

    /**
     * One part of a weighted sum.
     *
     * @param weight a plain factor
     * @param estimate what it multiplies
     */
    public record Term(double weight, IndexEstimate estimate) {}

    public IndexEstimate {
        if (!Double.isFinite(logIndex)) {
            throw new AnalysisException("A log index must be finite, not " + logIndex + ".");
        }
    }

    /** A log index with its standard error and degrees of freedom. */
    public static IndexEstimate of(double logIndex, double standardError, double degreesOfFreedom) {
        return new IndexEstimate(logIndex, Optional.of(new Precision(standardError, degreesOfFreedom)));
    }

    /** {@code 100 * exp(logIndex)}, at most the largest double. */
    public double value() {
        return value(logIndex);
    }

    /** Student's interval of {@link #value()} with the given confidence (0 to 1, exclusive). */
    public Optional<Interval> interval(double confidence) {
        return precision.map(p -> {
            double half = p.standardError() == 0
                    ? 0
                    : StudentT.quantile((1 + confidence) / 2, p.degreesOfFreedom()) * p.standardError();
            return new Interval(value(logIndex - half), value(logIndex + half));
        });
    }

    /**
     * The weighted mean of independent estimates, as {@link OverallIndex} has it but without its decomposition: for histories.
     *
     * @param terms weights 0 or more
     * @throws AnalysisException if a weight is negative or not finite, or if all are 0
     */
    public static IndexEstimate weightedMean(List<Term> terms) {
        double[] weights = new double[terms.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = terms.get(i).weight();
            if (!(weights[i] >= 0) || !Double.isFinite(weights[i])) {
                throw new AnalysisException("A weight must be a finite number, 0 or more, not " + weights[i] + ".");
            }
        }
        double[] shares = BootWeights.normalised(weights);
        List<Term> shared = new ArrayList<>(weights.length);
        double mean = 0;
        boolean weighs = false;
        for (int i = 0; i < weights.length; i++) {
            shared.add(new Term(shares[i], terms.get(i).estimate()));
            mean += shares[i] * terms.get(i).estimate().logIndex();
            weighs |= shares[i] > 0;
        }
        if (!weighs) {
            throw new AnalysisException("There is no mean of indices without one that weighs something.");
        }
        return new IndexEstimate(mean, precision(shared));
    }

    static double value(double logIndex) {
        return Finite.saturate(100 * Math.exp(logIndex));
    }

    /**
     * How sure the weighted sum of independent estimates is: variances add, {@code V = sum (w SE)^2}; degrees of freedom
     * {@code V^2 / sum ((w SE)^4 / df)} after Satterthwaite (1946). Empty if a part with a weight other than 0 has no precision.
     */
    static Optional<Precision> precision(List<Term> terms) {
        double largest = 0;
        for (Term term : terms) {
            if (term.weight() != 0 && term.estimate().precision().isEmpty()) {
                return Optional.empty();
            }
            largest = Math.max(largest, error(term));
        }
        if (largest == 0) {
            return Optional.of(Precision.EXACT);
        }
        double variance = 0;
        double inverse = 0;
        for (Term term : terms) {
            double relative = error(term) / largest;
            variance += relative * relative;
            if (relative > 0) {
                inverse += relative
                        * relative
                        * relative
                        * relative
                        / term.estimate().precision().orElseThrow().degreesOfFreedom();
            }
        }
        double standardError = largest * Math.sqrt(variance);
        return Optional.of(new Precision(Finite.saturate(standardError), variance * variance / inverse));
    }

    private static double error(Term term) {
        return term.weight() == 0
                ? 0
                : Math.abs(term.weight())
                        * term.estimate().precision().orElseThrow().standardError();
    }
}
