package org.kpulse.harness.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Entry of the command line. Exit codes: 0 fine, 1 regression, 2 usage, 3 infrastructure, 4 inconclusive, 70 internal error. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, err, Map.copyOf(System.getenv()));
        Stop stop = Stop.onSignals();
        int code = execute(terminal, arguments);
        out.flush();
        stop.done();
        System.exit(code);
    }

    /** Runs one command and returns its exit code; nothing is thrown. */
    static int execute(Terminal terminal, String... arguments) {
        CommandLine line = commandLine(terminal);
        return line.execute(arguments);
    }

    /** The whole tree of commands: those of this module and of every {@link CommandModule} on the class path. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine.IFactory factory = new CommandFactory(new Context(terminal));
        CommandLine line = new CommandLine(KpulseCommand.class, factory);
        ServiceLoader.load(CommandModule.class).forEach(module -> module.addTo(line, factory));
        line.setOut(terminal.outWriter());
        line.setErr(terminal.errWriter());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.setExecutionExceptionHandler(new Failures(terminal));
        line.setParameterExceptionHandler(new Misuse());
        line.setExitCodeExceptionMapper(e -> Failures.INTERNAL);
        return line;
    }
}
