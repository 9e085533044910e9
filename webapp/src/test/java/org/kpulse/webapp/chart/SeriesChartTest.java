package org.kpulse.webapp.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;

class SeriesChartTest {

    private static SeriesChart.Place place(double value, double half) {
        return new SeriesChart.Place(
                "k",
                Optional.of(new LinePoint("k", value, Optional.of(new Interval(value - half, value + half)))),
                Optional.empty());
    }

    private static SeriesChart.Place gap() {
        return new SeriesChart.Place("k", Optional.empty(), Optional.empty());
    }

    @Test
    void oneWideIntervalDoesNotMakeTheValuesSmall() {
        List<SeriesChart.Place> places =
                List.of(place(0, 0.5), place(1, 0.5), place(2, 0.5), place(1, 0.5), place(1, 500));

        Interval axis = SeriesChart.axis(places);

        assertThat(axis.low()).isBetween(-3.0, -0.5);
        assertThat(axis.high()).isBetween(2.5, 5.0);
    }

    @Test
    void theAxisHoldsUsualIntervalsAndTheLineOfNoChange() {
        Interval axis = SeriesChart.axis(List.of(place(5, 1), place(6, 1)));

        assertThat(axis.low()).isLessThanOrEqualTo(0);
        assertThat(axis.high()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void whereNothingWasMeasuredTheLineIsBroken() {
        String svg = SeriesChart.of("n", List.of(place(1, 1), place(1, 1), gap(), place(1, 1), place(1, 1)), List.of())
                .svg();

        assertThat(svg.split("<polyline", -1)).hasSize(3);
        assertThat(svg.split("<polygon", -1)).hasSize(3);
        assertThat(svg.split("<circle", -1)).hasSize(5);
    }

    @Test
    void aMarkHasASignAndSaysWhatHappened() {
        SeriesChart.Place marked = new SeriesChart.Place(
                "k", place(1, 1).point(), Optional.of(new SeriesChart.Mark("regression", "✗", "<b>step</b>")));

        assertThat(SeriesChart.of("n", List.of(place(0, 1), marked), List.of()).svg())
                .contains("class=\"mark regression\"", "<title>&lt;b&gt;step&lt;/b&gt;</title>✗</text>");
    }

    @Test
    void whatSomebodyMarkedAtOnePlaceStandsOneAboveTheOther() {
        SeriesChart.Noted first = new SeriesChart.Noted(1, new SeriesChart.Mark("annotation", "✎", "<b>why</b>"));
        SeriesChart.Noted second = new SeriesChart.Noted(1, new SeriesChart.Mark("pin", "▲", "pinned"));

        String svg = SeriesChart.of("n", List.of(place(0, 1), place(1, 1)), List.of(first, second))
                .svg();

        assertThat(svg)
                .contains("<title>&lt;b&gt;why&lt;/b&gt;</title>✎</text>", "y=\"266\"", "y=\"252\"")
                .contains("class=\"mark annotation\"");
    }

    @Test
    void manyPointsAreALineWithoutDots() {
        List<SeriesChart.Place> places = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            places.add(place(i, 1));
        }

        assertThat(SeriesChart.of("n", places, List.of()).svg())
                .doesNotContain("<circle")
                .contains("<polyline");
    }

    @Test
    void aValueBeyondMeasureIsDrawn() {
        assertThat(SeriesChart.of("n", List.of(place(4.8e10, 1), place(-100, 0)), List.of())
                        .svg())
                .startsWith("<svg");
    }
}
