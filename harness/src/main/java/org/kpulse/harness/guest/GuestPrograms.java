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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.FileTrees;
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
    private static final Duration FOLDER_LIMIT = Duration.ofMinutes(15);
    private static final String NEEDED = "apt-get install gcc libc6-dev";

    private final Commands commands;
    private final EntryCache cache;

    public GuestPrograms(Commands commands, StateDirectory state) {
        this.commands = commands;
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
     * Makes a folder of programs with its own Makefile, or finds it made: {@code make install} with {@code BUILD}, {@code DESTDIR},
     * {@code PREFIX} and {@code CC}, which is musl's compiler if there is one, since its programs are a tenth of the size.
     *
     * @param source with a Makefile; not written to
     * @param name of the folder in the guest
     * @param version says what is in the source, letters and digits
     * @return each program by its path within the folder
     */
    public SortedMap<String, Path> folder(Path source, String name, String version, Progress progress) {
        String cc = hasMusl() ? "musl-gcc" : "gcc";
        String key = Sha256.ofText(compiler() + "\n" + cc + "\n" + version).substring(0, 16);
        Path entry =
                cache.obtain(name + "-" + key, path -> Files.isDirectory(path.resolve(name)), progress, directory -> {
                    progress.step("compiling the programs of " + name);
                    makeIn(directory, source, name, cc);
                });
        Path installed = entry.resolve(name);
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(installed)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(installed.relativize(file).toString(), file));
        } catch (IOException e) {
            throw new InfraException("Cannot read " + installed + ": " + e.getMessage() + ".", e);
        }
        return files;
    }

    private boolean hasMusl() {
        try {
            return commands.run(Subprocess.of(LIMIT, "musl-gcc", "-dumpmachine"))
                            .exitCode()
                    == 0;
        } catch (InfraException e) {
            return false;
        }
    }

    private void makeIn(Path directory, Path source, String name, String cc) throws IOException {
        Path build = directory.resolve("build");
        List<String> make = List.of(
                "make",
                "-s",
                "-C",
                source.toString(),
                "install",
                "CC=" + cc,
                "BUILD=" + build,
                "DESTDIR=" + directory,
                "PREFIX=/" + name);
        Subprocess.Result result = commands.run(new Subprocess(make, directory, Map.of(), FOLDER_LIMIT));
        if (result.exitCode() != 0) {
            String reason = result.err()
                    .lines()
                    .filter(line -> line.contains("error:") || line.contains("***"))
                    .findFirst()
                    .orElse(result.lastLine());
            throw new InfraException("The programs of " + name + " cannot be made: " + reason
                    + " (apt-get install make gcc libc6-dev if a program or header is missing)");
        }
        FileTrees.delete(build);
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
