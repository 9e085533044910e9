package org.kpulse.harness.sources.debian;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.kernel.DebianKernels;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Source;

/** The newest kernel that this host's apt offers. It has no memory: the same kernel is stored once anyway. */
public final class DebianSource implements Source {

    private final DebianKernels kernels;
    private final Duration interval;

    public DebianSource(DebianKernels kernels, Config config) {
        this.kernels = kernels;
        this.interval = Duration.ofSeconds(config.number(ConfigKey.DEBIAN_INTERVAL));
    }

    @Override
    public String name() {
        return "debian";
    }

    @Override
    public String place() {
        return "apt of this host, linux-image-*-" + kernels.flavour();
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Found poll(String memory, Progress progress) {
        KernelRef newest = kernels.newest(progress);
        return new Found(
                List.of(new Seen(newest.toString(), kernels.flavour(), false, Optional.empty())), "", List.of());
    }
}
