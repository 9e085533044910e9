package org.kpulse.webapp.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.changepoint.ChangeKind;
import org.kpulse.webapp.series.SeriesQuery.Kernel;

class SeriesTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private static Kernel kernel(long id, double value, double variance, int boots) {
        return new Kernel(
                id,
                "k" + id,
                Instant.EPOCH,
                true,
                boots,
                OptionalDouble.of(value),
                OptionalDouble.of(Math.log(value)),
                variance,
                "s");
    }

    private static Kernel missing(long id) {
        return new Kernel(id, "k" + id, Instant.EPOCH, true, 0, OptionalDouble.empty(), OptionalDouble.empty(), 0, "");
    }

    private static Series of(List<Kernel> kernels, OptionalLong baseline) {
        return Series.of(kernels, baseline, Direction.LOWER_IS_BETTER);
    }

    @Test
    void changesAreInPercentOfTheBaselineOrOfTheFirstKernelWithAValue() {
        List<Kernel> kernels = List.of(missing(1), kernel(2, 10, 1e-4, 3), kernel(3, 20, 1e-4, 3));

        Series first = of(kernels, OptionalLong.empty());
        assertThat(first.reference().orElseThrow().id()).isEqualTo(2);
        assertThat(first.chosen()).isFalse();
        assertThat(first.points().get(0).change()).isEmpty();
        assertThat(first.points().get(2).change().orElseThrow().percent()).isCloseTo(100, CLOSE);

        Series chosen = of(kernels, OptionalLong.of(3));
        assertThat(chosen.chosen()).isTrue();
        assertThat(chosen.points().get(1).change().orElseThrow().percent()).isCloseTo(-50, CLOSE);
    }

    @Test
    void aBaselineThatWasNotMeasuredIsNoReference() {
        Series series = of(List.of(missing(1), kernel(2, 10, 0, 1)), OptionalLong.of(1));

        assertThat(series.chosen()).isFalse();
        assertThat(series.reference().orElseThrow().id()).isEqualTo(2);
    }

    @Test
    void theIntervalIsThatOfStudentWhereOnlyOneKernelHasBoots() {
        // sd 0.01 of 4 boots: 3.182446 * 0.01 / 2 on the scale of logarithms
        Series series = of(List.of(kernel(1, 10, 1e-4, 4)), OptionalLong.empty());
        var interval = series.points().get(0).change().orElseThrow().interval().orElseThrow();

        assertThat(interval.high()).isCloseTo(100 * Math.expm1(0.01591223), Offset.offset(1e-5));
        assertThat(interval.low()).isCloseTo(100 * Math.expm1(-0.01591223), Offset.offset(1e-5));
    }

    @Test
    void withoutASecondBootAnywhereThereIsNoInterval() {
        Series series = of(List.of(kernel(1, 10, 0, 1), kernel(2, 11, 0, 1)), OptionalLong.empty());

        assertThat(series.points())
                .allSatisfy(p -> assertThat(p.change().orElseThrow().interval()).isEmpty());
    }

    @Test
    void aLastingChangeIsFoundAndSaid() {
        List<Kernel> kernels = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double wobble = 1 + 0.001 * Math.sin(i * 2.3);
            kernels.add(kernel(i + 1L, (i < 15 ? 10 : 10.5) * wobble, 1e-6, 5));
        }
        Series series = of(kernels, OptionalLong.empty());

        assertThat(series.findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(ChangeKind.STEP);
            assertThat(f.position()).isEqualTo(15);
            assertThat(f.isWorse()).isTrue();
        });
        SeriesWords words = new SeriesWords(series, Direction.LOWER_IS_BETTER);
        assertThat(words.finding())
                .matches("One lasting change among 30 kernels: \\+(4\\.9|5\\.0).* % at k16 \\(worse\\)\\.");
        assertThat(words.said(series.findings().get(0))).startsWith("step +").contains(", worse");
    }

    @Test
    void fewKernelsAreNotSaidToBeWithoutChange() {
        Series series = of(List.of(kernel(1, 10, 0, 1), kernel(2, 10, 0, 1)), OptionalLong.empty());

        assertThat(new SeriesWords(series, Direction.LOWER_IS_BETTER).finding())
                .isEqualTo("With 2 kernels nothing can be said of lasting changes; it takes about 8.");
    }

    @Test
    void anotherSettingIsMarkedWhereItBegins() {
        List<Kernel> kernels = new ArrayList<>(List.of(kernel(1, 10, 0, 2), missing(2)));
        kernels.add(new Kernel(
                3, "k3", Instant.EPOCH, true, 2, OptionalDouble.of(10), OptionalDouble.of(Math.log(10)), 0, "other"));
        kernels.add(new Kernel(
                4, "k4", Instant.EPOCH, true, 2, OptionalDouble.of(10), OptionalDouble.of(Math.log(10)), 0, "other"));

        assertThat(of(kernels, OptionalLong.empty()).points())
                .extracting(Series.Point::newSetting)
                .containsExactly(false, false, true, false);
    }
}
