package org.kpulse.harness.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.runner.RunDirectories;
import org.kpulse.harness.state.StateDirectory;

/**
 * The right to use this host's machines, held by one process at a time, with a directory for its files. Whoever gets it sweeps
 * what a killed holder left. Closing gives it back.
 */
public final class Workspace implements AutoCloseable {

    private static final String LOCK = "machines.lock";

    private final FileChannel channel;
    private final Path directory;

    private Workspace(FileChannel channel, Path directory) {
        this.channel = channel;
        this.directory = directory;
    }

    /** Takes it, or says who has it. */
    public static Workspace take(StateDirectory state, Clock clock) {
        Path file = state.root().resolve(LOCK);
        try {
            Path scratch = state.scratch();
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new InfraException("Another kpulse run is using this host's machines ("
                        + Files.readString(file).strip() + "); wait for it to end.");
            }
            String holder = "process " + ProcessHandle.current().pid() + " since " + clock.instant();
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(holder));
            sweep(scratch);
            RunDirectories.deleteUnfinished(state);
            Path directory = Files.createDirectories(
                    scratch.resolve("run-" + ProcessHandle.current().pid()));
            return new Workspace(channel, directory);
        } catch (IOException e) {
            throw new InfraException("Cannot use " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** For files that live as long as this. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try (channel) {
            sweep(directory);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new InfraException("Cannot delete " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static void sweep(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
