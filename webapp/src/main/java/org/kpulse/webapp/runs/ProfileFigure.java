package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.webapp.chart.BarChart;
import org.kpulse.webapp.chart.BarChart.Bar;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.runs.ProfileTables.Share;
import org.kpulse.webapp.table.Visible;

/**
 * The largest functions of one phase of a run, drawn.
 *
 * @param caption the same in words
 */
record ProfileFigure(Drawing chart, String caption) {

    /** More would be a page of pictures. */
    static final int MOST = 12;

    private static final int FUNCTIONS = 5;

    /** Of the phases with the most instructions in the kernel, in the order of the tables. */
    static List<ProfileFigure> of(ProfileQuery.OfRun profile) {
        List<Phase> drawn = profile.phases().entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<Phase, BootProfile> e) -> -ProfileTables.kernel(e.getValue())))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        return profile.phases().entrySet().stream()
                .filter(e -> drawn.contains(e.getKey()) && ProfileTables.kernel(e.getValue()) > 0)
                .map(e -> of(Visible.of(e.getKey().toString()), e.getValue()))
                .toList();
    }

    private static ProfileFigure of(String phase, BootProfile boot) {
        List<Share> largest = ProfileTables.largest(boot, FUNCTIONS);
        List<Bar> bars = new ArrayList<>();
        largest.forEach(each -> bars.add(new Bar(Visible.of(each.function()), each.percent(), false)));
        double rest =
                Math.max(0, 100 - largest.stream().mapToDouble(Share::percent).sum());
        bars.add(new Bar("all others", rest, true));
        String said = bars.stream()
                .map(bar -> bar.label() + " " + BarChart.percent(bar.percent()))
                .collect(Collectors.joining(", "));
        String sum = ProfileTables.each(ProfileTables.kernel(boot), boot).text();
        return new ProfileFigure(
                BarChart.of(phase + ": " + said, bars),
                phase + ": " + sum + " instructions an iteration in the kernel"
                        + (largest.isEmpty()
                                ? "."
                                : ", the largest part in " + bars.get(0).label() + "."));
    }
}
