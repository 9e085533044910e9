package org.kpulse.harness.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;

/**
 * Where Kpulse keeps everything: {@code $KPULSE_HOME}, else {@code $XDG_DATA_HOME/kpulse}, else {@code ~/.local/share/kpulse}.
 *
 * @param root the directory itself, absolute
 */
public record StateDirectory(Path root) {

    public StateDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** The state directory that the environment names. */
    public static StateDirectory of(Map<String, String> environment, Path home) {
        @Nullable String kpulse = environment.get("KPULSE_HOME");
        if (kpulse != null && !kpulse.isBlank()) {
            return new StateDirectory(Path.of(kpulse));
        }
        @Nullable String data = environment.get("XDG_DATA_HOME");
        Path base = data == null || data.isBlank() ? home.resolve(".local/share") : Path.of(data);
        return new StateDirectory(base.resolve("kpulse"));
    }

    /** Fetched and unpacked kernels, one directory each. */
    public Path kernels() {
        return directory("kernels");
    }

    /** Sources of kernels, one directory a tree: its repository, the checked out files, what was compiled last. */
    public Path trees() {
        return directory("trees");
    }

    /** Releases of kernel.org: what is being downloaded, and a repository with the source of each. */
    public Path releases() {
        return directory("releases");
    }

    /** Series of patches that were tested, each by its hash. */
    public Path patches() {
        return directory("patches");
    }

    /** How each build ended, one directory each. */
    public Path builds() {
        return directory("builds");
    }

    /** What the compiler made before, for ccache. */
    public Path compilerCache() {
        return directory("ccache");
    }

    /** Files of bisections, one directory each. */
    public Path bisections() {
        return directory("bisections");
    }

    /** Guest images, one directory for each package list. */
    public Path guests() {
        return directory("guests");
    }

    /** Programs compiled for guests, one directory each. */
    public Path programs() {
        return directory("programs");
    }

    /** Symbols of kernels, one directory each. */
    public Path symbols() {
        return directory("symbols");
    }

    /** The embedded PostgreSQL: binaries and data. */
    public Path postgres() {
        return directory("postgres");
    }

    /** Console logs and raw benchmark output, one directory a run. */
    public Path runs() {
        return directory("runs");
    }

    /** Kpulse's own logs. */
    public Path logs() {
        return directory("logs");
    }

    /** Files that live only while a process works; leftovers are deleted at the next start. */
    public Path scratch() {
        return directory("tmp");
    }

    private Path directory(String name) {
        Path path = root.resolve(name);
        try {
            // a link to a directory on another disk is fine, but JDK 17's createDirectories refuses it
            return Files.isDirectory(path) ? path : Files.createDirectories(path);
        } catch (IOException e) {
            throw new InfraException("Cannot create " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
