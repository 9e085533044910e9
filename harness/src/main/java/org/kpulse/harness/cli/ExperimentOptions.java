package org.kpulse.harness.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.pool.EmbeddedPool;
import picocli.CommandLine.Option;

/** How two kernels are measured: options of the commands that do it. */
final class ExperimentOptions {

    @Option(names = "--suite", paramLabel = "NAME", description = "What to run (run.suite).")
    @Nullable
    String suite;

    @Option(
            names = "--platform",
            paramLabel = "NAMES",
            description = "Where, comma between: qemu-time, qemu-instructions (run.platforms).")
    @Nullable
    String platforms;

    @Option(names = "--boots", paramLabel = "N", description = "Boots of each kernel on each platform (run.boots).")
    @Nullable
    String boots;

    @Option(
            names = "--most-boots",
            paramLabel = "N",
            description = "Add boots, --boots at a time, while that may settle a verdict, up to N (run.most-boots).")
    @Nullable
    String mostBoots;

    @Option(
            names = "--crash-dump",
            description = "Make every boot ready to leave a dump when its kernel crashes (run.crash-dump: always).")
    boolean crashDump;

    /** Values of the keys that were given. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (platforms != null) {
            Arrays.stream(platforms.split(",", -1)).forEach(EmbeddedPool::requireKnown);
        }
        put(flags, ConfigKey.RUN_SUITE, suite);
        put(flags, ConfigKey.RUN_PLATFORMS, platforms);
        put(flags, ConfigKey.RUN_BOOTS, boots);
        put(flags, ConfigKey.RUN_MOST_BOOTS, mostBoots);
        put(flags, ConfigKey.RUN_CRASH_DUMP, crashDump ? "always" : null);
        return flags;
    }

    static void put(Map<String, String> flags, ConfigKey key, @Nullable String value) {
        if (value != null) {
            flags.put(key.key(), value);
        }
    }
}
