package org.kpulse.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.runner.RunDirectories;
import org.kpulse.harness.state.EntryLock;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.StateDirectory;

/**
 * The right to use this host's machines, held by one process at a time, with a directory for its files. Whoever gets it sweeps
 * what a killed holder left. Closing gives it back.
 */
public final class Workspace implements AutoCloseable {

    private static final String LOCK = "machines.lock";
    private static final String HOLDER = "machines.holder";

    private final EntryLock lock;
    private final Path directory;
    private volatile Turn turn = Turn.UNLIMITED;

    private Workspace(EntryLock lock, Path directory) {
        this.lock = lock;
        this.directory = directory;
    }

    /** Takes it; an {@link InfraException} says who has it. */
    public static Workspace take(StateDirectory state, Clock clock) {
        return tryTake(state, clock)
                .orElseThrow(() -> new InfraException("Another kpulse run is using this host's machines ("
                        + read(state.root().resolve(HOLDER)) + "); wait for it to end."));
    }

    /** Takes it; empty if another process has it. */
    public static Optional<Workspace> tryTake(StateDirectory state, Clock clock) {
        return EntryLock.tryTake(state.root().resolve(LOCK)).map(lock -> taken(lock, state, clock));
    }

    private static Workspace taken(EntryLock lock, StateDirectory state, Clock clock) {
        Path scratch = state.scratch();
        Path holder = state.root().resolve(HOLDER);
        try {
            Files.writeString(holder, "process " + ProcessHandle.current().pid() + " since " + clock.instant());
            sweep(scratch);
            RunDirectories.deleteUnfinished(state);
            Path directory = scratch.resolve("run-" + ProcessHandle.current().pid());
            return new Workspace(lock, Files.createDirectories(directory));
        } catch (IOException e) {
            lock.close();
            throw new InfraException("Cannot use " + scratch + ": " + e.getMessage() + ".", e);
        }
    }

    private static String read(Path holder) {
        try {
            return Files.readString(holder).strip();
        } catch (IOException e) {
            return "it does not say which";
        }
    }

    /** From now on boots are begun only while this lasts. */
    public Workspace during(Turn limited) {
        this.turn = limited;
        return this;
    }

    /** How long boots may be begun. */
    public Turn turn() {
        return turn;
    }

    /** For files that live as long as this. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try (lock) {
            FileTrees.delete(directory);
        } catch (IOException e) {
            throw new InfraException("Cannot delete " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static void sweep(Path directory) throws IOException {
        List<Path> left;
        try (Stream<Path> paths = Files.list(directory)) {
            left = paths.toList();
        }
        for (Path each : left) {
            FileTrees.delete(each);
        }
    }
}
