package org.kpulse.analysis.comparison;

import java.util.HashMap;
import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;

/**
 * The constants of a verdict. Two comparisons with equal rules and samples give equal verdicts.
 *
 * @param ruleVersion name of method and constants, stored with each verdict
 * @param alpha stated rate of false calls (false discovery rate), 0 to 1
 * @param level largest q of a called change now: {@code alpha}, or the part of it that this look may spend; 0 to {@code alpha}
 * @param confidence of the intervals, 0 to 1
 * @param power at which minimum detectable effect and boots needed are stated, 0 to 1
 * @param sdFloor smallest standard deviation of boots that is believed, as a share of 1, above 0: see {@link #SD_FLOOR}
 * @param margin what matters, for metrics without an own margin
 * @param marginByMetric own margins of single metrics
 */
public record ComparisonRules(
        String ruleVersion,
        double alpha,
        double level,
        double confidence,
        double power,
        double sdFloor,
        Margin margin,
        Map<MetricKey, Margin> marginByMetric) {

    /** Method of this version: moderated t on boot means of logarithms, Welch's t where nothing is known of a metric's noise. */
    public static final String RULE_VERSION = "moderated-2";

    /**
     * 0.01 %. On a deterministic platform boots may agree to the last bit; a deviation of 0 would make any difference infinitely
     * sure. Harmless functions added to a kernel move a tight metric's instruction count by up to 0.25 %, and the smallest default
     * margin is 50 times the floor: it keeps p and intervals finite without hiding a change that matters.
     */
    public static final double SD_FLOOR = 1e-4;

    public ComparisonRules {
        marginByMetric = Map.copyOf(marginByMetric);
        if (ruleVersion.isBlank()) {
            throw new AnalysisException("Rules need a version: it is stored with each verdict.");
        }
        requireShare("alpha", alpha);
        if (!(level >= 0 && level <= alpha)) {
            throw new AnalysisException("Rule level must lie between 0 and alpha, not " + level + ".");
        }
        requireShare("confidence", confidence);
        requireShare("power", power);
        requireShare("sdFloor", sdFloor);
    }

    /** Defaults of platforms that measure time: margin 1 %. */
    public static ComparisonRules forTime() {
        return withDefaults(RULE_VERSION + "-time", 0.01);
    }

    /** Defaults of platforms that count instructions: margin 0.5 %, above the layout effect measured there. */
    public static ComparisonRules forInstructions() {
        return withDefaults(RULE_VERSION + "-instructions", 0.005);
    }

    /** The same rules with an own margin for one metric. */
    public ComparisonRules withMargin(MetricKey key, Margin own) {
        Map<MetricKey, Margin> margins = new HashMap<>(marginByMetric);
        margins.put(key, own);
        return new ComparisonRules(ruleVersion, alpha, level, confidence, power, sdFloor, margin, margins);
    }

    /** The same rules for one look of several, which together spend {@code alpha}. */
    public ComparisonRules atLevel(double spent) {
        return new ComparisonRules(ruleVersion, alpha, spent, confidence, power, sdFloor, margin, marginByMetric);
    }

    /** The margin that counts for {@code key}. */
    public Margin marginOf(MetricKey key) {
        return marginByMetric.getOrDefault(key, margin);
    }

    private static ComparisonRules withDefaults(String version, double margin) {
        return new ComparisonRules(version, 0.05, 0.05, 0.95, 0.80, SD_FLOOR, Margin.of(margin), Map.of());
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new AnalysisException("Rule " + name + " must lie between 0 and 1, not " + value + ".");
        }
    }
}
