package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.state.FileTrees;

/**
 * The directory of compiled files that one build goes on with, in the directory of its tree. A build that was killed may leave half
 * an object file that looks done, so a directory that was in use when its user died is thrown away. Patches come from strangers:
 * a patched build works on a copy, which goes away, so that nothing it writes gets into another kernel.
 */
final class Output {

    private static final String PREFIX = "out-";
    private static final int KEPT = 3;
    private static final Duration COPY = Duration.ofMinutes(10);

    private final Path tree;
    private final Path shared;
    private final Path directory;
    private final boolean incremental;

    private Output(Path tree, Path shared, Path directory) {
        this.tree = tree;
        this.shared = shared;
        this.directory = directory;
        this.incremental = Files.exists(directory.resolve("Makefile"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(directory.resolve(".config"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the directory of this key, and marks it as in use. The tree's lock must be held. */
    static Output take(Path tree, String key, boolean patched, Commands commands, Clock clock) {
        Path shared = tree.resolve(PREFIX + key);
        Path directory = patched ? tree.resolve("patched") : shared;
        try {
            if (Files.exists(mark(shared))) {
                FileTrees.delete(shared);
                Files.delete(mark(shared));
            }
            if (!patched) {
                Files.createDirectories(shared);
                Files.setLastModifiedTime(shared, FileTime.from(clock.instant()));
                forgetOld(tree);
            } else {
                FileTrees.delete(directory);
                if (Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)) {
                    copy(shared, directory, commands);
                }
                Files.createDirectories(directory);
            }
            Files.writeString(mark(directory), "in use\n");
            return new Output(tree, shared, directory);
        } catch (IOException e) {
            throw new InfraException("Cannot use " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static void copy(Path from, Path to, Commands commands) {
        Subprocess.Result copied =
                commands.run(Subprocess.of(COPY, "cp", "-a", "--reflink=auto", from.toString(), to.toString()));
        if (copied.exitCode() != 0) {
            throw new InfraException("Copying " + from + " failed: " + copied.lastLine());
        }
    }

    Path directory() {
        return directory;
    }

    /** Whether there is something to go on with. */
    boolean incremental() {
        return incremental;
    }

    /** The same, empty. */
    Output emptied() {
        try {
            FileTrees.delete(directory);
            Files.createDirectories(directory);
            return new Output(tree, shared, directory);
        } catch (IOException e) {
            throw new InfraException("Cannot empty " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** The build came to its own end, so its files can be gone on with. */
    void release() {
        try {
            if (!directory.equals(shared)) {
                FileTrees.delete(directory);
            }
            Files.deleteIfExists(mark(directory));
        } catch (IOException e) {
            throw new InfraException("Cannot clean " + tree + ": " + e.getMessage() + ".", e);
        }
    }

    private static Path mark(Path directory) {
        return directory.resolveSibling("." + directory.getFileName() + ".in-use");
    }

    private static void forgetOld(Path tree) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.list(tree)) {
            all = paths.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            FileTrees.delete(old);
        }
    }
}
