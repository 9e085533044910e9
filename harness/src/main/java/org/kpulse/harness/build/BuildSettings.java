package org.kpulse.harness.build;

import java.time.Duration;
import java.util.List;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;

/**
 * How kernels are built on this host.
 *
 * @param base configuration target or path
 * @param fragments names or paths, later ones win
 * @param compiler program on the path
 * @param layout of the text, 0 to 3
 * @param jobs compilers at a time
 * @param limits of one build
 * @param sandboxed whether in bubblewrap
 * @param ccache whether to use ccache where it is installed
 */
record BuildSettings(
        String base,
        List<String> fragments,
        String compiler,
        int layout,
        int jobs,
        BuildLimits limits,
        boolean sandboxed,
        boolean ccache) {

    private static final int NO_LAYOUT = 0;
    private static final int SMALLEST_ALIGNMENT = 16;

    BuildSettings {
        fragments = List.copyOf(fragments);
        if (layout < 0 || layout > 3 || jobs < 1) {
            throw new IllegalArgumentException("a layout is 0 to 3, jobs at least 1");
        }
    }

    static BuildSettings of(Config config) {
        int jobs = config.number(ConfigKey.BUILD_JOBS);
        return new BuildSettings(
                config.text(ConfigKey.BUILD_CONFIG),
                config.list(ConfigKey.BUILD_FRAGMENTS),
                config.text(ConfigKey.BUILD_COMPILER),
                config.number(ConfigKey.BUILD_LAYOUT),
                jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs,
                new BuildLimits(
                        Duration.ofSeconds(config.number(ConfigKey.BUILD_LIMIT)),
                        config.number(ConfigKey.BUILD_MEMORY),
                        config.number(ConfigKey.BUILD_PROCESSES),
                        config.number(ConfigKey.BUILD_DISK)),
                config.text(ConfigKey.BUILD_SANDBOX).equals("bubblewrap"),
                config.text(ConfigKey.BUILD_CCACHE).equals("auto"));
    }

    /** Compiler flags of the layout. Initcalls run in link order, so that stays as it is: only functions move. */
    String flags() {
        return layout == NO_LAYOUT ? "" : "-falign-functions=" + (SMALLEST_ALIGNMENT << layout);
    }
}
