package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;

/** A point that was measured, and its place in the series. */
record Seen(int index, SeriesPoint point) {

    static List<Seen> of(List<SeriesPoint> points) {
        List<Seen> seen = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).isMissing()) {
                seen.add(new Seen(i, points.get(i)));
            }
        }
        return seen;
    }
}
