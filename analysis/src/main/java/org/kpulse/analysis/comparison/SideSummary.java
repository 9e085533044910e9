package org.kpulse.analysis.comparison;

import java.util.List;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.inference.Moments;

/**
 * One side of a comparison in the metric's own unit, over the iterations compared.
 *
 * @param mean arithmetic mean of the boot means
 * @param cvPercent standard deviation of the boot means in percent of {@code mean}; 0 for a single boot or a mean of 0
 * @param min smallest sample
 * @param max largest sample
 * @param boots number of boots
 * @param samples number of samples compared
 */
public record SideSummary(double mean, double cvPercent, double min, double max, int boots, int samples) {

    static SideSummary of(List<BootSamples> boots, int iterations) {
        double min = Double.MAX_VALUE;
        double max = 0;
        for (BootSamples boot : boots) {
            for (int i = 0; i < iterations; i++) {
                min = Math.min(min, boot.value(i));
                max = Math.max(max, boot.value(i));
            }
        }
        double largest = max > 0 ? max : 1;
        double[] relative = boots.stream()
                .mapToDouble(boot -> boot.mean(iterations) / largest)
                .toArray();
        Moments moments = Moments.of(relative);
        double cv = moments.mean() > 0 ? 100 * moments.sd() / moments.mean() : 0;
        double mean = Math.max(min, Math.min(max, moments.mean() * largest));
        return new SideSummary(mean, Finite.saturate(cv), min, max, boots.size(), boots.size() * iterations);
    }
}
