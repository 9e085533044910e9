package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.benchmark.TestSource;
import org.kpulse.harness.build.BuildLimits;
import org.kpulse.harness.build.Sandbox;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.OwnFiles;
import org.kpulse.harness.state.Sha256;

/** Makes the programs of test sets, each set once for each content and compiler. */
final class TestPrograms {

    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final BuildLimits LIMITS = new BuildLimits(LIMIT, 4096, 512, 4096);
    private static final String KSELFTEST = "guest/kselftest.sh";

    private final Commands commands;
    private final EntryCache cache;
    private final String compiler;
    private final boolean sandboxed;

    /**
     * @param compiler says which one it is
     * @param sandboxed whether Makefiles of kernel trees run in a sandbox
     */
    TestPrograms(Commands commands, EntryCache cache, String compiler, boolean sandboxed) {
        this.commands = commands;
        this.cache = cache;
        this.compiler = compiler;
        this.sandboxed = sandboxed;
    }

    /** Each file of a set by its path; what could not be built is said. */
    SortedMap<String, Path> of(String name, TestSet tests, String version, Progress progress) {
        if (tests.source() instanceof TestSource.Kselftest kselftest) {
            return kselftest(name, kselftest, progress);
        }
        Path folder = ((TestSource.Folder) tests.source()).path();
        boolean ready = !Files.isRegularFile(folder.resolve("Makefile"));
        SortedMap<String, Path> files = files(ready ? folder : made(folder, name, version, progress));
        if (tests.format().isForeign()) {
            check(name, files);
        }
        return files;
    }

    /** {@code make install} with {@code BUILD}, {@code DESTDIR}, {@code PREFIX} and {@code CC}, which is musl's compiler if there is one. */
    private Path made(Path source, String name, String version, Progress progress) {
        String cc = hasMusl() ? "musl-gcc" : "gcc";
        return obtain(name, compiler + "\n" + cc + "\n" + version, progress, directory -> {
            Path build = directory.resolve("build");
            make(
                    name,
                    directory,
                    List.of(
                            "make",
                            "-s",
                            "-C",
                            source.toString(),
                            "install",
                            "CC=" + cc,
                            "BUILD=" + build,
                            "DESTDIR=" + directory,
                            "PREFIX=/" + name));
            FileTrees.delete(build);
        });
    }

    private SortedMap<String, Path> kselftest(String name, TestSource.Kselftest kselftest, Progress progress) {
        KernelSource source = KernelSource.find(kselftest, KernelSource.PACKAGED);
        String script = OwnFiles.text(KSELFTEST);
        String key = String.join(
                "\n",
                compiler,
                script,
                source.version(),
                kselftest.collections().toString());
        Path installed = obtain(name, key, progress, directory -> {
            Files.writeString(directory.resolve("kselftest.sh"), script);
            List<String> command = new ArrayList<>(List.of("sh", "{made}/kselftest.sh", "{source}", "{made}/" + name));
            command.addAll(kselftest.collections());
            make(name, directory, contained(command, source.path(), directory));
        });
        SortedMap<String, Path> files = files(installed);
        Path unbuilt = files.get(TestSet.SKIP);
        if (unbuilt != null) {
            lines(unbuilt).forEach(line -> progress.step(name + ": " + line));
        }
        return files;
    }

    /** A kernel tree's Makefiles are a stranger's programs: they see that tree and may write into this directory. */
    private List<String> contained(List<String> command, Path source, Path directory) {
        Sandbox sandbox = sandboxed ? Sandbox.bubblewrap(commands) : Sandbox.off();
        return sandbox.command(
                new Sandbox.Program(
                        command,
                        Map.of(),
                        Map.of(
                                "source", new Sandbox.Mount(source.toAbsolutePath(), "/build/source", false),
                                "made", new Sandbox.Mount(directory.toAbsolutePath(), "/build/made", true))),
                LIMITS);
    }

    private Path obtain(String name, String key, Progress progress, EntryCache.Maker maker) {
        String entry = name + "-" + Sha256.ofText(key).substring(0, 16);
        return cache.obtain(entry, path -> Files.isDirectory(path.resolve(name)), progress, directory -> {
                    progress.step("compiling the programs of " + name);
                    maker.makeIn(directory);
                })
                .resolve(name);
    }

    private void make(String name, Path directory, List<String> command) {
        Subprocess.Result result = commands.run(new Subprocess(command, directory, Map.of(), LIMIT));
        if (result.exitCode() != 0) {
            String reason = result.err()
                    .lines()
                    .filter(line -> line.contains("error:") || line.contains("***"))
                    .findFirst()
                    .orElse(result.lastLine());
            throw new InfraException("The programs of " + name + " cannot be made: " + reason
                    + " (apt-get install make gcc libc6-dev if a program or header is missing)");
        }
    }

    /** A program's name is that of its test. */
    private static void check(String name, SortedMap<String, Path> files) {
        files.forEach((path, file) -> {
            if (Files.isExecutable(file) && !TestSet.isName(path)) {
                throw new InfraException(
                        "\"" + path.replaceAll("[^\\x20-\\x7e]", "?") + "\" of test set " + name
                                + " cannot be the name of a test; rename the file: letters, digits, dots, dashes and underscores.");
            }
        });
        if (files.values().stream().noneMatch(Files::isExecutable)) {
            throw new InfraException("There is no executable file in test set " + name + ".");
        }
    }

    private static SortedMap<String, Path> files(Path folder) {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        } catch (IOException e) {
            throw new InfraException("Cannot read " + folder + ": " + e.getMessage() + ".", e);
        }
        return files;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private boolean hasMusl() {
        try {
            return commands.run(Subprocess.of(QUICK, "musl-gcc", "-dumpmachine"))
                            .exitCode()
                    == 0;
        } catch (InfraException e) {
            return false;
        }
    }
}
