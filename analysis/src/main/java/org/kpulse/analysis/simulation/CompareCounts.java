package org.kpulse.analysis.simulation;

/**
 * What a {@link CompareSimulation} counted.
 *
 * @param candidates compared
 * @param falseAlarms candidates with at least one REGRESSION or IMPROVEMENT of a metric that did not change, or the wrong way
 * @param metrics compared, over all candidates
 * @param smallP unchanged metrics with p at most alpha
 * @param unchanged metrics that did not change
 * @param covered metrics whose interval contains the truth
 * @param changed benchmarks that changed, over all candidates
 * @param found of these, those with a REGRESSION or IMPROVEMENT
 * @param missed of these, those all of whose metrics are NO_CHANGE
 * @param boots a side, summed over candidates
 */
public record CompareCounts(
        long candidates,
        long falseAlarms,
        long metrics,
        long smallP,
        long unchanged,
        long covered,
        long changed,
        long found,
        long missed,
        long boots) {

    static final CompareCounts NONE = new CompareCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    CompareCounts plus(CompareCounts other) {
        return new CompareCounts(
                candidates + other.candidates,
                falseAlarms + other.falseAlarms,
                metrics + other.metrics,
                smallP + other.smallP,
                unchanged + other.unchanged,
                covered + other.covered,
                changed + other.changed,
                found + other.found,
                missed + other.missed,
                boots + other.boots);
    }

    /** Share of candidates with a false alarm. */
    public double falseAlarmRate() {
        return share(falseAlarms, candidates);
    }

    /** Share of unchanged metrics with p at most alpha. */
    public double smallPRate() {
        return share(smallP, unchanged);
    }

    /** Share of intervals that contain the truth. */
    public double coverage() {
        return share(covered, metrics);
    }

    /** Share of changed benchmarks that were called. */
    public double power() {
        return share(found, changed);
    }

    /** Share of changed benchmarks that were said not to have changed. */
    public double missRate() {
        return share(missed, changed);
    }

    /** Boots a side of a candidate, on average. */
    public double meanBoots() {
        return share(boots, candidates);
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
