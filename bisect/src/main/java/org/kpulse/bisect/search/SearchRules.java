package org.kpulse.bisect.search;

/**
 * When a search is sure, and what it insists on. The numbers are explained in docs/bisection.md.
 *
 * @param confidence posterior probability at which a culprit is named, above 0.5 and below 1
 * @param leastRuns runs at the culprit and at each parent before it is named; fewer where one run tells good from bad
 * @param referenceShare the ends get a run before a commit in between gets its n-th if they have fewer than this share of n
 * @param clip samples further beyond the levels than so many deviations are drawn in to there
 * @param endError error rates, both, of the check whether the ends differ; 0 leaves the check out
 * @param layouts builds, each with another layout, of culprit and parents before it is named, where builds differ
 */
public record SearchRules(
        double confidence, int leastRuns, double referenceShare, double clip, double endError, int layouts) {

    public static final SearchRules DEFAULT = new SearchRules(0.95, 10, 0.5, 1.5, 0.01, 3);

    public SearchRules {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("A confidence lies above 0.5 and below 1, not at " + confidence + ".");
        }
        if (leastRuns < 1
                || layouts < 1
                || !(referenceShare >= 0)
                || !(clip > 0)
                || !(endError >= 0 && endError < 0.5)) {
            throw new IllegalArgumentException("A search needs runs, layouts, a share, a clip and an error rate, not "
                    + leastRuns + ", " + layouts + ", " + referenceShare + ", " + clip + ", " + endError + ".");
        }
    }

    public SearchRules withConfidence(double other) {
        return new SearchRules(other, leastRuns, referenceShare, clip, endError, layouts);
    }

    public SearchRules withEndError(double other) {
        return new SearchRules(confidence, leastRuns, referenceShare, clip, other, layouts);
    }
}
