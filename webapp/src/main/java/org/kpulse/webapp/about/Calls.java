package org.kpulse.webapp.about;

import java.util.Locale;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.ExactBinomial;

/**
 * What was called between equal kernels: each call is a false alarm.
 *
 * @param platform its name
 * @param kind {@code time} or {@code instructions}
 * @param ruleVersion of the rules that called
 * @param comparisons how many of those with a tested metric had any call
 * @param metrics how many of those tested were called REGRESSION or IMPROVEMENT
 * @param unchanged metrics called NO_CHANGE
 */
public record Calls(
        String platform, String kind, String ruleVersion, Share comparisons, Share metrics, long unchanged) {

    private static final double CONFIDENCE = 0.95;

    /**
     * So many of so many.
     *
     * @param called with a false alarm
     * @param all at least 1
     */
    public record Share(long called, long all) {

        double percent() {
            return 100.0 * called / all;
        }

        /** Exact 95 % interval of the rate, percent, as if none depended on another. */
        public Interval interval() {
            Interval rate = ExactBinomial.interval(called, all, CONFIDENCE);
            return new Interval(100 * rate.low(), 100 * rate.high());
        }

        String said() {
            return String.format(Locale.ROOT, "%.1f %%", percent());
        }

        String saidInterval() {
            Interval ci = interval();
            return String.format(Locale.ROOT, "%.1f to %.1f %%", ci.low(), ci.high());
        }
    }
}
