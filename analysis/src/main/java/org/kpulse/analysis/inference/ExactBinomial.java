package org.kpulse.analysis.inference;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * How large may a rate be of which so many of so many trials were seen? Clopper, C. J. and Pearson, E. S. (1934), The use of confidence
 * or fiducial limits illustrated in the case of the binomial, Biometrika 26, 404-413. Exact: its coverage is never below the
 * confidence, also for counts of 0.
 */
public final class ExactBinomial {

    private ExactBinomial() {}

    /**
     * The interval of the rate, within 0 and 1.
     *
     * @param seen how often it happened
     * @param trials of how many, at least 1; they must not depend on each other
     * @param confidence between 0 and 1, such as 0.95
     * @throws AnalysisException if these cannot be counts, or there is no trial
     */
    public static Interval interval(long seen, long trials, double confidence) {
        if (seen < 0 || trials < 1 || seen > trials) {
            throw new AnalysisException(seen + " of " + trials + " trials is not a rate.");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new AnalysisException("A confidence lies between 0 and 1, unlike " + confidence + ".");
        }
        double tail = (1 - confidence) / 2;
        double low = seen == 0
                ? 0
                : BetaDistribution.of((double) seen, (double) (trials - seen) + 1)
                        .inverseCumulativeProbability(tail);
        double high = seen == trials
                ? 1
                : BetaDistribution.of((double) seen + 1, (double) (trials - seen))
                        .inverseSurvivalProbability(tail);
        return new Interval(low, high);
    }
}
