package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.StudentT;

/**
 * Whether a machine is still the one it was: the same kernel measured night after night. A night is judged by the earlier ones that have all
 * of its metrics; its level is the weighted mean of {@code s ln(mean)} over these. The weights are {@code 1 / max(cv, 0.5 %)^2} with the
 * median over the earlier nights of the deviation <em>between boots of one night</em>, which says nothing of how nights differ. A night has
 * drifted if it lies outside of the prediction interval of the nights before, {@code mean +- t(0.9995, n - 1) s sqrt(1 + 1/n)} (Hahn, G. J.
 * (1970), Statistical intervals for a normal population, J. Qual. Technol. 2, 115-125), and by half a percent at least. So a machine that did
 * not change is called drifted in one night of a thousand at most, as far as levels are normal and nights independent.
 */
public final class CanaryTrend {

    /** Nights before anything is said. */
    public static final int ENOUGH = 5;

    /** At most so many earlier nights count, the newest. */
    public static final int MEMORY = 30;

    /** After so many drifted nights in a row the machine is taken as what it has become. */
    public static final int SETTLED = 7;

    private static final double QUANTILE = 1 - 0.001 / 2;
    private static final double SMALLEST = Math.log(1.005);
    private static final double LEAST_CV_PERCENT = 0.5;

    private CanaryTrend() {}

    /** Each night judged by those before it that had not drifted, in the order given, which is that of time. */
    public static List<CanaryPoint> of(List<CanaryNight> nights) {
        List<CanaryPoint> points = new ArrayList<>();
        List<Known> sound = new ArrayList<>();
        List<Known> odd = new ArrayList<>();
        for (CanaryNight each : nights) {
            Known night = new Known(each, metrics(each));
            CanaryPoint point = judge(comparable(sound, night), each, night.metrics());
            points.add(point);
            if (!point.drifted()) {
                odd.clear();
                sound.add(night);
                continue;
            }
            odd.add(night);
            if (odd.size() == SETTLED) {
                sound = new ArrayList<>(odd);
                odd.clear();
            }
        }
        return points;
    }

    /** A night with those of its metrics that have a logarithm. */
    private record Known(CanaryNight night, NavigableSet<MetricKey> metrics) {}

    private static NavigableSet<MetricKey> metrics(CanaryNight night) {
        NavigableSet<MetricKey> metrics = new TreeSet<>();
        night.metrics().forEach((key, level) -> {
            if (level.mean() > 0) {
                metrics.add(key);
            }
        });
        return metrics;
    }

    /** The newest that have all metrics of the night. */
    private static List<CanaryNight> comparable(List<Known> sound, Known night) {
        List<CanaryNight> having = new ArrayList<>();
        for (int i = sound.size() - 1; i >= 0 && having.size() < MEMORY; i--) {
            if (sound.get(i).metrics().containsAll(night.metrics())) {
                having.add(sound.get(i).night());
            }
        }
        return having;
    }

    private static CanaryPoint judge(List<CanaryNight> earlier, CanaryNight night, NavigableSet<MetricKey> metrics) {
        if (earlier.isEmpty() || metrics.isEmpty()) {
            return new CanaryPoint(earlier.size(), metrics.size(), OptionalDouble.empty(), Optional.empty(), false);
        }
        double[] levels = new double[earlier.size()];
        double now = 0;
        double weights = 0;
        for (MetricKey key : metrics) {
            double weight = weight(earlier, key);
            weights += weight;
            now += weight * log(night, key);
            for (int i = 0; i < levels.length; i++) {
                levels[i] += weight * log(earlier.get(i), key);
            }
        }
        for (int i = 0; i < levels.length; i++) {
            levels[i] /= weights;
        }
        Moments before = Moments.of(levels);
        double away = now / weights - before.mean();
        if (earlier.size() < ENOUGH) {
            return new CanaryPoint(
                    earlier.size(), metrics.size(), OptionalDouble.of(Finite.percent(away)), Optional.empty(), false);
        }
        double half = Math.max(
                SMALLEST, StudentT.quantile(QUANTILE, before.n() - 1) * before.sd() * Math.sqrt(1 + 1.0 / before.n()));
        return new CanaryPoint(
                earlier.size(),
                metrics.size(),
                OptionalDouble.of(Finite.percent(away)),
                Optional.of(new Interval(Finite.percent(-half), Finite.percent(half))),
                Math.abs(away) > half);
    }

    private static double log(CanaryNight night, MetricKey key) {
        CanaryNight.Level level = level(night, key);
        return level.direction().sign() * Math.log(level.mean());
    }

    private static CanaryNight.Level level(CanaryNight night, MetricKey key) {
        return night.metrics().getOrDefault(key, new CanaryNight.Level(Direction.HIGHER_IS_BETTER, 1, Double.NaN));
    }

    private static double weight(List<CanaryNight> earlier, MetricKey key) {
        double[] sorted = earlier.stream()
                .mapToDouble(night -> level(night, key).cvPercent())
                .filter(cv -> !Double.isNaN(cv))
                .sorted()
                .toArray();
        double median = sorted.length == 0 ? LEAST_CV_PERCENT : sorted[sorted.length / 2];
        double cv = Math.max(LEAST_CV_PERCENT, median);
        return 1 / (cv * cv);
    }
}
