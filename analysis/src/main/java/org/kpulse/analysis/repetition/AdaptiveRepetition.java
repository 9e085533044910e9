package org.kpulse.analysis.repetition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.comparison.Verdict;

/**
 * Decides after each few boots whether a comparison is settled. A pure function of all boots made so far, in the order they were
 * made: it replays every look, so nothing has to be remembered between calls and a restart changes nothing.
 *
 * <p>At look k every metric is compared with the first boots of each side that belong to it; the level is what the look may spend
 * ({@link AlphaSpending}). A metric keeps the first verdict other than INCONCLUSIVE that it gets. More boots are asked for while
 * some undecided metric would be settled within the cap if its change were one standard error larger than estimated; what has no
 * such hope costs nothing.
 */
public final class AdaptiveRepetition {

    private final RepetitionRules repetition;
    private final ComparisonRules rules;
    private final NoisePriors priors;
    private final double[] levels;

    public AdaptiveRepetition(RepetitionRules repetition, ComparisonRules rules, NoisePriors priors) {
        this.repetition = repetition;
        this.rules = rules;
        this.priors = priors;
        this.levels = AlphaSpending.levels(rules.alpha(), repetition);
    }

    /**
     * What to do with these samples; boots beyond those of the last look made are left for the next.
     *
     * @throws AnalysisException if there are no metrics, or one is given twice
     */
    public Answer next(List<MetricSamples> metrics) {
        if (metrics.isEmpty()) {
            throw new AnalysisException("Without metrics there is nothing to repeat.");
        }
        int base = metrics.stream().mapToInt(m -> m.base().size()).max().orElse(0);
        int candidate =
                metrics.stream().mapToInt(m -> m.candidate().size()).max().orElse(0);
        int[] looks = repetition.looks();
        Map<MetricKey, Verdict> decided = new LinkedHashMap<>();
        List<MetricComparison> latest = List.of();
        for (int look = 0; look < looks.length; look++) {
            int boots = looks[look];
            if (base < boots || candidate < boots) {
                return new More(Math.max(0, boots - base), Math.max(0, boots - candidate), latest);
            }
            latest = look(metrics, boots, levels[look], decided);
            if (settled(latest)) {
                return new Stop(Reason.SETTLED, boots, latest);
            }
            if (!worthMore(latest)) {
                return new Stop(Reason.NOT_WORTH_MORE, boots, latest);
            }
        }
        return new Stop(Reason.CAP, repetition.cap(), latest);
    }

    private List<MetricComparison> look(
            List<MetricSamples> metrics, int boots, double level, Map<MetricKey, Verdict> decided) {
        List<MetricSamples> first =
                metrics.stream().map(metric -> leading(metric, boots)).toList();
        List<MetricComparison> answers = new ArrayList<>(metrics.size());
        for (MetricComparison now : Comparer.compare(first, rules.atLevel(level), priors)) {
            Verdict before = decided.get(now.key());
            if (before == null && now.verdict() != Verdict.INCONCLUSIVE) {
                decided.put(now.key(), now.verdict());
            }
            answers.add(before == null ? now : now.withEarlierVerdict(before));
        }
        return List.copyOf(answers);
    }

    private static boolean settled(List<MetricComparison> answers) {
        return answers.stream().noneMatch(answer -> answer.verdict() == Verdict.INCONCLUSIVE);
    }

    private boolean worthMore(List<MetricComparison> answers) {
        return answers.stream()
                .anyMatch(answer ->
                        answer.leastBoots().isPresent() && answer.leastBoots().getAsInt() <= repetition.cap());
    }

    private static MetricSamples leading(MetricSamples metric, int boots) {
        return new MetricSamples(
                metric.key(),
                metric.unit(),
                metric.direction(),
                leading(metric.base(), boots),
                leading(metric.candidate(), boots));
    }

    private static List<BootSamples> leading(List<BootSamples> boots, int count) {
        return boots.subList(0, Math.min(count, boots.size()));
    }

    /** What to do next. */
    public sealed interface Answer {
        /** The state of each metric after the last look; empty before the first. */
        List<MetricComparison> comparisons();
    }

    /**
     * Enough.
     *
     * @param reason why
     * @param boots a side that were looked at
     * @param comparisons final verdicts
     */
    public record Stop(Reason reason, int boots, List<MetricComparison> comparisons) implements Answer {}

    /**
     * Boots to make before the next look; their order is {@link AbbaOrder}.
     *
     * @param base boots of the base kernel to add, 0 or more
     * @param candidate boots of the candidate to add, 0 or more
     * @param comparisons verdicts so far
     */
    public record More(int base, int candidate, List<MetricComparison> comparisons) implements Answer {

        /** Which kernel when. */
        public List<Side> order() {
            return AbbaOrder.of(base, candidate);
        }
    }

    /** Why a comparison stops. */
    public enum Reason {
        /** Every metric has a verdict. */
        SETTLED("every metric has a verdict"),
        /** What is undecided would not be settled within the cap; each such metric says how many boots it needs. */
        NOT_WORTH_MORE("what is open would hardly be settled within the most boots allowed"),
        /** The cap is reached. */
        CAP("no more are allowed");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** For people. */
        public String sentence() {
            return sentence;
        }
    }
}
