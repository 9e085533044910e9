package org.kpulse.harness.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.state.StateDirectory;
import picocli.CommandLine;

/** What a person sees when a command fails: one sentence; the stack trace of an internal error goes to a file. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    /** Exit code of an internal error. */
    static final int INTERNAL = 70;

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof KpulseException ours) {
            terminal.err().println("kpulse: " + ours.getMessage());
            return ours.exitCode();
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        terminal.err().println("kpulse: internal error: " + failure + where(trace.toString()));
        return INTERNAL;
    }

    private String where(String trace) {
        try {
            StateDirectory state = StateDirectory.of(terminal.environment(), terminal.home());
            Path file = state.logs().resolve("internal-errors.log");
            Files.writeString(
                    file, Instant.now() + "\n" + trace + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return "; please report it with the end of " + file;
        } catch (Exception e) {
            return "\n" + trace;
        }
    }
}
