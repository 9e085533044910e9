package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.changepoint.Shapes.Noise;

class ChangeWatchTest {

    private static final int LENGTH = 200;

    @Test
    void findingsAreNeverChangedByLaterPoints() {
        forEachSeries(points -> {
            ChangeWatch watch = ChangeWatch.start(ChangeRules.DEFAULT);
            List<Finding> frozen = new ArrayList<>();
            for (SeriesPoint point : points) {
                frozen.addAll(watch.append(point));
                assertThat(watch.findings()).isEqualTo(frozen);
            }
            for (int i = 0; i < frozen.size(); i++) {
                assertThat(frozen.get(i).number()).isEqualTo(i + 1);
            }
        });
    }

    @Test
    void aResumedWatchFindsWhatAnUninterruptedOneDoes() {
        forEachSeries(points -> {
            List<Finding> all = Shapes.watched(points);
            int half = LENGTH / 2 + 5;
            ChangeWatch first = ChangeWatch.start(ChangeRules.DEFAULT);
            points.subList(0, half).forEach(first::append);
            ChangeWatch second = ChangeWatch.resume(ChangeRules.DEFAULT, points.subList(0, half), first.findings());
            points.subList(half, LENGTH).forEach(second::append);
            assertThat(second.findings()).isEqualTo(all);
            assertThat(second.points()).isEqualTo(LENGTH);
        });
    }

    @Test
    void aStepIsReportedOnce() {
        SplittableRandom random = new SplittableRandom(1);
        int once = 0;
        for (int i = 0; i < 40; i++) {
            double[] y = Shapes.level(Noise.NORMAL.draw(LENGTH, random), 120, LENGTH, 3);
            List<Finding> alerts = Shapes.watched(Shapes.points(y)).stream()
                    .filter(finding -> finding.kind().isAlert() && finding.position() >= 115)
                    .toList();
            once += alerts.size() == 1 && alerts.get(0).seenAt() <= 130 ? 1 : 0;
        }
        assertThat(once).isGreaterThanOrEqualTo(38);
    }

    @Test
    void anExcursionIsAStepAndAReturnToTheLevelBeforeIt() {
        List<Finding> findings = watched(y -> Shapes.level(y, 100, 106, 5));
        assertThat(findings).extracting(Finding::kind).startsWith(ChangeKind.STEP, ChangeKind.RETURN);
        assertThat(findings.get(1).refersTo()).hasValue(1);
    }

    @Test
    void aDriftIsRecognisedAfterItsFirstSignAndRefersToIt() {
        List<Finding> findings = watched(y -> Shapes.ramp(y, 80, LENGTH, 10));
        assertThat(findings.get(0).kind()).isEqualTo(ChangeKind.STEP);
        assertThat(findings)
                .filteredOn(f -> f.kind() == ChangeKind.DRIFT)
                .singleElement()
                .satisfies(drift -> {
                    assertThat(drift.refersTo()).hasValue(1);
                    assertThat(drift.size()).isPositive();
                });
    }

    @Test
    void whatDoesNotLastFades() {
        SplittableRandom random = new SplittableRandom(3);
        int faded = 0;
        for (int i = 0; i < 20; i++) {
            double[] y = Shapes.level(Noise.NORMAL.draw(LENGTH, random), 100, 103, 2.6);
            List<Finding> findings = Shapes.watched(Shapes.points(y));
            for (Finding finding : findings) {
                if (finding.kind() == ChangeKind.FADED || finding.kind() == ChangeKind.RETURN) {
                    faded++;
                    assertThat(finding.refersTo()).isPresent();
                    break;
                }
            }
        }
        assertThat(faded).isGreaterThanOrEqualTo(10);
    }

    @Test
    void with20PointsSinceAnotherPlaceOrASizeOutsideItsIntervalIsSaidOnce() {
        SplittableRandom random = new SplittableRandom(4);
        int refined = 0;
        for (int i = 0; i < 100; i++) {
            double[] y = Shapes.level(Noise.NORMAL.draw(LENGTH, random), 100, LENGTH, 2);
            List<Finding> findings = Shapes.watched(Shapes.points(y));
            for (Finding later : findings) {
                if (later.kind() != ChangeKind.REFINED) {
                    continue;
                }
                refined++;
                Finding first = findings.get(later.refersTo().orElseThrow() - 1);
                assertThat(later.seenAt() - first.position()).isEqualTo(19);
                assertThat(later.position() != first.position()
                                || !first.sizeInterval().contains(later.size()))
                        .isTrue();
                assertThat(findings)
                        .filteredOn(other -> other.kind() == ChangeKind.REFINED
                                && other.refersTo().equals(later.refersTo()))
                        .hasSize(1);
            }
        }
        assertThat(refined).isBetween(10, 90);
    }

    @Test
    void anOutlierIsNoAlert() {
        List<Finding> findings = watched(y -> Shapes.level(y, 100, 101, 12));
        assertThat(findings).extracting(Finding::kind).containsExactly(ChangeKind.OUTLIER);
        assertThat(findings.get(0).position()).isEqualTo(100);
        assertThat(findings.get(0).seenAt()).isEqualTo(102);
    }

    @Test
    void aMissingPointShowsNothing() {
        ChangeWatch watch = ChangeWatch.start(ChangeRules.DEFAULT);
        for (int i = 0; i < 30; i++) {
            assertThat(watch.append(SeriesPoint.missing("k" + i))).isEmpty();
        }
        assertThat(watch.points()).isEqualTo(30);
    }

    @Test
    void findingsOfAnotherSeriesAreRefused() {
        Finding finding = AgainstRTest.suspected(1);
        assertThatThrownBy(() -> ChangeWatch.resume(ChangeRules.DEFAULT, List.of(), List.of(finding)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("seen at point 12");
    }

    private static List<Finding> watched(java.util.function.UnaryOperator<double[]> shape) {
        return Shapes.watched(Shapes.points(shape.apply(Noise.NORMAL.draw(LENGTH, new SplittableRandom(8)))));
    }

    private static void forEachSeries(java.util.function.Consumer<List<SeriesPoint>> check) {
        SplittableRandom random = new SplittableRandom(5);
        for (Noise noise : Noise.values()) {
            for (int i = 0; i < 4; i++) {
                double[] y = Shapes.level(noise.draw(LENGTH, random), 50, 58, 4);
                check.accept(Shapes.points(noise, Shapes.ramp(Shapes.level(y, 80, LENGTH, -3), 100, 150, 5)));
            }
        }
    }
}
