package org.kpulse.analysis.behaviour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

/** A simulated guest whose metric is driven by one counter; many other counters vary for themselves. */
final class Guest {

    static final MetricKey KEY = new MetricKey("volanomark", "time");
    static final String DRIVER = "driver";

    private final SplittableRandom random;
    private final int sign;
    private final double counterSd;
    private final double noiseSd;

    /**
     * @param sign the metric rises (+1) or falls (-1) in proportion to the counter
     * @param r correlation wanted: the counter deviates by 10 % between boots, the metric's own noise makes the rest
     */
    Guest(long seed, int sign, double r) {
        this.random = new SplittableRandom(seed);
        this.sign = sign;
        this.counterSd = 0.10;
        this.noiseSd = counterSd * Math.sqrt(1 / (r * r) - 1);
    }

    /** Boots of a kernel that needs {@code work} times the work, at {@code cost} times the cost of each piece. */
    Boots boots(String name, int boots, double work, double cost) {
        List<BootSamples> metric = new ArrayList<>();
        Map<String, Double> driver = new HashMap<>();
        for (int i = 0; i < boots; i++) {
            double counter = 80_000 * work * Math.exp(counterSd * random.nextGaussian());
            double perPiece = cost * Math.exp(noiseSd * random.nextGaussian());
            double value = sign > 0 ? counter * perPiece / 1e4 : perPiece * 1e6 / counter;
            metric.add(BootSamples.of(name + i, value, value * 1.001, value * 0.999));
            driver.put(name + i, counter);
        }
        return new Boots(metric, new Counter(DRIVER, driver));
    }

    /** Counters that have nothing to do with the metric. */
    List<Counter> others(Boots boots, int counters) {
        List<Counter> others = new ArrayList<>();
        for (int i = 0; i < counters; i++) {
            Map<String, Double> byBoot = new HashMap<>();
            boots.metric().forEach(boot -> byBoot.put(boot.boot(), 1_000 + 50 * random.nextGaussian()));
            others.add(new Counter("other" + i, byBoot));
        }
        return others;
    }

    record Boots(List<BootSamples> metric, Counter driver) {}

    static MetricSamples samples(Boots base, Boots candidate) {
        return new MetricSamples(KEY, "s", Direction.LOWER_IS_BETTER, base.metric(), candidate.metric());
    }
}
