package org.kpulse.webapp.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartTest {

    private static final String HOSTILE = "\"><script>'&\u0000\u202e";

    private static Element parsed(Drawing drawing) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(drawing.svg())))
                .getDocumentElement();
    }

    private static Element only(Element in, String tag, String style) {
        List<Element> found = all(in, tag, style);
        assertThat(found).as(tag + "." + style).hasSize(1);
        return found.get(0);
    }

    private static List<Element> all(Element in, String tag, String style) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < in.getElementsByTagName(tag).getLength(); i++) {
            Element each = (Element) in.getElementsByTagName(tag).item(i);
            if (each.getAttribute("class").equals(style)) {
                found.add(each);
            }
        }
        return found;
    }

    @Test
    void everyPictureIsAnImageWithANameAndWithoutStyleOrScript() throws Exception {
        List<LinePoint> points = List.of(new LinePoint(HOSTILE, 99, Optional.of(new Interval(98, 100))));
        for (Drawing drawing : List.of(
                IntervalChart.of(1, new Interval(-1, 3), 5, "regression"),
                DotPlot.of(HOSTILE, List.of(new double[] {1, 2}), List.of(new double[] {3})),
                LineChart.of(HOSTILE, points, 100),
                BarChart.of(HOSTILE, List.of(new BarChart.Bar(HOSTILE, 40, false))),
                LineChart.sparkline(HOSTILE, points, 100))) {
            Element svg = parsed(drawing);
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-label")).isNotBlank();
            assertThat(drawing.svg()).doesNotContain("<script").doesNotContainPattern(" (style|on[a-z]+)=");
        }
    }

    @Test
    void aPictureWithoutANameIsRefused() {
        assertThatThrownBy(() -> DotPlot.of(" ", List.of(), List.of())).hasMessageContaining("name");
    }

    @Test
    void anIntervalLiesWhereItsNumbersSay() throws Exception {
        Element svg = parsed(IntervalChart.of(2.5, new Interval(0, 5), 5, ""));

        // 140 wide with 6 to either side: -5 at 6, 0 at 70, 5 at 134
        assertThat(only(svg, "circle", "point").getAttribute("cx")).isEqualTo("102");
        assertThat(all(svg, "line", "ci").get(0).getAttribute("x1")).isEqualTo("70");
        assertThat(all(svg, "line", "ci").get(0).getAttribute("x2")).isEqualTo("134");
        assertThat(all(svg, "polygon", "arrow")).isEmpty();
    }

    @Test
    void aBarIsAsLongAsItsShareOfTheWholeAndWhatIsLeftIsAnOutline() throws Exception {
        Element svg = parsed(BarChart.of(
                "shares",
                List.of(new BarChart.Bar("pipe_write", 25, false), new BarChart.Bar("all others", 75, true))));

        // 330 wide with 1 to either side
        assertThat(only(svg, "rect", "bar").getAttribute("width")).isEqualTo("82");
        assertThat(only(svg, "rect", "rest").getAttribute("width")).isEqualTo("246");
        assertThat(svg.getTextContent()).contains("pipe_write", "25.0 %", "all others", "75.0 %");
    }

    @Test
    void aLongNameIsShortenedInItsPictureAndSaidInFull() throws Exception {
        String name = "f".repeat(60);
        Element svg = parsed(BarChart.of("shares", List.of(new BarChart.Bar(name, 25, false))));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(name);
        assertThat(svg.getTextContent()).contains("fff…fff");
    }

    @Test
    void whatIsBeyondThePictureHasAnArrow() throws Exception {
        Element svg = parsed(IntervalChart.of(80, new Interval(-60, 220), 5, ""));

        assertThat(all(svg, "polygon", "arrow")).hasSize(2);
        assertThat(all(svg, "circle", "point")).isEmpty();
    }

    @Test
    void halfOfTheIntervalsFitAndTheSmallestOnesStayVisible() {
        List<Interval> intervals =
                List.of(new Interval(-0.1, 0.3), new Interval(-1, 1.5), new Interval(0, 1.9), new Interval(-50, 300));

        assertThat(IntervalChart.reach(intervals)).isEqualTo(2);
        assertThat(IntervalChart.reach(List.of())).isEqualTo(1);
        assertThat(IntervalChart.reach(List.of(new Interval(-999, 999)))).isEqualTo(100);
    }

    @Test
    void everySampleIsAMarkAndTheSidesHaveOtherShapes() throws Exception {
        Element svg = parsed(
                DotPlot.of("samples", List.of(new double[] {1, 2, 3}, new double[] {2}), List.of(new double[] {4, 5})));

        assertThat(all(svg, "circle", "base")).hasSize(4);
        assertThat(all(svg, "rect", "candidate")).hasSize(2);
        double low = Double.parseDouble(all(svg, "circle", "base").get(0).getAttribute("cy"));
        double high = Double.parseDouble(all(svg, "circle", "base").get(2).getAttribute("cy"));
        assertThat(low).isGreaterThan(high); // larger is higher up
    }

    @Test
    void tooManySamplesAreThinnedAndThatIsSaid() throws Exception {
        double[] many = new double[5000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        List<double[]> boots = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            boots.add(many);
        }

        Element svg = parsed(DotPlot.of("samples", boots, List.of(new double[] {1})));

        assertThat(all(svg, "circle", "base")).hasSize(40 * 60);
        assertThat(DotPlot.leftOut(boots, List.of())).contains("5 oldest boots", "some of the iterations");
        assertThat(DotPlot.leftOut(List.of(new double[] {1}), List.of())).isEmpty();
    }

    @Test
    void whereThereIsNoIntervalTheBandHasAGap() throws Exception {
        Optional<Interval> some = Optional.of(new Interval(98, 102));
        List<LinePoint> points = List.of(
                new LinePoint("a", 100, some),
                new LinePoint("b", 100, some),
                new LinePoint("c", 101, Optional.empty()),
                new LinePoint("d", 100, some));

        Element svg = parsed(LineChart.of("index", points, 100));

        assertThat(only(svg, "polygon", "band").getAttribute("points").split(" "))
                .hasSize(4);
        assertThat(all(svg, "line", "ci")).hasSize(1);
        assertThat(all(svg, "circle", "point")).hasSize(4);
        assertThat(only(svg, "polyline", "value").getAttribute("points").split(" "))
                .hasSize(4);
    }

    @Test
    void anAxisHasRoundValuesWithinIt() {
        assertThat(new Scale(98.2, 101.7, 0, 100).ticks()).hasSizeBetween(3, 8).allMatch(t -> t >= 98.2 && t <= 101.7);
        assertThat(new Scale(0, 1, 0, 100).at(0.25)).isCloseTo(25, within(1e-9));
        assertThat(new Scale(0, 1, 0, 100).at(7)).isEqualTo(100);
    }

    @Test
    void extremeValuesStillGiveAnAxis() throws Exception {
        for (double[] values : new double[][] {{0, 0}, {5}, {Double.MAX_VALUE, 0}, {1e-300, 2e-300}, {Double.NaN}}) {
            Drawing drawing = DotPlot.of("samples", List.of(values), List.of(values));
            assertThat(parsed(drawing).getAttribute("role")).isEqualTo("img");
        }
        for (double span : new double[] {1e-9, 0.03, 1, 7, 1e12}) {
            assertThat(new Scale(1000, 1000 + span * 1000, 0, 1).ticks()).isNotEmpty();
        }
    }
}
