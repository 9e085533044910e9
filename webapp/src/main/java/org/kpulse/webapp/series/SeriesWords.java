package org.kpulse.webapp.series;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.changepoint.ChangeKind;
import org.kpulse.analysis.changepoint.Finding;
import org.kpulse.harness.report.Numbers;

/** What a series shows, in words. */
final class SeriesWords {

    private static final int FEWEST = 8;
    private static final int NAMED = 4;

    private final Series series;
    private final Direction direction;

    SeriesWords(Series series, Direction direction) {
        this.series = series;
        this.direction = direction;
    }

    /** The finding, for the caption. */
    String finding() {
        long measured =
                series.points().stream().filter(p -> p.change().isPresent()).count();
        if (measured == 0) {
            return "No kernel has a value that can be compared.";
        }
        List<Finding> changes =
                series.findings().stream().filter(f -> f.kind().isAlert()).toList();
        if (changes.isEmpty()) {
            return measured < FEWEST
                    ? "With " + measured + (measured == 1 ? " kernel" : " kernels")
                            + " nothing can be said of lasting changes; it takes about " + FEWEST + "."
                    : "No lasting change among " + measured + " kernels.";
        }
        List<Finding> named = changes.subList(Math.max(0, changes.size() - NAMED), changes.size());
        String rest = changes.size() > NAMED ? ", " + (changes.size() - NAMED) + " earlier ones" : "";
        return (changes.size() == 1 ? "One lasting change" : changes.size() + " lasting changes") + " among " + measured
                + " kernels: " + named.stream().map(this::shortly).collect(Collectors.joining("; ")) + rest + ".";
    }

    private String shortly(Finding finding) {
        return Numbers.change(OptionalDouble.of(finding.percent(direction))) + " at "
                + series.points().get(finding.position()).kernel().ref() + " (" + better(finding) + ")";
    }

    /** All of a finding. */
    String said(Finding finding) {
        String size = Numbers.change(OptionalDouble.of(finding.percent(direction))) + " "
                + Numbers.interval(percent(finding.sizeInterval())) + ", " + better(finding);
        int places = finding.latest() - finding.earliest() + 1;
        return switch (finding.kind()) {
            case STEP -> "step " + size + uncertain(places);
            case RETURN -> "back to an earlier level: " + size + uncertain(places);
            case DRIFT -> "a slow drift begins: " + size + " in all";
            case DRIFT_END -> "a slow drift ends: " + size + " in all";
            case OUTLIER -> "outlier " + size;
            case REFINED, FADED -> finding.kind().name().toLowerCase(Locale.ROOT) + " " + size;
        };
    }

    private static String uncertain(int places) {
        return places > 1 ? "; one of " + places + " kernels by its 95 % interval" : "";
    }

    private static String better(Finding finding) {
        return finding.isWorse() ? "worse" : "better";
    }

    /** From the scale where larger is better to percent of the value. */
    private Interval percent(Interval size) {
        return direction == Direction.HIGHER_IS_BETTER
                ? new Interval(Series.percent(size.low()), Series.percent(size.high()))
                : new Interval(Series.percent(-size.high()), Series.percent(-size.low()));
    }

    /** The finding at a place, if there is one. */
    Optional<Finding> at(int place) {
        return series.findings().stream()
                .filter(f -> f.position() == place)
                .min((a, b) -> Boolean.compare(b.kind().isAlert(), a.kind().isAlert()));
    }

    /** Class of the style sheet for a finding. */
    static String style(Finding finding) {
        return finding.kind() == ChangeKind.OUTLIER ? "inconclusive" : finding.isWorse() ? "regression" : "improvement";
    }
}
