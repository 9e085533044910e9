package org.kpulse.harness.demo;

import java.util.Locale;
import org.kpulse.harness.fault.UsageException;

/**
 * How much is made up, and from which seed.
 *
 * @param kernels one after another, at least 2
 * @param metrics on each platform
 * @param platforms half of them count instructions
 * @param boots of each kernel on each platform, at least 2
 * @param seed the same one gives the same values
 */
public record DemoSize(int kernels, int metrics, int platforms, int boots, long seed) {

    /** More samples than this are refused: it would fill a disk by mistake. */
    public static final long MOST_SAMPLES = 100_000_000;

    /** @throws UsageException if there is nothing to compare, or far too much */
    public DemoSize {
        require("--kernels", kernels, 2, 100_000);
        require("--metrics", metrics, 1, 2000);
        require("--platforms", platforms, 1, 50);
        require("--boots", boots, 2, 50);
        if (samples(kernels, metrics, platforms, boots) > MOST_SAMPLES) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "That would be %,d samples; at most %,d are made.",
                    samples(kernels, metrics, platforms, boots),
                    MOST_SAMPLES));
        }
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " " + value + " is not from " + least + " to " + most + ".");
        }
    }

    private static long samples(long kernels, long metrics, long platforms, long boots) {
        return kernels * metrics * platforms * boots;
    }

    /** Number of samples, one a metric and boot. */
    public long samples() {
        return samples(kernels, metrics, platforms, boots);
    }
}
