package org.kpulse.harness.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees after a mistyped command line: one sentence, and where help is. */
final class Misuse implements CommandLine.IParameterExceptionHandler {

    private static final int USAGE = 2;

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong usage");
        StringBuilder text = new StringBuilder("kpulse: ").append(message);
        if (failure instanceof UnmatchedArgumentException unmatched) {
            text = new StringBuilder("kpulse: ").append(unknown(unmatched, line));
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                text.append("; did you mean ").append(suggestions.get(0)).append('?');
            }
        }
        line.getErr().println(text);
        line.getErr().println("Help: " + line.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /** The first word that is not understood, which is the mistake; those after it may be right. */
    private static String unknown(UnmatchedArgumentException unmatched, CommandLine line) {
        String word = unmatched.getUnmatched().isEmpty()
                ? ""
                : unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return "unknown option " + word;
        }
        return (line.getSubcommands().isEmpty() ? "unexpected argument \"" : "unknown command \"") + word + "\"";
    }
}
