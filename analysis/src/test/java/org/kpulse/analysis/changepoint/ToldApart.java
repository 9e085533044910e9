package org.kpulse.analysis.changepoint;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.kpulse.analysis.changepoint.Shapes.Noise;

/** How often each shape of change is called by its name. Not a test: how to run it is in docs/statistics. */
final class ToldApart {

    private static final int LENGTH = 200;
    private static final Set<ChangeKind> ASIDE = EnumSet.of(ChangeKind.REFINED, ChangeKind.FADED);

    private ToldApart() {}

    /**
     * A shape and what should be said of it.
     *
     * @param name for people
     * @param shape puts it on noise
     * @param analysed kinds to be found in the whole series
     * @param watched kinds a watch should report, refinements and fadings aside
     */
    private record Case(
            String name, UnaryOperator<double[]> shape, List<ChangeKind> analysed, List<ChangeKind> watched) {}

    private static Case of(String name, UnaryOperator<double[]> shape, ChangeKind... kinds) {
        return new Case(name, shape, List.of(kinds), List.of(kinds));
    }

    private static Case drift(String name, UnaryOperator<double[]> shape, ChangeKind... watched) {
        return new Case(name, shape, List.of(ChangeKind.DRIFT), List.of(watched));
    }

    private static List<Case> cases() {
        return List.of(
                of("nothing", y -> y),
                of("step of 4 at 120", y -> Shapes.level(y, 120, LENGTH, 4), ChangeKind.STEP),
                of("step of 1 at 120", y -> Shapes.level(y, 120, LENGTH, 1), ChangeKind.STEP),
                of(
                        "two steps of 3 up",
                        y -> Shapes.level(Shapes.level(y, 70, LENGTH, 3), 140, LENGTH, 3),
                        ChangeKind.STEP,
                        ChangeKind.STEP),
                drift(
                        "drift by 4 over 60 points",
                        y -> Shapes.ramp(y, 80, 140, 4),
                        ChangeKind.STEP,
                        ChangeKind.DRIFT,
                        ChangeKind.DRIFT_END),
                drift(
                        "drift by 4 over all points",
                        y -> Shapes.ramp(y, 0, LENGTH, 4),
                        ChangeKind.STEP,
                        ChangeKind.DRIFT),
                drift(
                        "drift by 5 over 15 points",
                        y -> Shapes.ramp(y, 100, 115, 5),
                        ChangeKind.STEP,
                        ChangeKind.DRIFT,
                        ChangeKind.DRIFT_END),
                of("20 points up by 4", y -> Shapes.level(y, 100, 120, 4), ChangeKind.STEP, ChangeKind.RETURN),
                of("6 points up by 4", y -> Shapes.level(y, 100, 106, 4), ChangeKind.STEP, ChangeKind.RETURN),
                of("2 points up by 8", y -> Shapes.level(y, 100, 102, 8), ChangeKind.OUTLIER),
                of("1 point up by 10", y -> Shapes.level(y, 100, 101, 10), ChangeKind.OUTLIER));
    }

    /** Arguments: series a shape (default 1,000) and seed (default 1). */
    public static void main(String[] args) {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.println("| shape | should be | normal | t3 | watch should say | normal | t3 |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Case shape : cases()) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f %% | %.1f %% | %s | %.1f %% | %.1f %% |",
                    shape.name(),
                    shape.analysed(),
                    100 * share(shape, Noise.NORMAL, false, series, seed),
                    100 * share(shape, Noise.T3, false, series, seed),
                    shape.watched(),
                    100 * share(shape, Noise.NORMAL, true, series, seed),
                    100 * share(shape, Noise.T3, true, series, seed)));
        }
    }

    /** Heavy tails have outliers of their own: those away from the shape's are not counted. */
    private static double share(Case shape, Noise noise, boolean watch, int series, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ChangeKind> expected = watch ? shape.watched() : shape.analysed();
        boolean outliers = expected.contains(ChangeKind.OUTLIER);
        int right = 0;
        for (int i = 0; i < series; i++) {
            List<SeriesPoint> points = Shapes.points(shape.shape().apply(noise.draw(LENGTH, random)));
            List<ChangeKind> found = (watch ? Shapes.watched(points) : Shapes.analysed(points))
                    .stream()
                            .filter(f -> !ASIDE.contains(f.kind()))
                            .filter(f -> f.kind() != ChangeKind.OUTLIER || (outliers && f.position() == 100))
                            .map(Finding::kind)
                            .toList();
            right += found.equals(expected) ? 1 : 0;
        }
        return (double) right / series;
    }
}
