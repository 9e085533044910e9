package org.kpulse.harness.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * Where a command prints: results to {@code out}, progress and complaints to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the environment's variables
 * @param clock tells the time
 */
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {

    /** With the system's clock. */
    Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
        this(out, err, environment, Clock.systemUTC());
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** The user's home: {@code $HOME}, else what the system says. */
    Path home() {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home", "/") : home);
    }

    /** Columns of the terminal that standard error is, 0 when it is none or plain output is wanted. */
    int columns() {
        String columns = Objects.requireNonNullElse(environment.get("KPULSE_TERMINAL"), "");
        boolean plain = environment.containsKey("CI") || environment.containsKey("NO_COLOR");
        return plain || !columns.matches("[1-9]\\d{0,3}") ? 0 : Integer.parseInt(columns);
    }
}
