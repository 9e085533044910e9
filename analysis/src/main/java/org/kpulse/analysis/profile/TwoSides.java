package org.kpulse.analysis.profile;

import java.util.Arrays;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.profile.VarianceMixture.Spread;

/** One number of each boot of both sides, each 0 or more. */
final class TwoSides {

    private final double[] base;
    private final double[] candidate;
    private final double baseMean;
    private final double candidateMean;

    TwoSides(double[] base, double[] candidate) {
        this.base = base.clone();
        this.candidate = candidate.clone();
        this.baseMean = Moments.of(base).mean();
        this.candidateMean = Moments.of(candidate).mean();
    }

    double[] base() {
        return base.clone();
    }

    double[] candidate() {
        return candidate.clone();
    }

    double baseMean() {
        return baseMean;
    }

    double candidateMean() {
        return candidateMean;
    }

    double difference() {
        return candidateMean() - baseMean();
    }

    double largestMean() {
        return Math.max(baseMean(), candidateMean());
    }

    boolean everywhereAboveZero() {
        return Arrays.stream(base).allMatch(x -> x > 0)
                && Arrays.stream(candidate).allMatch(x -> x > 0);
    }

    /** What numbers are shares of: the mean of both sides' means, or the one that is not 0. */
    double level() {
        double first = baseMean();
        double second = candidateMean();
        return first == 0 || second == 0 ? Math.max(first, second) : (first + second) / 2;
    }

    /** Each boot's quotient by another number that is nowhere 0. */
    TwoSides over(TwoSides other) {
        return new TwoSides(quotients(base, other.base), quotients(candidate, other.candidate));
    }

    private static double[] quotients(double[] x, double[] y) {
        double[] quotients = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            quotients[i] = x[i] / y[i];
        }
        return quotients;
    }

    /**
     * Pooled variance of the shares of {@link #level()}, which must not be 0. A side that is 0 in all its boots says nothing of how
     * the other varies and is left out.
     */
    Spread spread(double known) {
        double level = level();
        double squares = 0;
        int degrees = 0;
        double perVariance = 0;
        for (double[] side : new double[][] {base, candidate}) {
            Moments moments = Moments.of(Arrays.stream(side).map(x -> x / level).toArray());
            if (moments.mean() > 0) {
                squares += (moments.n() - 1) * moments.sd() * moments.sd();
                degrees += moments.n() - 1;
                perVariance += 1.0 / moments.n();
            }
        }
        return new Spread(squares / degrees, degrees, known, perVariance);
    }

    /** Difference as a share of {@link #level()}. */
    double relativeDifference() {
        return difference() / level();
    }

    /** The share of pairs of boots in which the candidate's is larger, ties by half: 0 to 1, 0.5 if nothing changed. */
    double superiority() {
        double larger = 0;
        for (double b : base) {
            for (double c : candidate) {
                larger += c > b ? 1 : c == b ? 0.5 : 0;
            }
        }
        return larger / base.length / candidate.length;
    }
}
