package org.kpulse.analysis.changepoint;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.kpulse.analysis.changepoint.Shapes.Noise;

/** Processor time of one thread, warm, medians. Not a test: how to run it is in docs/statistics. */
final class ChangePointBenchmark {

    private static final int WARM = 200;
    private static final int ROUNDS = 101;
    private static final int APPENDED = 1_001;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private ChangePointBenchmark() {}

    public static void main(String[] args) {
        System.out.println("| points | series | analysed once, ms | one point appended, ms |");
        System.out.println("|---|---|---|---|");
        for (int n : new int[] {1_000, 10_000}) {
            for (int steps : new int[] {0, 1, n / 200, n / 100}) {
                time(n, steps);
            }
        }
    }

    private static void time(int n, int steps) {
        SplittableRandom random = new SplittableRandom(1);
        double[] y = Noise.NORMAL.draw(n, random);
        for (int step = 1; step <= steps; step++) {
            y = Shapes.level(y, step * n / (steps + 1), n, 3 * random.nextGaussian());
        }
        List<SeriesPoint> points = Shapes.points(y);
        for (int i = 0; i < WARM; i++) {
            Shapes.analysed(points);
        }
        double once = median(ROUNDS, () -> Shapes.analysed(points));
        List<Finding> frozen = Shapes.analysed(points).stream()
                .filter(finding -> finding.refersTo().isEmpty())
                .toList();
        ChangeWatch watch = ChangeWatch.resume(ChangeRules.DEFAULT, points, renumbered(frozen));
        double level = y[n - 1];
        double append = median(
                APPENDED, () -> watch.append(SeriesPoint.of("new", Shapes.UNIT * (level + random.nextGaussian()))));
        System.out.println(String.format(Locale.ROOT, "| %,d | %d steps | %.2f | %.3f |", n, steps, once, append));
    }

    private static List<Finding> renumbered(List<Finding> findings) {
        Finding[] out = new Finding[findings.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Wording.renumbered(findings.get(i), i + 1);
        }
        return List.of(out);
    }

    private static double median(int rounds, Runnable work) {
        double[] ms = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long from = CPU.getCurrentThreadCpuTime();
            work.run();
            ms[i] = (CPU.getCurrentThreadCpuTime() - from) / 1e6;
        }
        Arrays.sort(ms);
        return ms[rounds / 2];
    }
}
