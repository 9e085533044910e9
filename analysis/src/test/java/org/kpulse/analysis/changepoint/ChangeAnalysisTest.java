package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.changepoint.Shapes.Noise;

/** What is found in whole series of 200 points. Seeded: shares are fixed numbers, asked for with some room. */
class ChangeAnalysisTest {

    private static final int LENGTH = 200;
    private static final int SERIES = 60;

    @Test
    void aStepIsAStep() {
        assertKinds(0.95, y -> Shapes.level(y, 120, LENGTH, 3), ChangeKind.STEP);
        assertKinds(0.95, y -> Shapes.level(y, 120, LENGTH, -2), ChangeKind.STEP);
    }

    @Test
    void aSlowChangeIsADrift() {
        assertKinds(0.9, y -> Shapes.ramp(y, 80, 140, 4), ChangeKind.DRIFT);
        assertKinds(0.9, y -> Shapes.ramp(y, 60, 160, -6), ChangeKind.DRIFT);
        assertKinds(0.9, y -> Shapes.ramp(y, 0, LENGTH, 4), ChangeKind.DRIFT);
    }

    @Test
    void aLevelThatComesBackIsAReturn() {
        assertKinds(0.9, y -> Shapes.level(y, 100, 120, 4), ChangeKind.STEP, ChangeKind.RETURN);
        assertKinds(0.9, y -> Shapes.level(y, 100, 106, -4), ChangeKind.STEP, ChangeKind.RETURN);
    }

    @Test
    void twoStepsUpAreNoDrift() {
        assertKinds(
                0.9,
                y -> Shapes.level(Shapes.level(y, 70, LENGTH, 3), 140, LENGTH, 3),
                ChangeKind.STEP,
                ChangeKind.STEP);
    }

    @Test
    void oneOrTwoPointsFarOffAreOutliersWhereverTheyAre() {
        assertKinds(0.9, y -> Shapes.level(y, 100, 101, 10), ChangeKind.OUTLIER);
        assertKinds(0.9, y -> Shapes.level(y, 100, 102, -8), ChangeKind.OUTLIER);
        assertKinds(0.9, y -> Shapes.level(y, LENGTH - 1, LENGTH, 10));
        assertKinds(0.9, y -> Shapes.level(y, LENGTH - 2, LENGTH, 10));
    }

    @Test
    void noiseAloneHoldsNothing() {
        assertKinds(0.95, y -> y);
    }

    @Test
    void aReturnRefersToTheStepItTakesBack() {
        double[] y = Shapes.level(Noise.NORMAL.draw(LENGTH, new SplittableRandom(3)), 100, 120, 5);
        List<Finding> findings = Shapes.analysed(Shapes.points(y));
        assertThat(findings).hasSize(2);
        assertThat(findings.get(1).refersTo()).hasValue(1);
        assertThat(findings.get(0).position()).isEqualTo(100);
        assertThat(findings.get(1).position()).isEqualTo(120);
    }

    @Test
    void aMirroredSeriesHasMirroredFindings() {
        forEachSeries(points -> {
            List<SeriesPoint> mirrored = points.stream()
                    .map(p -> new SeriesPoint(p.kernel(), -p.y(), p.standardError(), p.boots()))
                    .toList();
            List<Finding> ours = Shapes.analysed(points);
            List<Finding> theirs = Shapes.analysed(mirrored);
            assertSame(ours, theirs, -1);
        });
    }

    @Test
    void anotherUnitOfTheMetricChangesNothing() {
        forEachSeries(points -> {
            List<SeriesPoint> shifted = points.stream()
                    .map(p -> new SeriesPoint(p.kernel(), p.y() + Math.log(1024), p.standardError(), p.boots()))
                    .toList();
            assertSame(Shapes.analysed(points), Shapes.analysed(shifted), 1);
        });
    }

    @Test
    void missingPointsKeepTheirPlaceAndNothingElse() {
        double[] y = Shapes.level(Noise.NORMAL.draw(LENGTH, new SplittableRandom(5)), 100, LENGTH, 4);
        List<SeriesPoint> points = new ArrayList<>(Shapes.points(y));
        for (int i = 0; i < LENGTH; i++) {
            if (i % 3 == 1 || (i >= 96 && i < 104)) {
                points.set(i, SeriesPoint.missing("k" + i));
            }
        }
        List<Finding> findings = Shapes.analysed(points);
        assertThat(findings).singleElement().satisfies(step -> {
            assertThat(step.kernel()).isEqualTo("k" + step.position());
            assertThat(points.get(step.position()).isMissing()).isFalse();
            assertThat(step.earliest()).isLessThanOrEqualTo(100);
            assertThat(step.latest()).isGreaterThanOrEqualTo(100);
        });
    }

    @Test
    void aNoisyPointThatSaysSoCountsLess() {
        double[] y = Noise.NORMAL.draw(60, new SplittableRandom(7));
        for (int i = 57; i < 60; i++) {
            y[i] = 4;
        }
        List<SeriesPoint> told = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            told.add(new SeriesPoint("k" + i, Shapes.UNIT * y[i], i >= 57 ? 0.05 : 0.005, 5));
        }
        assertThat(Shapes.analysed(Shapes.points(y))).isNotEmpty();
        assertThat(Shapes.analysed(told)).isEmpty();
    }

    @Test
    void aSeriesThatRepeatsToTheLastBitShowsTheSmallestLastingChangeAboveTheFloor() {
        double[] y = Shapes.level(new double[60], 30, 60, 0.1);
        List<Finding> findings = Shapes.analysed(Shapes.points(y));
        assertThat(findings).singleElement().satisfies(step -> {
            assertThat(step.position()).isEqualTo(30);
            assertThat(step.size()).isCloseTo(0.001, within(1e-9));
        });
        assertThat(Shapes.analysed(Shapes.points(new double[60]))).isEmpty();
    }

    @Test
    void anySeriesHasFiniteFindings() {
        SplittableRandom random = new SplittableRandom(11);
        for (int series = 0; series < 300; series++) {
            List<SeriesPoint> points = new ArrayList<>();
            int n = random.nextInt(0, 80);
            double spread = Math.exp(random.nextDouble(-200, 9));
            for (int i = 0; i < n; i++) {
                double y = Math.max(-1e4, Math.min(1e4, spread * random.nextInt(-2, 3)));
                double error = random.nextInt(3) == 0 ? Math.exp(random.nextDouble(-300, 9)) : 0;
                points.add(new SeriesPoint("k" + i, y, error, random.nextInt(0, 4)));
            }
            Shapes.analysed(points).forEach(f -> assertThat(f.size()).isFinite());
            Shapes.watched(points).forEach(f -> assertThat(f.size()).isFinite());
        }
    }

    private static void assertSame(List<Finding> ours, List<Finding> theirs, double sign) {
        assertThat(theirs).hasSameSizeAs(ours);
        for (int i = 0; i < ours.size(); i++) {
            Finding a = ours.get(i);
            Finding b = theirs.get(i);
            assertThat(b.kind()).isEqualTo(a.kind());
            assertThat(b.position()).isEqualTo(a.position());
            assertThat(b.earliest()).isEqualTo(a.earliest());
            assertThat(b.latest()).isEqualTo(a.latest());
            assertThat(b.refersTo()).isEqualTo(a.refersTo());
            assertThat(b.size()).isCloseTo(sign * a.size(), within(1e-9));
            assertThat(b.sizeInterval().width()).isCloseTo(a.sizeInterval().width(), within(1e-9));
        }
    }

    /** Series of all noises with several changes in them. */
    private static void forEachSeries(java.util.function.Consumer<List<SeriesPoint>> check) {
        SplittableRandom random = new SplittableRandom(13);
        for (Noise noise : Noise.values()) {
            for (int i = 0; i < 5; i++) {
                double[] y = Shapes.level(noise.draw(LENGTH, random), 50, 60, 5);
                y = Shapes.ramp(Shapes.level(y, 90, LENGTH, -3), 120, 170, 6);
                check.accept(Shapes.points(noise, y));
            }
        }
    }

    private static void assertKinds(double share, UnaryOperator<double[]> shape, ChangeKind... kinds) {
        SplittableRandom random = new SplittableRandom(1);
        int right = 0;
        for (int i = 0; i < SERIES; i++) {
            double[] y = shape.apply(Noise.NORMAL.draw(LENGTH, random));
            List<ChangeKind> found = Shapes.analysed(Shapes.points(y)).stream()
                    .map(Finding::kind)
                    .toList();
            right += found.equals(List.of(kinds)) ? 1 : 0;
        }
        assertThat((double) right / SERIES).isGreaterThanOrEqualTo(share);
    }
}
