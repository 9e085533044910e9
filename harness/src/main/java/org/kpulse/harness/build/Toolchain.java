package org.kpulse.harness.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;

/** The host's programs that build kernels. */
final class Toolchain {

    /** What the kernel's Makefiles call, what the sandbox is, and what makes it quick. */
    static final List<String> PACKAGES = List.of(
            "bc",
            "binutils",
            "bison",
            "bubblewrap",
            "ccache",
            "flex",
            "gcc",
            "git",
            "kmod",
            "libc6-dev",
            "libelf-dev",
            "libssl-dev",
            "make",
            "xz-utils");

    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration NETWORK = Duration.ofMinutes(30);

    private final Commands commands;
    private final String user;

    /** @param user name of the user who runs this process: only root can install packages */
    Toolchain(Commands commands, String user) {
        this.commands = commands;
        this.user = user;
    }

    /** Installs what is missing, as root; else an {@link InfraException} with the line to run. Other distributions are trusted. */
    void provide(Progress progress) {
        if (!Files.isExecutable(Path.of("/usr/bin/dpkg-query"))) {
            return;
        }
        Set<String> there = commands.run(Subprocess.of(QUICK, "dpkg-query", "-W", "-f=${Package} ${Status}\\n"))
                .out()
                .lines()
                .filter(line -> line.endsWith(" install ok installed"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        List<String> missing =
                PACKAGES.stream().filter(name -> !there.contains(name)).toList();
        if (missing.isEmpty()) {
            return;
        }
        String names = String.join(" ", missing);
        if (!user.equals("root")) {
            throw new InfraException("To build kernels these packages are missing; run:"
                    + " sudo apt-get install --no-install-recommends -y " + names);
        }
        progress.step("installing what builds kernels: " + names);
        apt(List.of("update"));
        List<String> install = new ArrayList<>(List.of("install", "--no-install-recommends", "-y"));
        install.addAll(missing);
        apt(install);
    }

    private void apt(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"));
        words.addAll(arguments);
        Subprocess.Result result = commands.run(Subprocess.of(NETWORK, words.toArray(String[]::new)));
        if (result.exitCode() != 0) {
            throw new InfraException("apt-get " + arguments.get(0) + " failed: " + result.lastLine());
        }
    }

    /** Compiler and linker with their versions: {@code gcc (Debian 12.2.0-14) 12.2.0, GNU ld (...) 2.40}. */
    String identity(String compiler) {
        return version(compiler) + ", " + version("ld");
    }

    private String version(String program) {
        Subprocess.Result said = commands.run(Subprocess.of(QUICK, program, "--version"));
        String line = said.out().lines().findFirst().orElse("").strip();
        if (said.exitCode() != 0 || line.isEmpty()) {
            throw new InfraException(program + " does not say its version: " + said.lastLine());
        }
        return line;
    }

    /** Whether ccache can be used. */
    boolean hasCcache() {
        try {
            return commands.run(Subprocess.of(QUICK, "ccache", "--version")).exitCode() == 0;
        } catch (InfraException e) {
            return false;
        }
    }
}
