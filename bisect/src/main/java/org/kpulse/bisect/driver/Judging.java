package org.kpulse.bisect.driver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.FisherExact;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.ModeratedT;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.driver.CheckLab.Judgement;
import org.kpulse.bisect.store.CheckRow.Result;
import org.kpulse.bisect.store.DecisionRow;

/**
 * What fresh boots of two kernels say of a culprit. It is confirmed when the change is surely there and at least half of what the ends
 * differ by, refuted when it is surely less than half of that; a change that is partly there stays open. Pure.
 */
final class Judging {

    /** Of the interval that must be clear; looked at after every pair, so stricter than 95 %. */
    private static final double CONFIDENCE = 0.99;

    private static final double ERROR = 1 - CONFIDENCE;

    private Judging() {}

    /**
     * What the culprit is expected to change: all that the ends differ by, or its part of that where the last answer knows of further
     * changes.
     *
     * @param difference of the ends, bad minus good
     */
    static double expected(double difference, List<DecisionRow> decisions) {
        return difference
                * decisions.stream()
                        .flatMap(decision -> decision.answer().stream())
                        .reduce((first, second) -> second)
                        .map(Outcomes::share)
                        .orElse(1.0);
    }

    /**
     * Levels of a metric.
     *
     * @param expected what the culprit should change, see {@link #expected}, difference of natural logarithms
     * @param noise what is known of the variance of boots beforehand
     */
    static Judgement levels(List<Double> base, List<Double> candidate, double expected, VariancePrior noise) {
        MeanDifference found = ModeratedT.of(moments(base), moments(candidate), noise);
        Interval interval = found.interval(CONFIDENCE);
        double sign = Math.signum(expected);
        double low = Math.min(sign * interval.low(), sign * interval.high());
        double high = Math.max(sign * interval.low(), sign * interval.high());
        double half = Math.abs(expected) / 2;
        Optional<Result> result = low > 0 && sign * found.difference() >= half
                ? Optional.of(Result.CONFIRMED)
                : high < half ? Optional.of(Result.REFUTED) : Optional.empty();
        return new Judgement(
                result,
                String.format(
                        Locale.ROOT,
                        "%+.2f %% (99 %% interval %+.2f to %+.2f), %d and %d boots; expected is %+.2f %%.",
                        percent(found.difference()),
                        percent(interval.low()),
                        percent(interval.high()),
                        base.size(),
                        candidate.size(),
                        percent(expected)));
    }

    /**
     * Rates of a symptom; samples are 1 where it was seen, else 0.
     *
     * @param expected what the ends' rates differ by, bad minus good
     */
    static Judgement rates(List<Double> base, List<Double> candidate, double expected) {
        int baseSeen = seen(base);
        int candidateSeen = seen(candidate);
        double p = FisherExact.twoSidedP(
                base.size() - baseSeen, baseSeen, candidate.size() - candidateSeen, candidateSeen);
        double difference = (double) candidateSeen / candidate.size() - (double) baseSeen / base.size();
        boolean same = Math.signum(difference) == Math.signum(expected);
        int changed = expected > 0 ? candidateSeen : candidate.size() - candidateSeen;
        double chance = atMost(changed, candidate.size(), Math.abs(expected) / 2);
        Optional<Result> result = p <= ERROR && same
                ? Optional.of(Result.CONFIRMED)
                : chance <= ERROR ? Optional.of(Result.REFUTED) : Optional.empty();
        return new Judgement(
                result,
                String.format(
                        Locale.ROOT,
                        "Seen in %d of %d boots without and %d of %d with it (Fisher's exact test: p %.4f).",
                        baseSeen,
                        base.size(),
                        candidateSeen,
                        candidate.size(),
                        p));
    }

    /** Binomial probability of so many or fewer. */
    private static double atMost(int seen, int runs, double rate) {
        double term = Math.pow(1 - rate, runs);
        double sum = term;
        for (int k = 1; k <= seen; k++) {
            term *= rate / (1 - rate) * (runs - k + 1) / k;
            sum += term;
        }
        return sum;
    }

    private static int seen(List<Double> samples) {
        return (int) samples.stream().filter(s -> s > 0.5).count();
    }

    private static Moments moments(List<Double> values) {
        return Moments.of(values.stream().mapToDouble(v -> v).toArray());
    }

    private static double percent(double logarithm) {
        return 100 * Math.expm1(logarithm);
    }
}
