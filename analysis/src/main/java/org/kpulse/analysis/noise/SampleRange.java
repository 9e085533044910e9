package org.kpulse.analysis.noise;

/**
 * What a metric's noise was learnt from.
 *
 * @param min smallest sample, in the metric's unit
 * @param max largest sample
 * @param geometricMean of the builds' levels: exp of the mean of their boots' mean logs
 * @param kernels number of kernels
 * @param builds number of builds
 * @param boots number of boots
 * @param samples number of samples
 * @param iterations of a usual boot: the (lower) median
 */
public record SampleRange(
        double min,
        double max,
        double geometricMean,
        int kernels,
        int builds,
        int boots,
        int samples,
        int iterations) {}
