package org.kpulse.harness.expect;

import java.time.Duration;
import java.util.regex.Pattern;

/** A POSIX shell at the other end of a guest's line, one command at a time. Not thread-safe. */
public final class Shell {

    private final Expect expect;
    private int asked;

    /** @param expect the line of a shell that is ready for a command */
    public Shell(Expect expect) {
        this.expect = expect;
    }

    /**
     * What a command did.
     *
     * @param exitCode 128 + n when signal n killed it
     * @param output what it printed, both streams
     */
    public record Reply(int exitCode, String output) {}

    /**
     * Runs a command and waits for its end; the kernel's fault or ours as an exception when the end does not come.
     *
     * @param command one line; its standard input is empty
     */
    public Reply run(String command, Duration limit) {
        return reply(ask(command, limit).match());
    }

    /** The same with whatever comes instead of an end as an answer; {@link #reply} reads a match. */
    public Answer ask(String command, Duration limit) {
        if (command.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not one line: " + command);
        }
        int number = ++asked;
        // Quoted in the middle, so that a terminal that echoes what is typed does not look like the end.
        expect.send("{ " + command + "; } </dev/null; echo \"@end\"\"" + number + " $?@\"");
        return expect.await(Pattern.compile("@end" + number + " (\\d{1,3})@\\r?\\n"), limit);
    }

    /** What the match of an {@link #ask} says. */
    public static Reply reply(Answer.Match match) {
        return new Reply(Integer.parseInt(match.groups().get(0)), match.before());
    }

    /** The line under the shell. */
    public Expect line() {
        return expect;
    }
}
