package org.kpulse.analysis.index;

import java.util.Optional;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.analysis.inference.Welch;

/**
 * How sure a log index is, from the scores of the boots of both sides. With as many boots on both sides, all complete, Student's two-sample
 * t (its standard error is Welch's then); else Welch's; from {@link IndexRules#leastBootsToResample()} complete boots a side on the
 * studentised bootstrap gives the quantile instead.
 *
 * @param log interval of the log index; empty with fewer than 2 boots a side
 * @param precision standard error and degrees of freedom of the t, present with the interval
 * @param method which of these it was
 */
record IndexInterval(
        Optional<Interval> log, Optional<IndexEstimate.Precision> precision, PerformanceIndex.Method method) {

    /** By the method that the boots allow. */
    static IndexInterval of(double logIndex, SideScores base, SideScores candidate, IndexRules rules) {
        IndexInterval byT = byT(logIndex, base, candidate, rules);
        boolean enough = Math.min(base.fewest(), candidate.fewest()) >= rules.leastBootsToResample();
        if (!enough || !base.complete() || !candidate.complete() || !varies(base, candidate, rules.sdFloor())) {
            return byT;
        }
        double half = new BootBootstrap(base.scores(), candidate.scores(), rules.sdFloor())
                        .quantile(rules.confidence(), rules.resamples(), rules.seed())
                * byT.precision().orElseThrow().standardError();
        return new IndexInterval(
                Optional.of(new Interval(logIndex - half, logIndex + half)),
                byT.precision(),
                PerformanceIndex.Method.STUDENTISED_BOOTSTRAP);
    }

    /** Student's or Welch's, whatever the number of boots. */
    static IndexInterval byT(double logIndex, SideScores base, SideScores candidate, IndexRules rules) {
        if (Math.min(base.fewest(), candidate.fewest()) < 2) {
            return new IndexInterval(Optional.empty(), Optional.empty(), PerformanceIndex.Method.NONE);
        }
        Moments b = base.moments(rules.sdFloor());
        Moments c = candidate.moments(rules.sdFloor());
        MeanDifference welch = Welch.of(b, c);
        boolean balanced = base.complete() && candidate.complete() && b.n() == c.n();
        double degreesOfFreedom = balanced ? b.n() + c.n() - 2 : welch.degreesOfFreedom();
        double half = StudentT.quantile((1 + rules.confidence()) / 2, degreesOfFreedom) * welch.standardError();
        return new IndexInterval(
                Optional.of(new Interval(logIndex - half, logIndex + half)),
                Optional.of(new IndexEstimate.Precision(welch.standardError(), degreesOfFreedom)),
                balanced ? PerformanceIndex.Method.STUDENT_T : PerformanceIndex.Method.WELCH_T);
    }

    /** The interval of the index itself. */
    Optional<Interval> values() {
        return log.map(i -> new Interval(IndexEstimate.value(i.low()), IndexEstimate.value(i.high())));
    }

    /** Resampling scores that agree to the floor tells nothing. */
    private static boolean varies(SideScores base, SideScores candidate, double sdFloor) {
        return Moments.of(base.scores()).sd() >= sdFloor
                || Moments.of(candidate.scores()).sd() >= sdFloor;
    }
}
