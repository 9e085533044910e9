package org.kpulse.analysis.noise;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;

/**
 * What the noise of one metric on one platform is learnt from: kernels, each measured again and again. How kernels differ from each
 * other says nothing of noise and is left out of it. An empty list, a name given twice, and a value that is NaN, infinite or negative
 * are refused by an {@link AnalysisException} that names metric and boot; a zero is a measurement.
 *
 * @param key the metric
 * @param kernels at least one; one of them with two boots is the least that says something of boots
 */
public record NoiseSamples(MetricKey key, List<KernelBoots> kernels) {

    public NoiseSamples {
        kernels = List.copyOf(kernels);
        if (kernels.isEmpty()) {
            throw new AnalysisException("Metric " + key + " has no kernels to learn its noise from; leave it out.");
        }
        Set<String> kernelNames = new HashSet<>();
        Set<String> boots = new HashSet<>();
        for (KernelBoots kernel : kernels) {
            requireNew(kernelNames, kernel.kernel(), key, "kernel");
            requireUsable(key, kernel, boots);
        }
    }

    /** Every boot, in the order given. */
    public Stream<BootSamples> boots() {
        return kernels.stream().flatMap(kernel -> kernel.builds().stream()).flatMap(build -> build.boots().stream());
    }

    /** True if a sample is 0, which has no logarithm. */
    public boolean hasZero() {
        return boots().anyMatch(boot -> {
            for (int i = 0; i < boot.count(); i++) {
                if (boot.value(i) == 0) {
                    return true;
                }
            }
            return false;
        });
    }

    private static void requireUsable(MetricKey key, KernelBoots kernel, Set<String> boots) {
        if (kernel.builds().isEmpty()) {
            throw new AnalysisException("Metric " + key + " has no builds of kernel " + kernel.kernel() + ".");
        }
        Set<String> builds = new HashSet<>();
        for (KernelBoots.Build build : kernel.builds()) {
            requireNew(builds, build.build(), key, "build");
            if (build.boots().isEmpty()) {
                throw new AnalysisException("Metric " + key + " has no boots of build " + build.build() + " of kernel "
                        + kernel.kernel() + ".");
            }
            for (BootSamples boot : build.boots()) {
                requireNew(boots, boot.boot(), key, "boot");
                requireUsable(key, boot);
            }
        }
    }

    private static void requireUsable(MetricKey key, BootSamples boot) {
        if (boot.count() == 0) {
            throw new AnalysisException("Metric " + key + " has no samples in boot " + boot.boot() + ".");
        }
        for (int i = 0; i < boot.count(); i++) {
            double value = boot.value(i);
            if (!Double.isFinite(value) || value < 0) {
                throw new AnalysisException("Metric " + key + ", boot " + boot.boot() + ", iteration " + (i + 1)
                        + ": the value " + value + " is not a measurement; it must be finite and not negative.");
            }
        }
    }

    private static void requireNew(Set<String> seen, String name, MetricKey key, String what) {
        if (!seen.add(name)) {
            throw new AnalysisException("Metric " + key + " has " + what + " " + name + " twice; join them into one.");
        }
    }
}
