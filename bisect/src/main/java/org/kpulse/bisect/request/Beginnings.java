package org.kpulse.bisect.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.kpulse.harness.kernel.KernelRef;

/** Which regressions of a comparison of two commits are worth a bisection. Pure. */
public final class Beginnings {

    /** A change is often smaller than it looked where it was noticed, so only half of it is asked for. */
    private static final double SHARE_OF_CHANGE = 0.5;

    private Beginnings() {}

    /**
     * What the configuration says.
     *
     * @param leastPercent smaller regressions are left
     * @param most bisections of one comparison
     */
    public record Policy(double leastPercent, int most) {}

    /**
     * What is said of one metric.
     *
     * @param where platforms that reported it, where instructions are counted first
     * @param largest the regression on the first of them
     * @param reason why no bisection begins, or empty
     */
    public record Choice(BisectionRequest.Where where, Regression largest, String reason) {

        public boolean begins() {
            return reason.isEmpty();
        }

        /** The least change to look for, a difference of natural logarithms. */
        public double claim() {
            return SHARE_OF_CHANGE * Math.abs(largest.logarithm());
        }
    }

    /**
     * Chooses among the regressions of one experiment.
     *
     * @param bisected metrics between the same commits that have a bisection already
     * @return a choice a metric, those that begin first, the largest first
     */
    public static List<Choice> choose(List<Regression> regressions, Set<Wanted.Metric> bisected, Policy policy) {
        Map<Wanted.Metric, List<Regression>> byMetric = new LinkedHashMap<>();
        regressions.forEach(r ->
                byMetric.computeIfAbsent(r.metric(), m -> new ArrayList<>()).add(r));
        List<Choice> sorted = byMetric.values().stream()
                .map(Beginnings::open)
                .sorted(Comparator.comparingDouble(c -> -Math.abs(c.largest().logarithm())))
                .toList();
        List<Choice> begin = new ArrayList<>();
        List<Choice> left = new ArrayList<>();
        for (Choice choice : sorted) {
            String reason = reason(choice, bisected, policy, begin.size());
            (reason.isEmpty() ? begin : left).add(new Choice(choice.where(), choice.largest(), reason));
        }
        begin.addAll(left);
        return begin;
    }

    /** Instructions first: there one boot says all. */
    private static Choice open(List<Regression> ofMetric) {
        List<Regression> sorted = ofMetric.stream()
                .sorted(Comparator.comparing(r -> r.platform().endsWith("instructions") ? 0 : 1))
                .toList();
        List<String> platforms = sorted.stream().map(Regression::platform).toList();
        return new Choice(new BisectionRequest.Where(platforms, platforms), sorted.get(0), "");
    }

    private static String reason(Choice choice, Set<Wanted.Metric> bisected, Policy policy, int begun) {
        Regression regression = choice.largest();
        if (!areCommitsOfOneTree(regression)) {
            return "the kernels are not two commits of one git tree";
        }
        if (bisected.contains(regression.metric())) {
            return "a bisection of it exists";
        }
        if (Math.abs(regression.change()) < policy.leastPercent()) {
            return String.format(Locale.ROOT, "smaller than bisect.least-change-percent, %.3g", policy.leastPercent());
        }
        return begun >= policy.most() ? "bisect.most is " + policy.most() + ", and there are larger ones" : "";
    }

    private static boolean areCommitsOfOneTree(Regression regression) {
        return KernelRef.parse(regression.base()) instanceof KernelRef.Git base
                && KernelRef.parse(regression.candidate()) instanceof KernelRef.Git candidate
                && base.tree().equals(candidate.tree())
                && base.patches().isEmpty()
                && candidate.patches().isEmpty();
    }
}
