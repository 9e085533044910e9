package org.kpulse.harness.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs of the one command line with a home of their own. */
record CommandLineRuns(Path home) {

    record Answer(int code, String out, String err) {}

    Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.execute(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment()),
                arguments);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Terminal terminal(PrintStream out) {
        return new Terminal(out, out, environment());
    }

    Map<String, String> environment() {
        return Map.of(
                "HOME", home.resolve("home").toString(),
                "KPULSE_HOME", home.resolve("state").toString(),
                "KPULSE_TOP", "..");
    }
}
