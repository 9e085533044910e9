package org.kpulse.analysis.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;

/**
 * How often the interval of an index contains the truth.
 *
 * @param lab that boots
 * @param weights of the metrics
 * @param boots a side, at least 2
 * @param gain logarithm by which every metric changed
 */
public record IndexSimulation(SimulatedLab lab, Weights weights, int boots, double gain) {

    /**
     * What was seen.
     *
     * @param candidates compared
     * @param covered intervals that contain the truth
     * @param width sum of the intervals' widths, index points
     */
    public record Counts(long candidates, long covered, double width) {

        Counts plus(Counts other) {
            return new Counts(candidates + other.candidates, covered + other.covered, width + other.width);
        }

        /** Share of intervals that contain the truth. */
        public double coverage() {
            return (double) covered / candidates;
        }

        /** Mean width of an interval, index points. */
        public double meanWidth() {
            return width / candidates;
        }
    }

    /** Runs it; equal seeds give equal numbers. */
    public Counts run(int candidates, long seed) {
        Map<MetricKey, Double> gains = lab.metrics().stream()
                .map(SimulatedMetric::key)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), key -> gain));
        List<Counts> counts = LongStream.range(0, candidates)
                .parallel()
                .mapToObj(i -> one(gains, new SplittableRandom(seed * 1_000_003 + i)))
                .toList();
        return counts.stream().reduce(new Counts(0, 0, 0), Counts::plus);
    }

    private Counts one(Map<MetricKey, Double> gains, SplittableRandom random) {
        List<MetricSamples> drawn = lab.compare(boots, gains, random);
        PerformanceIndex index = IndexCalculator.compute(drawn, Set.of(), weights, IndexRules.DEFAULT);
        return index.interval()
                .map(i -> new Counts(1, i.contains(100 * Math.exp(gain)) ? 1 : 0, i.width()))
                .orElse(new Counts(1, 0, 0));
    }
}
