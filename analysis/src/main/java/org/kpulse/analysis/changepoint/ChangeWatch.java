package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.analysis.AnalysisException;

/**
 * A series watched as its points arrive. Each change is reported once, with the point that shows it; a finding is never changed or taken away,
 * later ones may refer to it ({@link ChangeKind#REFINED}, {@link ChangeKind#FADED}, {@link ChangeKind#RETURN}, {@link ChangeKind#DRIFT}). The same
 * points give the same findings to the last bit. Looks back at most {@link #MEMORY} measured points. Not for use by several threads at once.
 */
public final class ChangeWatch {

    /** A level longer than this is known well enough from its last points. */
    static final int MEMORY = 2_000;

    private final ChangeRules rules;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Regimes regimes = new Regimes();
    private int points;

    private ChangeWatch(ChangeRules rules) {
        this.rules = rules;
    }

    /** A watch of a series without points. */
    public static ChangeWatch start(ChangeRules rules) {
        return new ChangeWatch(rules);
    }

    /**
     * A watch that goes on after {@code points} of which {@code frozen} were found, whatever would be found in them today.
     *
     * @throws AnalysisException if the findings are not numbered 1, 2, ... or reach beyond the points
     */
    public static ChangeWatch resume(ChangeRules rules, List<SeriesPoint> points, List<Finding> frozen) {
        ChangeWatch watch = new ChangeWatch(rules);
        points.forEach(watch::take);
        for (Finding finding : frozen) {
            if (finding.number() != watch.findings.size() + 1 || finding.seenAt() >= points.size()) {
                throw new AnalysisException("Finding " + finding.number() + ", seen at point " + finding.seenAt()
                        + ", does not belong to a series of " + points.size() + " points as its number "
                        + (watch.findings.size() + 1) + ".");
            }
            watch.freeze(finding);
        }
        return watch;
    }

    /** Takes one more kernel and gives what it shows, in the order of finding; often nothing. */
    public List<Finding> append(SeriesPoint point) {
        take(point);
        if (point.isMissing()) {
            return List.of();
        }
        int known = findings.size();
        Watching now = Watching.of(seen, regimes, rules);
        now.outlier(nextNumber(), findings).ifPresent(this::freeze);
        now.faded(nextNumber(), findings).ifPresent(this::freeze);
        Watching again = findings.size() > known ? Watching.of(seen, regimes, rules) : now;
        again.change(nextNumber(), findings).ifPresent(this::freeze);
        if (findings.size() == known) {
            now.refined(nextNumber(), findings).ifPresent(this::freeze);
        }
        return List.copyOf(findings.subList(known, findings.size()));
    }

    /** Everything found so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Number of points taken, missing ones included. */
    public int points() {
        return points;
    }

    private void take(SeriesPoint point) {
        if (!point.isMissing()) {
            seen.add(new Seen(points, point));
        }
        points++;
    }

    private void freeze(Finding finding) {
        findings.add(finding);
        regimes.add(finding);
    }

    private int nextNumber() {
        return findings.size() + 1;
    }
}
