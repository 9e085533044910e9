package org.kpulse.analysis.behaviour;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.BenjaminiHochberg;
import org.kpulse.analysis.inference.StudentT;

/**
 * Which counters a metric goes with over the boots of a baseline (LKP 2007, section 4.2): Pearson and Spearman for every metric
 * and counter, each corrected by Benjamini and Hochberg over the whole table. One pair is one boot: means of iterations, as
 * elsewhere.
 */
public final class Correlations {

    private Correlations() {}

    /** Every metric with every counter: metrics in the order given, in each the counters in theirs. */
    public static List<CounterCorrelation> table(
            List<MetricBoots> metrics, List<Counter> counters, BehaviourRules rules) {
        List<Pair> pairs = new ArrayList<>();
        for (MetricBoots metric : metrics) {
            Map<String, Double> means = metric.means();
            for (Counter counter : counters) {
                pairs.add(Pair.of(metric.key(), means, counter, rules.confidence()));
            }
        }
        Iterator<OptionalDouble> pearsonQ =
                corrected(pairs, pair -> pair.pearson.map(Pearson::p)).iterator();
        Iterator<OptionalDouble> spearmanQ =
                corrected(pairs, pair -> pair.spearman.map(Spearman::p)).iterator();
        return pairs.stream()
                .map(pair -> pair.answer(pearsonQ.next(), spearmanQ.next(), rules))
                .toList();
    }

    private static List<OptionalDouble> corrected(List<Pair> pairs, Function<Pair, Optional<Double>> p) {
        double[] q = BenjaminiHochberg.adjust(pairs.stream()
                .map(p)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray());
        Iterator<Double> next = DoubleStream.of(q).iterator();
        List<OptionalDouble> all = new ArrayList<>();
        for (Pair pair : pairs) {
            all.add(p.apply(pair).isPresent() ? OptionalDouble.of(next.next()) : OptionalDouble.empty());
        }
        return all;
    }

    private record Pair(
            MetricKey metric,
            String counter,
            int boots,
            Optional<Pearson> pearson,
            Optional<Spearman> spearman,
            Optional<Interval> elasticity) {

        static Pair of(MetricKey metric, Map<String, Double> means, Counter counter, double confidence) {
            List<String> both = means.keySet().stream()
                    .filter(boot -> counter.byBoot().containsKey(boot))
                    .toList();
            double[] x = values(both, counter.byBoot());
            double[] y = values(both, means);
            return new Pair(
                    metric,
                    counter.name(),
                    both.size(),
                    Pearson.of(x, y),
                    Spearman.of(x, y),
                    slopeOfLogs(x, y, confidence));
        }

        CounterCorrelation answer(OptionalDouble pearsonQ, OptionalDouble spearmanQ, BehaviourRules rules) {
            boolean high = pearson.isPresent() && Math.abs(pearson.get().r()) >= rules.strong();
            boolean sure = pearsonQ.isPresent() && pearsonQ.getAsDouble() <= rules.alpha();
            return new CounterCorrelation(
                    metric, counter, boots, pearson, pearsonQ, spearman, spearmanQ, elasticity, high && sure);
        }

        private static double[] values(List<String> boots, Map<String, Double> byBoot) {
            return boots.stream()
                    .mapToDouble(boot -> byBoot.getOrDefault(boot, 0.0))
                    .toArray();
        }
    }

    /** Least squares slope of ln(y) on ln(x) with Student's interval; empty where it cannot be computed. */
    private static Optional<Interval> slopeOfLogs(double[] x, double[] y, double confidence) {
        if (x.length < 3
                || DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(y)).anyMatch(v -> v <= 0)) {
            return Optional.empty();
        }
        PairedSums sums = PairedSums.of(logs(x), logs(y), 1, 1);
        if (sums.isFlat()) {
            return Optional.empty();
        }
        double slope = sums.sxy() / sums.sxx();
        double rest = Math.max(0, sums.syy() - slope * sums.sxy());
        double error = Math.sqrt(rest / (sums.n() - 2) / sums.sxx());
        double half = StudentT.quantile((1 + confidence) / 2, sums.n() - 2) * error;
        return Optional.of(new Interval(Finite.saturate(slope - half), Finite.saturate(slope + half)));
    }

    private static double[] logs(double[] values) {
        return DoubleStream.of(values).map(Math::log).toArray();
    }
}
