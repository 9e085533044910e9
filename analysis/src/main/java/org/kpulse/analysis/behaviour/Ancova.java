package org.kpulse.analysis.behaviour;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.StudentT;

/**
 * Difference of two means with one covariate x and a common slope: {@code y = a + d [candidate] + theta x + noise}, least squares;
 * the same as R's {@code lm(y ~ side + x)}. Fisher's analysis of covariance: Cochran, W. G. (1957), Biometrics 13, 261-281. With theta
 * pooled within sides it is CUPED, {@code y - theta (x - mean x)}: Deng, A., Xu, Y., Kohavi, R. and Walker, T. (2013), Improving the
 * sensitivity of online controlled experiments by utilizing pre-experiment data, WSDM, 123-132, with the degree of freedom that theta
 * costs. Assumes equal variances.
 *
 * @param difference adjusted mean of the candidate minus that of the base
 * @param standardError of it
 * @param degreesOfFreedom n1 + n2 - 3
 * @param theta slope of y per unit of x
 * @param unadjustedError standard error of the difference without x, variances pooled, n1 + n2 - 2 degrees of freedom
 * @param covariateDifference mean x of the candidate minus that of the base
 */
record Ancova(
        double difference,
        double standardError,
        int degreesOfFreedom,
        double theta,
        double unadjustedError,
        double covariateDifference) {

    /** Variation of x within the sides by less than 1e-12 of its largest value is rounding. */
    private static final double FLAT = 1e-24;

    /**
     * Of x and y of each boot, y of moderate size (logarithms). Empty with fewer than 4 boots in all, an empty side, or where x does
     * not vary within the sides.
     */
    static Optional<Ancova> of(
            double[] baseX, double[] baseY, double[] candidateX, double[] candidateY, double sdFloor) {
        int n = baseX.length + candidateX.length;
        if (baseX.length == 0 || candidateX.length == 0 || n < 4) {
            return Optional.empty();
        }
        double unit = PairedSums.unit(DoubleStream.concat(DoubleStream.of(baseX), DoubleStream.of(candidateX))
                .toArray());
        PairedSums first = PairedSums.of(baseX, baseY, unit, 1);
        PairedSums second = PairedSums.of(candidateX, candidateY, unit, 1);
        double sxx = first.sxx() + second.sxx();
        if (sxx < FLAT) {
            return Optional.empty();
        }
        double sxy = first.sxy() + second.sxy();
        double syy = first.syy() + second.syy();
        double slope = sxy / sxx;
        int df = n - 3;
        double floor = sdFloor * sdFloor;
        double variance = Math.max(Math.max(0, syy - slope * sxy) / df, floor);
        double pooled = Math.max(syy / (n - 2), floor);
        double shift = second.meanX() - first.meanX();
        double inverse = 1.0 / first.n() + 1.0 / second.n();
        return Optional.of(new Ancova(
                second.meanY() - first.meanY() - slope * shift,
                Math.sqrt(variance * (inverse + shift * shift / sxx)),
                df,
                Finite.saturate(slope / unit),
                Math.sqrt(pooled * inverse),
                Finite.saturate(shift * unit)));
    }

    /** Two-sided p of "no difference". */
    double p() {
        return difference == 0 ? 1 : StudentT.twoSidedP(difference / standardError, degreesOfFreedom);
    }

    Interval interval(double confidence) {
        double half = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
        return new Interval(difference - half, difference + half);
    }

    /**
     * The interval's width over that without the covariate, to be expected with {@code boots} on both sides together, at least 5, if x
     * explains the share {@code explained} of their variance: {@code sqrt((1 - explained) (1 + 1 / (n - 4))) t(n - 3) / t(n - 2)}. The
     * second factor is for unequal means of x, which cost accuracy: their mean effect for normal x.
     */
    static double expectedWidth(double explained, int boots, double confidence) {
        double quantile = (1 + confidence) / 2;
        return Math.sqrt((1 - explained) * (1 + 1.0 / (boots - 4)))
                * StudentT.quantile(quantile, boots - 3)
                / StudentT.quantile(quantile, boots - 2);
    }
}
