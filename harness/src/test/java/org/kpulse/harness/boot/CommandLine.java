package org.kpulse.harness.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.state.FileTrees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line as processes of their own, on a state directory of their own. Kernel, guest image and programs are links to the
 * {@link Rig}'s, so that nothing is fetched or built.
 */
final class CommandLine {

    private final Path home;
    private final Path top;
    private final Map<String, String> settings;

    private CommandLine(Path home, Path top, Map<String, String> settings) {
        this.home = home;
        this.top = top;
        this.settings = settings;
    }

    /** With an empty database. */
    static CommandLine fresh(String name) {
        Rig.shared();
        Path home = Rig.HOME.resolve(name);
        try {
            FileTrees.delete(home);
            Files.createDirectories(home);
            for (String shared : List.of("kernels", "guests", "programs")) {
                Files.createSymbolicLink(home.resolve(shared), Rig.HOME.resolve(shared));
            }
            Files.copy(Rig.HOME.resolve("calibration.properties"), home.resolve("calibration.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CommandLine(home, Rig.TOP, Rig.SETTINGS);
    }

    /** With the recipes of another directory, on machines as they are by default. */
    CommandLine withTop(Path directory) {
        return new CommandLine(home, directory, Map.of("qemu.acceleration", "tcg"));
    }

    Path home() {
        return home;
    }

    /** What a finished command left. */
    record Ended(int exitCode, String out, String err) {

        JsonNode json() {
            return new JsonMapper().readTree(out);
        }
    }

    /** A command that is running. */
    record Running(Process process, Path out, Path err) {

        Ended end() {
            try {
                if (!process.waitFor(10, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running: " + Await.text(err));
                }
                return new Ended(process.exitValue(), Await.text(out), Await.text(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
                throw new AssertionError(e);
            }
        }
    }

    /** Starts a command as the leader of a process group, as a shell with a terminal does. */
    Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "org.kpulse.harness.cli.Main"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(home, "out", ".txt");
            Path err = Files.createTempFile(home, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("KPULSE_"));
            builder.environment().put("KPULSE_HOME", home.toString());
            builder.environment().put("KPULSE_TOP", top.toString());
            builder.environment().put("HOME", home.toString());
            settings.forEach((key, value) ->
                    builder.environment().put(ConfigKey.named(key).orElseThrow().variable(), value));
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run(String... arguments) {
        return start(arguments).end();
    }

    /** Waits until a boot that has not ended runs this benchmark. */
    void benchmark(String name) {
        Await.until(
                name,
                () -> logs("results.log").stream()
                        .anyMatch(log -> Files.exists(log.resolveSibling("scratch.raw"))
                                && Await.text(log).contains("@kp begin run " + name)));
    }

    private List<Path> directories() {
        try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
            return runs.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of this name in the directories of the runs, oldest run first. */
    List<Path> logs(String name) {
        if (!Files.isDirectory(home.resolve("runs"))) {
            return List.of();
        }
        return directories().stream()
                .map(d -> d.resolve(name))
                .filter(Files::exists)
                .toList();
    }
}
