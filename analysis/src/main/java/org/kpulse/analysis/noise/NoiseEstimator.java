package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;

/**
 * Learns the noise of one metric from kernels measured again and again: logarithms, the systematic effects of iterations removed,
 * then {@link Reml} on the boots' means and the squares within boots. The order of the boots changes no bit of anything but the
 * autocorrelation, which is about it.
 */
public final class NoiseEstimator {

    private NoiseEstimator() {}

    /**
     * The noise of one metric.
     *
     * @throws AnalysisException if a sample is 0, which has no logarithm
     */
    public static MetricNoise estimate(NoiseSamples samples) {
        if (samples.hasZero()) {
            throw new AnalysisException("Metric " + samples.key()
                    + " has a sample of 0, which has no logarithm; its noise is not modelled.");
        }
        List<LogBoot> boots = logs(samples);
        IterationEffects effects = IterationEffects.of(boots);
        BootTable table = BootTable.of(boots, effects);
        VarianceComponents components = Reml.of(table);
        List<double[]> groups = byBuild(boots, effects, LogBoot.CANONICAL);
        List<double[]> series = byBuild(boots, effects, Comparator.comparingInt((LogBoot boot) -> boot.time));
        return new MetricNoise(
                samples.key(),
                components,
                range(samples, boots, table, groups),
                effects.list(),
                GroupVariances.of(table, components),
                Autocorrelation.of(series),
                Tails.of(groups),
                Bimodality.of(groups));
    }

    /** In canonical order. */
    static List<LogBoot> logs(NoiseSamples samples) {
        List<LogBoot> boots = new ArrayList<>();
        int build = -1;
        List<KernelBoots> kernels = sorted(samples.kernels(), Comparator.comparing(KernelBoots::kernel));
        for (int k = 0; k < kernels.size(); k++) {
            for (KernelBoots.Build one :
                    sorted(kernels.get(k).builds(), Comparator.comparing(KernelBoots.Build::build))) {
                build++;
                for (int time = 0; time < one.boots().size(); time++) {
                    boots.add(new LogBoot(k, build, time, one.boots().get(time)));
                }
            }
        }
        boots.sort(LogBoot.CANONICAL);
        return boots;
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        return list.stream().sorted(order).toList();
    }

    /** The boots' mean logs without the effects of iterations, each build in the given order. */
    private static List<double[]> byBuild(List<LogBoot> boots, IterationEffects effects, Comparator<LogBoot> order) {
        Map<Integer, List<LogBoot>> builds = new TreeMap<>();
        for (LogBoot boot : boots) {
            builds.computeIfAbsent(boot.build, number -> new ArrayList<>()).add(boot);
        }
        return builds.values().stream()
                .map(build -> build.stream()
                        .sorted(order)
                        .mapToDouble(effects::meanWithout)
                        .toArray())
                .toList();
    }

    private static SampleRange range(
            NoiseSamples samples, List<LogBoot> boots, BootTable table, List<double[]> groups) {
        double[] values = samples.boots()
                .flatMapToDouble(boot -> Arrays.stream(boot.values()))
                .sorted()
                .toArray();
        int[] iterations = boots.stream().mapToInt(LogBoot::count).sorted().toArray();
        double[] levels = groups.stream().mapToDouble(IterationEffects::mean).toArray();
        return new SampleRange(
                values[0],
                values[values.length - 1],
                Finite.saturate(Math.exp(IterationEffects.mean(levels))),
                table.kernels,
                table.builds,
                boots.size(),
                values.length,
                iterations[(iterations.length - 1) / 2]);
    }
}
