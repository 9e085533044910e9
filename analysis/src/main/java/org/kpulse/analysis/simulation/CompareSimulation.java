package org.kpulse.analysis.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.repetition.AdaptiveRepetition;
import org.kpulse.analysis.repetition.RepetitionRules;

/**
 * Compares many simulated candidates with their base and counts what is said of them.
 *
 * @param lab that boots
 * @param rules of the verdicts
 * @param repetition how many boots
 * @param history kernels of 3 boots each that the noise model is made of; 0 for none
 * @param gains logarithm of the candidate's value over the base's, for the metrics that changed; the others did not
 */
public record CompareSimulation(
        SimulatedLab lab,
        ComparisonRules rules,
        RepetitionRules repetition,
        int history,
        Map<MetricKey, Double> gains) {

    private static final int HISTORY_BOOTS = 3;

    /** Candidates that share one history. */
    private static final int BATCH = 20;

    public CompareSimulation {
        gains = Map.copyOf(gains);
    }

    /** Runs it; equal seeds give equal numbers. */
    public CompareCounts run(int candidates, long seed) {
        int batches = (candidates + BATCH - 1) / BATCH;
        return LongStream.range(0, batches)
                .parallel()
                .mapToObj(batch -> batch(
                        (int) Math.min(BATCH, candidates - batch * BATCH),
                        new SplittableRandom(seed * 1_000_003 + batch)))
                .reduce(CompareCounts.NONE, CompareCounts::plus);
    }

    private CompareCounts batch(int candidates, SplittableRandom random) {
        NoisePriors priors = lab.history(history, HISTORY_BOOTS, random);
        AdaptiveRepetition adaptive = new AdaptiveRepetition(repetition, rules, priors);
        CompareCounts counts = CompareCounts.NONE;
        for (int i = 0; i < candidates; i++) {
            counts = counts.plus(one(adaptive, random));
        }
        return counts;
    }

    private CompareCounts one(AdaptiveRepetition adaptive, SplittableRandom random) {
        List<MetricSamples> all = lab.compare(repetition.cap(), gains, random);
        if (!(adaptive.next(all) instanceof AdaptiveRepetition.Stop stop)) {
            throw new IllegalStateException("all boots are made, and yet more are wanted");
        }
        boolean falseCall = false;
        long smallP = 0;
        long covered = 0;
        Map<String, Verdict> said = new LinkedHashMap<>();
        for (MetricComparison answer : stop.comparisons()) {
            double truth = gains.getOrDefault(answer.key(), 0.0);
            boolean called = answer.verdict() == Verdict.REGRESSION || answer.verdict() == Verdict.IMPROVEMENT;
            covered += answer.change().interval().orElseThrow().contains(truth) ? 1 : 0;
            if (truth == 0) {
                falseCall |= called;
                smallP += answer.p().orElseThrow() <= rules.alpha() ? 1 : 0;
            } else {
                said.merge(answer.key().benchmark(), answer.verdict(), CompareSimulation::stronger);
                falseCall |= called && (answer.verdict() == Verdict.IMPROVEMENT) != (truth > 0);
            }
        }
        long found = said.values().stream()
                .filter(v -> v == Verdict.REGRESSION || v == Verdict.IMPROVEMENT)
                .count();
        long missed = said.values().stream().filter(v -> v == Verdict.NO_CHANGE).count();
        return new CompareCounts(
                1,
                falseCall ? 1 : 0,
                stop.comparisons().size(),
                smallP,
                stop.comparisons().size() - gains.size(),
                covered,
                said.size(),
                found,
                missed,
                stop.boots());
    }

    /** A benchmark's verdict is its strongest: any call, else an open question, else NO_CHANGE. */
    private static Verdict stronger(Verdict a, Verdict b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case REGRESSION, IMPROVEMENT -> 2;
            case INCONCLUSIVE -> 1;
            case NO_CHANGE -> 0;
        };
    }
}
