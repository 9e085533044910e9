package org.kpulse.harness.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * Runs git, so that neither a tree nor the environment can make it run other programs: no hooks, no file system monitor, no user's
 * filters or aliases, no prompt, no transport but files and https.
 */
final class GitProgram {

    private static final Duration QUICK = Duration.ofMinutes(10);
    private static final Duration NETWORK = Duration.ofHours(2);

    /** What a git that called us may have left in the environment. */
    private static final List<String> INHERITED = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_CONFIG",
            "GIT_CONFIG_COUNT",
            "GIT_CONFIG_PARAMETERS",
            "GIT_EXTERNAL_DIFF",
            "GIT_SSH_COMMAND");

    /** Also the time and name of commits that {@code git am} makes: the same every time. */
    private static final Map<String, String> OURS = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_ALLOW_PROTOCOL", "file:https",
            "GIT_ASKPASS", "true",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_COMMITTER_NAME", "kpulse",
            "GIT_COMMITTER_EMAIL", "kpulse@localhost",
            "GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z");

    private final Commands commands;

    GitProgram(Commands commands) {
        this.commands = commands;
    }

    /** Asks a repository of the user's; git's own check of its owner holds, with the user's exceptions from it. */
    Subprocess.Result ask(Path repository, String... arguments) {
        List<String> words = new ArrayList<>(List.of("-C", repository.toString(), "-c", "core.fsmonitor=false"));
        words.addAll(List.of(arguments));
        return run(words, Path.of("/"), QUICK, Map.of());
    }

    /** Works on a repository of ours, with its files in {@code source}. */
    Subprocess.Result work(Path repository, Path source, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--git-dir=" + repository, "--work-tree=" + source));
        words.addAll(List.of("-c", "core.bare=false"));
        words.addAll(List.of(arguments));
        return run(words, source, QUICK, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"));
    }

    /** Works on a repository of ours without files; may take as long as the network does. */
    Subprocess.Result bare(Path repository, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--git-dir=" + repository));
        words.addAll(List.of(arguments));
        return run(words, Path.of("/"), NETWORK, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"));
    }

    /** The same with something to read. */
    Subprocess.Result feed(Path repository, Subprocess.Input input, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--git-dir=" + repository));
        words.addAll(List.of(arguments));
        return commands.feed(subprocess(words, Path.of("/"), NETWORK, Map.of("GIT_CONFIG_GLOBAL", "/dev/null")), input);
    }

    /** Any exit code but 0 is a fault of ours, with git's words. */
    static Subprocess.Result check(Subprocess.Result result, String what) {
        if (result.exitCode() != 0) {
            throw new InfraException(what + " failed: " + words(result));
        }
        return result;
    }

    /** What git said was wrong: its first complaint. */
    static String words(Subprocess.Result result) {
        return result.err()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElse(result.lastLine());
    }

    private Subprocess.Result run(List<String> words, Path directory, Duration limit, Map<String, String> more) {
        return commands.run(subprocess(words, directory, limit, more));
    }

    private static Subprocess subprocess(List<String> words, Path directory, Duration limit, Map<String, String> more) {
        List<String> command = new ArrayList<>(List.of("env"));
        INHERITED.forEach(name -> command.addAll(List.of("-u", name)));
        OURS.forEach((name, value) -> command.add(name + "=" + value));
        more.forEach((name, value) -> command.add(name + "=" + value));
        command.add("git");
        command.addAll(words);
        return new Subprocess(command, directory, Map.of(), limit);
    }
}
