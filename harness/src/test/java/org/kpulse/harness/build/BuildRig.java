package org.kpulse.harness.build;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

/** A builder with a state directory of its own. */
final class BuildRig {

    private final Path home;
    private final Map<String, String> settings =
            new LinkedHashMap<>(Map.of("build.ccache", "off", "build.jobs", "1", "build.fragments", ""));
    private final List<BuildRecord> builds = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    BuildRig(Path home) {
        this.home = home;
    }

    BuildRig set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    StateDirectory state() {
        return new StateDirectory(home.resolve("state"));
    }

    Kernels kernels() {
        return new Kernels(new KernelCache(state()), List.of(gitKernels()));
    }

    GitKernels gitKernels() {
        Config config = Config.load(new Config.Sources(home, home, Map.of(), settings));
        return new GitKernels(config, state(), home, Commands.ofHost(), Clock.systemUTC(), builds::add);
    }

    Kernel fetch(String ref) {
        return kernels().fetch(ref, progress());
    }

    /** Builds that were told of, in order. */
    List<BuildRecord> builds() {
        return builds;
    }

    BuildRecord last() {
        return builds.get(builds.size() - 1);
    }

    List<String> steps() {
        return steps;
    }

    Progress progress() {
        return new Progress() {
            @Override
            public void step(String message) {
                steps.add(message);
            }

            @Override
            public void warn(String message) {
                steps.add(message);
            }

            @Override
            public void of(long done, long total, String message) {}
        };
    }
}
