package org.kpulse.harness.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.OwnFiles;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;

/**
 * The plugin that counts for QEMU ({@code plugin/profile.c}), compiled on first use and cached by source, compiler and QEMU. It is
 * tried in that QEMU once: not every QEMU is built with plugins.
 */
public final class ProfilePlugin {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String NAME = "profile.so";
    private static final List<String> FLAGS =
            List.of("-std=gnu11", "-O2", "-shared", "-fPIC", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror");

    private final Commands commands;
    private final EntryCache cache;
    private final Path qemu;
    private final String version;

    /**
     * @param qemu the emulator's program
     * @param version what it says of itself
     */
    public ProfilePlugin(Commands commands, StateDirectory state, Path qemu, String version) {
        this.commands = commands;
        this.cache = new EntryCache(state.programs());
        this.qemu = qemu;
        this.version = version;
    }

    /**
     * The plugin, or nothing after saying once why there is none and what would help: runs go on without profiles.
     */
    public Optional<Path> obtain(Progress progress) {
        try {
            String source = OwnFiles.text("plugin/profile.c");
            String compiler = said("gcc", "-dumpfullversion", "-dumpmachine");
            String key = Sha256.ofText(String.join("\n", compiler, FLAGS.toString(), version, qemu.toString(), source))
                    .substring(0, 16);
            Path entry = cache.obtain(
                    "profile-plugin-" + key,
                    path -> Files.isReadable(path.resolve(NAME)),
                    progress,
                    directory -> make(directory, source));
            return Optional.of(entry.resolve(NAME));
        } catch (InfraException e) {
            progress.warn("no exact profiles in these runs: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void make(Path directory, String source) throws IOException {
        Files.writeString(directory.resolve("profile.c"), source, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", NAME, "profile.c"));
        Subprocess.Result compiled = commands.run(new Subprocess(command, directory, Map.of(), LIMIT));
        if (compiled.exitCode() != 0) {
            throw new InfraException("the plugin for QEMU does not compile (" + compiled.lastLine()
                    + "); run: apt-get install gcc libc6-dev");
        }
        Path out = directory.resolve("trial");
        List<String> trial = List.of(
                "sh",
                "-c",
                "echo quit | \"$@\"",
                "sh",
                qemu.toString(),
                "-plugin",
                directory.resolve(NAME).toString().replace(",", ",,") + ",out="
                        + out.toString().replace(",", ",,"),
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-monitor",
                "stdio");
        Subprocess.Result tried = commands.run(new Subprocess(trial, directory, Map.of(), LIMIT));
        boolean wrote = Files.exists(out);
        Files.deleteIfExists(out);
        if (tried.exitCode() != 0 || !wrote) {
            throw new InfraException(String.format(
                    Locale.ROOT,
                    "%s takes no plugin (%s); install one built with TCG plugins, such as Debian's qemu-system-x86",
                    version,
                    tried.exitCode() == 0 ? "it ignored it" : tried.lastLine()));
        }
    }

    private String said(String... command) {
        Subprocess.Result result = commands.run(Subprocess.of(LIMIT, command));
        if (result.exitCode() != 0) {
            throw new InfraException(
                    "gcc does not work (" + result.lastLine() + "); run: apt-get install gcc libc6-dev");
        }
        return result.out().strip();
    }
}
