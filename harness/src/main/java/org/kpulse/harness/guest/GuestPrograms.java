package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.OwnFiles;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;

/** Kpulse's own C programs for guests, compiled statically so that they run in any guest; cached by source and compiler. */
public final class GuestPrograms {

    /** Not position-independent, and the stubs of {@code guest/mark.h} at the address where the profiler's plugin looks for them. */
    private static final List<String> FLAGS = List.of(
            "-O2",
            "-static",
            "-no-pie",
            "-s",
            "-Wl,--section-start=.kpulse_marks=0x10000000",
            "-Wall",
            "-Wextra",
            "-Werror");

    private static final String MARKS = "mark.h";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NEEDED = "apt-get install gcc libc6-dev";

    private final Commands commands;
    private final EntryCache cache;
    private final boolean sandboxed;

    /** @param sandboxed whether Makefiles of kernel trees run in a sandbox */
    public GuestPrograms(Commands commands, StateDirectory state, boolean sandboxed) {
        this.commands = commands;
        this.sandboxed = sandboxed;
        this.cache = new EntryCache(state.programs());
    }

    /** Compiles a source file; see {@link #compile(String, String, Progress)}. */
    public Path compile(Path source, String name, Progress progress) {
        try {
            return compile(Files.readString(source), name, progress);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + source + ": " + e.getMessage() + ".", e);
        }
    }

    /** Compiles one of Kpulse's own programs, {@code guest/<name>.c}. */
    public Path own(String name, Progress progress) {
        return compile(OwnFiles.text("guest/" + name + ".c"), name, progress);
    }

    /**
     * Compiles C source to a static program, or finds it compiled. {@link InfraException} when there is no compiler or it
     * refuses the source.
     *
     * @param source C11; {@code mark.h} lies beside it
     * @param name of the program: letters, digits, {@code -} and {@code _}
     */
    public Path compile(String source, String name, Progress progress) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,60}")) {
            throw new IllegalArgumentException("not a name of a program: " + name);
        }
        String marks = OwnFiles.text("guest/" + MARKS);
        String key = Sha256.ofText(compiler() + "\n" + FLAGS + "\n" + marks + "\n" + source)
                .substring(0, 16);
        Path entry = cache.obtain(
                name + "-" + key,
                path -> Files.isExecutable(path.resolve(name)),
                progress,
                directory -> compileIn(directory, source, name));
        return entry.resolve(name);
    }

    /**
     * Makes the programs of a test set, or finds them made.
     *
     * @param name of the test set
     * @param version says what is in a source that comes with the recipe, letters and digits
     * @return each file by its path within {@code /kpulse/bin/<name>/}
     */
    public SortedMap<String, Path> tests(String name, TestSet tests, String version, Progress progress) {
        return new TestPrograms(commands, cache, compiler(), sandboxed).of(name, tests, version, progress);
    }

    private String compiler() {
        try {
            Subprocess.Result version = commands.run(Subprocess.of(LIMIT, "gcc", "-dumpfullversion", "-dumpmachine"));
            if (version.exitCode() == 0) {
                return version.out().strip();
            }
            throw new InfraException("gcc does not work: " + version.lastLine());
        } catch (InfraException e) {
            throw new InfraException("A C compiler is needed for the guest's programs; run: " + NEEDED, e);
        }
    }

    private void compileIn(Path directory, String source, String name) throws IOException {
        Path file = directory.resolve(name + ".c");
        Files.writeString(file, source, StandardCharsets.UTF_8);
        Files.writeString(directory.resolve(MARKS), OwnFiles.text("guest/" + MARKS), StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11"));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", name, name + ".c"));
        Subprocess.Result result = commands.run(new Subprocess(command, directory, Map.of(), LIMIT));
        if (result.exitCode() != 0) {
            String reason = result.err()
                    .lines()
                    .filter(line -> line.contains("error:") || line.contains("cannot find"))
                    .findFirst()
                    .orElse(result.lastLine());
            throw new InfraException(
                    name + ".c does not compile: " + reason + " (" + NEEDED + " if a header or library is missing)");
        }
    }
}
