package org.kpulse.analysis.behaviour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.behaviour.RatioComparison.LogChange;
import org.kpulse.analysis.behaviour.RatioComparison.Reading;
import org.kpulse.analysis.inference.BenjaminiHochberg;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/**
 * Does the kernel do more of the same work, or does it behave differently? Where a metric goes with a counter over the baseline,
 * their ratio (with a negative correlation: their product) is compared between kernels: {@code ln(metric) -+ ln(counter)} of each
 * boot, by Welch's t (LKP 2007, section 4.2; DESIGN 6.6). Much of the metric's noise is the counter's and cancels.
 */
public final class RatioTest {

    private static final double ROUNDING = 1e-9;

    private RatioTest() {}

    /** The questions in their order, corrected together by Benjamini and Hochberg. */
    public static List<RatioComparison> compare(List<RatioQuestion> questions, BehaviourRules rules) {
        List<Optional<Tested>> tests = new ArrayList<>();
        questions.forEach(question -> tests.add(Tested.of(question, rules)));
        Iterator<Double> q = Arrays.stream(BenjaminiHochberg.adjust(tests.stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(test -> test.ratio().p())
                        .toArray()))
                .iterator();
        List<RatioComparison> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            RatioQuestion question = questions.get(i);
            answers.add(tests.get(i)
                    .map(test -> answer(question, test, q.next(), rules))
                    .orElseGet(() -> untested(question, rules)));
        }
        return List.copyOf(answers);
    }

    private static RatioComparison answer(RatioQuestion question, Tested test, double q, BehaviourRules rules) {
        double margin = Math.log1p(rules.margin());
        LogChange ratio = change(test.ratio(), rules);
        Reading reading = Reading.UNDECIDED;
        if (Math.abs(test.drift()) < margin) {
            if (q <= rules.alpha() && Math.abs(ratio.estimate()) >= margin) {
                reading = Reading.BEHAVES_DIFFERENTLY;
            } else if (ratio.interval().within(margin)) {
                reading = Reading.SAME_WORK;
            }
        }
        return new RatioComparison(
                question.samples().key(),
                question.baseline().counter(),
                question.sign(),
                reading,
                Optional.of(ratio),
                Optional.of(change(test.metric(), rules)),
                Optional.of(change(test.counter(), rules)),
                OptionalDouble.of(test.ratio().p()),
                OptionalDouble.of(q),
                isProportional(question),
                rules.ruleVersion());
    }

    private static RatioComparison untested(RatioQuestion question, BehaviourRules rules) {
        return new RatioComparison(
                question.samples().key(),
                question.baseline().counter(),
                question.sign(),
                Reading.UNTESTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                isProportional(question),
                rules.ruleVersion());
    }

    private static LogChange change(MeanDifference welch, BehaviourRules rules) {
        return new LogChange(welch.difference(), welch.interval(rules.confidence()));
    }

    private static boolean isProportional(RatioQuestion question) {
        return Math.abs(excess(question)) < ROUNDING;
    }

    /** By how much the baseline's elasticity surely differs from proportionality; 0 if that is not excluded. */
    private static double excess(RatioQuestion question) {
        int sign = question.sign();
        return question.baseline()
                .elasticity()
                .map(interval -> Math.max(0, interval.low() - sign) + Math.min(0, interval.high() - sign))
                .orElse(0.0);
    }

    /**
     * Three tests on the same boots.
     *
     * @param drift how far the ratio would move by the counter's change alone, were the metric to follow it with the baseline's
     *     elasticity, as far as that is known: 0 where proportionality is not excluded
     */
    private record Tested(MeanDifference ratio, MeanDifference metric, MeanDifference counter, double drift) {

        static Optional<Tested> of(RatioQuestion question, BehaviourRules rules) {
            int sign = question.sign();
            List<double[]> base = logs(question, question.samples().base(), question.base());
            List<double[]> candidate = logs(question, question.samples().candidate(), question.candidate());
            if (base.size() < 2 || candidate.size() < 2 || !allFinite(base) || !allFinite(candidate)) {
                return Optional.empty();
            }
            MeanDifference counter = welch(base, candidate, rules, (m, c) -> c);
            return Optional.of(new Tested(
                    welch(base, candidate, rules, (m, c) -> m - sign * c),
                    welch(base, candidate, rules, (m, c) -> m),
                    counter,
                    excess(question) * counter.difference()));
        }

        private static MeanDifference welch(
                List<double[]> base, List<double[]> candidate, BehaviourRules rules, DoubleBinaryOperator score) {
            return Welch.of(moments(base, rules, score), moments(candidate, rules, score));
        }

        private static Moments moments(List<double[]> boots, BehaviourRules rules, DoubleBinaryOperator score) {
            return Moments.of(boots.stream()
                            .mapToDouble(boot -> score.applyAsDouble(boot[0], boot[1]))
                            .toArray())
                    .withSdAtLeast(rules.sdFloor());
        }

        /** Logarithms of metric and counter, of the boots that have both. */
        private static List<double[]> logs(RatioQuestion question, List<BootSamples> boots, Counter counter) {
            int iterations = question.samples().commonIterations();
            Map<String, Double> byBoot = counter.byBoot();
            return boots.stream()
                    .filter(boot -> byBoot.containsKey(boot.boot()))
                    .map(boot -> new double[] {
                        boot.meanLog(iterations), Math.log(byBoot.getOrDefault(boot.boot(), Double.NaN))
                    })
                    .toList();
        }

        private static boolean allFinite(List<double[]> boots) {
            return boots.stream().allMatch(boot -> Double.isFinite(boot[0]) && Double.isFinite(boot[1]));
        }
    }
}
