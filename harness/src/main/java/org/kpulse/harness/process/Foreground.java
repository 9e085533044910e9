package org.kpulse.harness.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs an interactive program on the user's own terminal, such as psql. */
public final class Foreground {

    private Foreground() {}

    /**
     * Runs it to its end and returns its exit code; empty when there is no such program or the thread was interrupted. The
     * program is dead when this returns.
     *
     * @param environment added to the inherited one; may hold secrets, which then stand in no command line
     */
    public static OptionalInt run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                return OptionalInt.of(process.waitFor());
            } finally {
                Subprocess.killTree(process.toHandle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
