package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class Common {

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a configuration key for this command; may be given several times.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print no progress.")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Whether the answer is to be JSON. */
    public boolean isJson() {
        return json;
    }
}
