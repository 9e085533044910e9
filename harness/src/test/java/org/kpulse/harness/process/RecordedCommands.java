package org.kpulse.harness.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Answers commands with what was recorded; the longest prefix that fits wins. An unknown command is an error. */
public final class RecordedCommands implements Commands {

    private final Map<String, Function<Subprocess, Subprocess.Result>> answers = new LinkedHashMap<>();
    private final List<String> seen = new ArrayList<>();

    /** All command lines so far. */
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    /** Answers commands that begin so with this output and exit code 0. */
    public RecordedCommands on(String prefix, String out) {
        return on(prefix, command -> new Subprocess.Result(0, out, ""));
    }

    /** Answers commands that begin so by failing. */
    public RecordedCommands fail(String prefix, int exitCode, String err) {
        return on(prefix, command -> new Subprocess.Result(exitCode, "", err));
    }

    /** Answers commands that begin so by what the function does. */
    public synchronized RecordedCommands on(String prefix, Function<Subprocess, Subprocess.Result> answer) {
        answers.put(prefix, answer);
        return this;
    }

    @Override
    public Subprocess.Result run(Subprocess command) {
        String line = String.join(" ", command.command());
        Function<Subprocess, Subprocess.Result> answer;
        synchronized (this) {
            seen.add(line);
            String prefix = answers.keySet().stream()
                    .filter(line::startsWith)
                    .max((a, b) -> Integer.compare(a.length(), b.length()))
                    .orElseThrow(() -> new AssertionError("not recorded: " + line));
            answer = answers.get(prefix);
        }
        return answer.apply(command);
    }
}
