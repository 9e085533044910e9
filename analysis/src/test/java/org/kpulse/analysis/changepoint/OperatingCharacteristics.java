package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.kpulse.analysis.changepoint.Shapes.Noise;

/** Power, false alarms and coverage of the one default setting. Not a test: how to run it is in docs/statistics. */
final class OperatingCharacteristics {

    private static final int LENGTH = 200;

    private OperatingCharacteristics() {}

    /**
     * How a step is found.
     *
     * @param analysed share found in the whole series
     * @param watched share reported by a watch by the last point
     * @param position share of the found whose interval of the position has the true one
     * @param size likewise of the size
     */
    record Power(double analysed, double watched, double position, double size) {}

    /**
     * Findings per 1,000 points of noise.
     *
     * @param alerts STEP, RETURN, DRIFT and DRIFT_END
     * @param confirmed those that 5 + 5 fresh boots of the same noise confirm
     */
    record False(double alerts, double confirmed) {}

    /** A step of {@code size} deviations with {@code after} points of {@code LENGTH} since, in {@code series} series. */
    static Power power(Noise noise, double size, int after, int series, boolean watch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int at = LENGTH - after;
        int found = 0;
        int reported = 0;
        int placed = 0;
        int sized = 0;
        for (int i = 0; i < series; i++) {
            List<SeriesPoint> points = Shapes.points(noise, Shapes.level(noise.draw(LENGTH, random), at, LENGTH, size));
            for (Finding finding : Shapes.analysed(points)) {
                if (isIt(finding, at, after, size)) {
                    found++;
                    placed += finding.earliest() <= at && at <= finding.latest() ? 1 : 0;
                    sized += finding.sizeInterval().contains(size * Shapes.UNIT) ? 1 : 0;
                    break;
                }
            }
            if (watch) {
                ChangeWatch from = ChangeWatch.resume(ChangeRules.DEFAULT, points.subList(0, at), List.of());
                points.subList(at, LENGTH).forEach(from::append);
                reported += from.findings().stream().anyMatch(finding -> isIt(finding, at, after, size)) ? 1 : 0;
            }
        }
        return new Power(share(found, series), share(reported, series), share(placed, found), share(sized, found));
    }

    private static boolean isIt(Finding finding, int at, int after, double size) {
        return finding.kind().isAlert()
                && finding.size() * size > 0
                && Math.abs(finding.position() - at) <= Math.max(3, after / 2);
    }

    /** Each series analysed once. */
    static False once(Noise noise, int series, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long alerts = 0;
        for (int i = 0; i < series; i++) {
            alerts += Shapes.analysed(Shapes.points(noise, noise.draw(length, random))).stream()
                    .filter(finding -> finding.kind().isAlert())
                    .count();
        }
        return new False(1_000.0 * alerts / series / length, 0);
    }

    /** Each series watched for {@code length} points after {@code before} points without findings. */
    static False watched(Noise noise, int series, int before, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int alerts = 0;
        int confirmed = 0;
        for (int i = 0; i < series; i++) {
            List<SeriesPoint> points = Shapes.points(noise, noise.draw(before + length, random));
            ChangeWatch watch = ChangeWatch.resume(ChangeRules.DEFAULT, points.subList(0, before), List.of());
            points.subList(before, before + length).forEach(watch::append);
            for (Finding finding : watch.findings()) {
                if (finding.kind().isAlert()) {
                    alerts++;
                    Confirmation fresh = Confirmation.of(finding, boots(noise, random), boots(noise, random));
                    confirmed += fresh.decision() == Confirmation.Decision.CONFIRMED ? 1 : 0;
                }
            }
        }
        double perThousand = 1_000.0 / series / length;
        return new False(alerts * perThousand, confirmed * perThousand);
    }

    /** The whole analysis again after each new point: findings with a place and direction that no earlier one had. */
    static double again(Noise noise, int series, int before, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int alerts = 0;
        for (int i = 0; i < series; i++) {
            List<SeriesPoint> points = Shapes.points(noise, noise.draw(before + length, random));
            List<Finding> known = new ArrayList<>();
            for (int n = before + 1; n <= before + length; n++) {
                for (Finding finding : Shapes.analysed(points.subList(0, n))) {
                    boolean isNew = finding.kind().isAlert()
                            && known.stream()
                                    .noneMatch(old -> Math.abs(old.position() - finding.position()) <= 5
                                            && old.size() * finding.size() > 0);
                    if (isNew) {
                        known.add(finding);
                    }
                }
            }
            alerts += known.size();
        }
        return 1_000.0 * alerts / series / length;
    }

    private static List<Double> boots(Noise noise, SplittableRandom random) {
        List<Double> boots = new ArrayList<>();
        for (double value : noise.draw(5, random)) {
            boots.add(Shapes.UNIT * value);
        }
        return boots;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Arguments: series a row (default 10,000) and seed (default 1). */
    public static void main(String[] args) {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print("%d series of %d points a row, seed %d", series, LENGTH, seed);
        print("| noise | step | points since | found | watch: reported | place covered | size covered |");
        print("|---|---|---|---|---|---|---|");
        for (Noise noise : List.of(Noise.NORMAL, Noise.TOLD, Noise.T3)) {
            for (int[] step : new int[][] {{2, 3}, {2, 5}, {2, 10}, {3, 3}, {3, 5}, {1, 20}, {2, 100}, {1, 100}}) {
                Power power = power(noise, step[0], step[1], series, step[1] <= 20, seed);
                print(
                        "| %s | %d | %d | %.3f | %s | %.3f | %.3f |",
                        noise,
                        step[0],
                        step[1],
                        power.analysed(),
                        step[1] <= 20 ? String.format(Locale.ROOT, "%.3f", power.watched()) : "",
                        power.position(),
                        power.size());
            }
        }
        print("| noise | analysed once | watched from point 1 | from point 101 | confirmed | analysed again |");
        print("|---|---|---|---|---|---|");
        for (Noise noise : Noise.values()) {
            False young = watched(noise, series / 2, 0, LENGTH, seed);
            False old = watched(noise, series / 2, 100, LENGTH, seed);
            print(
                    "| %s | %.3f | %.3f | %.3f | %.3f | %.3f |",
                    noise,
                    once(noise, series, LENGTH, seed).alerts(),
                    young.alerts(),
                    old.alerts(),
                    old.confirmed(),
                    again(noise, series / 20, 100, LENGTH, seed));
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
