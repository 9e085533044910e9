package org.kpulse.analysis.comparison;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.BootsPlan;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.VariancePrior;

/** One metric's test before the correction for multiple testing, and its answer after it. */
record MetricTest(
        MetricSamples samples,
        SideSummary baseSummary,
        SideSummary candidateSummary,
        BootScale scale,
        Moments base,
        Moments candidate,
        Optional<EffectTest> test,
        Optional<RobustChange> robust,
        OptionalDouble p,
        Set<Remark> remarks) {

    /** A prior surer than this is as good as certain, and its quantiles are the normal's. */
    private static final double MOST_DEGREES = 1e6;

    static MetricTest of(MetricSamples samples, ComparisonRules rules, NoisePriors priors) {
        int iterations = samples.commonIterations();
        SideSummary baseSummary = SideSummary.of(samples.base(), iterations);
        SideSummary candidateSummary = SideSummary.of(samples.candidate(), iterations);
        BootScale scale = BootScale.of(samples, baseSummary, candidateSummary);
        double[] baseScores = scale.scores(samples.base(), iterations);
        double[] candidateScores = scale.scores(samples.candidate(), iterations);
        Moments rawBase = Moments.of(baseScores);
        Moments rawCandidate = Moments.of(candidateScores);
        double floor = scale.share(rules.sdFloor());
        Moments base = rawBase.withSdAtLeast(floor);
        Moments candidate = rawCandidate.withSdAtLeast(floor);
        boolean testable = base.n() >= 2 && candidate.n() >= 2;

        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        note(remarks, Remark.TOO_FEW_BOOTS, !testable);
        note(remarks, Remark.ZERO_SAMPLES, scale.kind() == Change.Scale.ABSOLUTE);
        note(remarks, Remark.UNEQUAL_ITERATIONS, samples.hasUnequalIterations());
        note(remarks, Remark.SD_FLOOR, testable && (rawBase.sd() < floor || rawCandidate.sd() < floor));

        Optional<VariancePrior> prior = scale.kind() == Change.Scale.LOG
                ? priors.of(samples.key(), iterations).flatMap(known -> usable(known, floor))
                : Optional.empty();
        Optional<EffectTest> test = testable ? Optional.of(EffectTest.of(base, candidate, prior)) : Optional.empty();
        Optional<RobustChange> robust =
                test.map(done -> RobustChange.of(baseScores, candidateScores, scale, done.difference(), rules));
        test.ifPresent(done -> remarks.addAll(done.remarks()));
        note(
                remarks,
                Remark.ROBUST_DISAGREES,
                robust.isPresent() && robust.get().disagrees());
        OptionalDouble p =
                test.isPresent() ? OptionalDouble.of(test.get().difference().p()) : OptionalDouble.empty();
        return new MetricTest(
                samples, baseSummary, candidateSummary, scale, base, candidate, test, robust, p, Set.copyOf(remarks));
    }

    private static Optional<VariancePrior> usable(VariancePrior prior, double floor) {
        double variance = Math.max(prior.variance(), floor * floor);
        return prior.degreesOfFreedom() > 0
                ? Optional.of(new VariancePrior(variance, Math.min(prior.degreesOfFreedom(), MOST_DEGREES)))
                : Optional.empty();
    }

    /** The answer of a metric with fewer than 2 boots on a side. */
    MetricComparison untested(ComparisonRules rules) {
        return answer(
                new Answer(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Verdict.INCONCLUSIVE,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()),
                rules);
    }

    /** The answer with its q value. */
    MetricComparison judged(double q, ComparisonRules rules) {
        EffectTest effect = test.orElseThrow();
        MeanDifference difference = effect.difference();
        Interval interval = difference.interval(rules.confidence());
        Margin margin = rules.marginOf(samples.key());
        double called = scale.share(margin.called());
        double equal = scale.share(margin.equal());
        double gain = samples.direction().sign() * difference.difference();
        Verdict verdict = decide(gain, called, interval.within(equal), q <= rules.level());
        OptionalInt bootsNeeded = OptionalInt.empty();
        OptionalInt leastBoots = OptionalInt.empty();
        if (verdict == Verdict.INCONCLUSIVE) {
            // p must fall to alpha * p/q for q to fall to alpha, the other metrics staying as they are
            double alpha = q > 0 ? rules.alpha() * p.orElseThrow() / q : rules.alpha();
            BootsPlan.Goal goal = new BootsPlan.Goal(called, equal, alpha, rules.confidence(), rules.power());
            bootsNeeded = plan(effect, Math.abs(gain), goal).bootsPerSide();
            OptionalInt hopeful = plan(effect, Math.abs(gain) + difference.standardError(), goal)
                    .bootsPerSide();
            leastBoots = fewer(bootsNeeded, hopeful);
        }
        OptionalDouble mde = scale.percent(difference.detectable(rules.alpha(), rules.power()));
        return answer(
                new Answer(Optional.of(interval), OptionalDouble.of(q), verdict, mde, bootsNeeded, leastBoots), rules);
    }

    /**
     * The verdict. A sure change of at least {@code called} is called even where its interval lies within the margin (possible
     * only if {@code called} is below the margin).
     *
     * @param gain estimated change, positive if better
     * @param called smallest change that is called
     * @param equal whether the interval lies within the equivalence margin
     * @param sure whether q is at most the level
     */
    static Verdict decide(double gain, double called, boolean equal, boolean sure) {
        if (sure && gain != 0 && Math.abs(gain) >= called) {
            return gain > 0 ? Verdict.IMPROVEMENT : Verdict.REGRESSION;
        }
        return equal ? Verdict.NO_CHANGE : Verdict.INCONCLUSIVE;
    }

    private BootsPlan plan(EffectTest effect, double estimate, BootsPlan.Goal goal) {
        int fewest = Math.max(Math.max(base.n(), candidate.n()), Math.min(base.n(), candidate.n()) + 1);
        return new BootsPlan(estimate, effect.variance(), effect.degreesOfFreedom(), fewest, goal);
    }

    private static OptionalInt fewer(OptionalInt a, OptionalInt b) {
        return a.isEmpty() || (b.isPresent() && b.getAsInt() < a.getAsInt()) ? b : a;
    }

    private record Answer(
            Optional<Interval> interval,
            OptionalDouble q,
            Verdict verdict,
            OptionalDouble mdePercent,
            OptionalInt bootsNeeded,
            OptionalInt leastBoots) {}

    private MetricComparison answer(Answer answer, ComparisonRules rules) {
        return new MetricComparison(
                samples.key(),
                samples.unit(),
                samples.direction(),
                baseSummary,
                candidateSummary,
                change(answer.interval()),
                p,
                answer.q(),
                answer.verdict(),
                answer.mdePercent(),
                answer.bootsNeeded(),
                answer.leastBoots(),
                remarks,
                test.map(EffectTest::method).orElse(Method.NONE),
                robust,
                rules.ruleVersion());
    }

    private Change change(Optional<Interval> interval) {
        double difference = candidate.mean() - base.mean();
        return new Change(
                scale.kind(),
                scale.difference(difference),
                interval.map(i -> new Interval(scale.difference(i.low()), scale.difference(i.high()))),
                scale.percent(difference),
                interval.flatMap(scale::percent));
    }

    private static void note(Set<Remark> remarks, Remark remark, boolean applies) {
        if (applies) {
            remarks.add(remark);
        }
    }
}
