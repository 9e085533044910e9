package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * One number a kernel over all its platforms: the weighted geometric mean of the platforms' indices,
 * {@code 100 * exp(sum v_p L_p / sum v_p)}. Platforms are independent (other machines, other boots), so their variances add:
 * {@code SE^2 = sum v_p^2 SE_p^2 / (sum v_p)^2}, with degrees of freedom after Satterthwaite, F. E. (1946), Biometrics Bulletin 2, 110-114.
 *
 * @param estimate the log index and its standard error; no precision if a platform that weighs something has none
 * @param interval Student's interval of the index; empty where the precision is
 * @param platforms which platform, and within it which metric, moved it by how much, by name
 * @param missing platforms expected that have no index, by name; the index is over the others
 * @param withoutInterval platforms in it that have no interval, by name; they are why {@code interval} is empty
 */
public record OverallIndex(
        IndexEstimate estimate,
        Optional<Interval> interval,
        List<PlatformContribution> platforms,
        List<String> missing,
        List<String> withoutInterval) {

    public OverallIndex {
        platforms = List.copyOf(platforms);
        missing = List.copyOf(missing);
        withoutInterval = List.copyOf(withoutInterval);
    }

    /** {@code 100 * exp(logIndex)}: 100 is the base, higher is better. */
    public double value() {
        return estimate.value();
    }

    /** Exactly the sum of the platforms' contributions, added in their order. */
    public double logIndex() {
        return estimate.logIndex();
    }

    /**
     * All platforms weigh alike.
     *
     * @param indices the kernel's index on each platform it was measured on
     * @param expected platforms that should be in it
     * @throws AnalysisException if there is no platform
     */
    public static OverallIndex equallyWeighted(
            Map<String, PerformanceIndex> indices, Set<String> expected, double confidence) {
        Map<String, Double> weights = new TreeMap<>();
        indices.keySet().forEach(platform -> weights.put(platform, 1.0));
        expected.forEach(platform -> weights.put(platform, 1.0));
        return weighted(indices, weights, confidence);
    }

    /**
     * With stated weights.
     *
     * @param indices the kernel's index on each platform it was measured on
     * @param weights weight of each platform that should be in it, 0 or more; those without an index are named as missing and the others keep
     *     their proportions
     * @param confidence of the interval, 0 to 1
     * @throws AnalysisException if no platform is left or all weigh 0, or if a platform has an index and no weight
     */
    public static OverallIndex weighted(
            Map<String, PerformanceIndex> indices, Map<String, Double> weights, double confidence) {
        double[] shares = shares(new TreeMap<>(indices), weights);
        List<PlatformContribution> platforms = new ArrayList<>();
        List<IndexEstimate.Term> terms = new ArrayList<>();
        List<String> withoutInterval = new ArrayList<>();
        double logIndex = 0;
        for (Map.Entry<String, PerformanceIndex> entry : new TreeMap<>(indices).entrySet()) {
            double share = shares[platforms.size()];
            PlatformContribution part = PlatformContribution.of(entry.getKey(), share, entry.getValue());
            platforms.add(part);
            terms.add(new IndexEstimate.Term(share, entry.getValue().estimate()));
            if (share > 0 && entry.getValue().estimate().precision().isEmpty()) {
                withoutInterval.add(entry.getKey());
            }
            logIndex += part.logContribution();
        }
        Set<String> missing = new TreeSet<>(weights.keySet());
        missing.removeAll(indices.keySet());
        IndexEstimate estimate = new IndexEstimate(logIndex, IndexEstimate.precision(terms));
        return new OverallIndex(
                estimate, estimate.interval(confidence), platforms, List.copyOf(missing), withoutInterval);
    }

    private static double[] shares(TreeMap<String, PerformanceIndex> indices, Map<String, Double> weights) {
        weights.forEach((platform, weight) -> {
            if (!Double.isFinite(weight) || weight < 0) {
                throw new AnalysisException("The weight of platform " + platform
                        + " must be a finite number, 0 or more, not " + weight + ".");
            }
        });
        double[] raw = new double[indices.size()];
        int at = 0;
        for (String platform : indices.keySet()) {
            Double weight = weights.get(platform);
            if (weight == null) {
                throw new AnalysisException("Platform " + platform
                        + " has an index but no weight; give it one, 0 if it should not count in the overall index.");
            }
            raw[at++] = weight;
        }
        double[] shares = BootWeights.normalised(raw);
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        if (!(sum > 0)) {
            throw new AnalysisException("There is no index over platforms: none of " + new TreeSet<>(weights.keySet())
                    + " has an index and a weight above 0.");
        }
        return shares;
    }
}
