package org.kpulse.analysis.behaviour;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.StudentT;

/**
 * Linear correlation of pairs: Pearson's r. Its p is Student's for {@code t = r sqrt((n - 2) / (1 - r^2))}, its interval Fisher's:
 * {@code tanh(atanh(r) +- z / sqrt(n - 3))}; Fisher, R. A. (1921), On the "probable error" of a coefficient of correlation deduced
 * from a small sample, Metron 1, 3-32. Both assume independent pairs of about normal values.
 *
 * @param n number of pairs, at least 3
 * @param r -1 to 1
 */
public record Pearson(int n, double r) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public Pearson {
        if (n < 3 || !(r >= -1 && r <= 1)) {
            throw new AnalysisException("A correlation of " + n + " pairs of " + r + " is none.");
        }
    }

    /** Of pairs of finite values in any order; empty with fewer than 3 pairs or where a column does not vary. */
    public static Optional<Pearson> of(double[] x, double[] y) {
        if (x.length < 3 && x.length == y.length) {
            return Optional.empty();
        }
        PairedSums sums = PairedSums.of(x, y);
        return sums.isFlat() ? Optional.empty() : Optional.of(new Pearson(sums.n(), sums.r()));
    }

    /** Two-sided p of "no correlation"; 0 if all pairs lie on a line. */
    public double p() {
        return twoSidedP(n, r);
    }

    /** Interval of r with the given confidence (0 to 1, exclusive); empty with 3 pairs. */
    public Optional<Interval> interval(double confidence) {
        return fisher(n, r, 1, confidence);
    }

    static double twoSidedP(int n, double r) {
        double rest = (1 - r) * (1 + r);
        return rest > 0 ? StudentT.twoSidedP(r * Math.sqrt((n - 2) / rest), n - 2) : 0;
    }

    /** Fisher's interval with {@code variance / (n - 3)} for the variance of {@code atanh(r)}. */
    static Optional<Interval> fisher(int n, double r, double variance, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new AnalysisException("A confidence lies between 0 and 1, exclusive, not " + confidence + ".");
        }
        if (n < 4) {
            return Optional.empty();
        }
        if (Math.abs(r) == 1) {
            return Optional.of(new Interval(r, r));
        }
        double half = NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * Math.sqrt(variance / (n - 3));
        double z = 0.5 * (Math.log1p(r) - Math.log1p(-r));
        return Optional.of(new Interval(Math.tanh(z - half), Math.tanh(z + half)));
    }
}
