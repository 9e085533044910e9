package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;

/**
 * The two locks that processes share an embedded server by. {@code start.lock}, exclusive, is held while one finds out whether the
 * server runs and starts or stops it. {@code use.lock} is held shared by every process that uses the server: who gets it
 * exclusively, under the start lock, is the last. The kernel gives both back when a process dies, however it dies.
 *
 * <p>POSIX file locks belong to the process: one instance a directory and process, used by one thread at a time (see {@link
 * EmbeddedPostgres}).
 */
final class ServerLocks {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path directory;
    private @Nullable FileChannel useChannel;
    private @Nullable FileLock use;

    ServerLocks(Path directory) {
        this.directory = directory;
    }

    /** Does the work while no other process starts or stops the server. */
    <T> T alone(Supplier<T> work) {
        Path file = directory.resolve("start.lock");
        try (FileChannel channel = open(file)) {
            long end = System.nanoTime() + LIMIT.toNanos();
            @Nullable FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() > end) {
                    throw new InfraException("Another Kpulse process has held " + file + " for " + LIMIT.toMinutes()
                            + " minutes: end it and try again.");
                }
                Thread.sleep(10);
                lock = channel.tryLock();
            }
            return work.get();
        } catch (IOException e) {
            throw new InfraException("Cannot lock " + file + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Interrupted while waiting for another Kpulse process to start the database.", e);
        }
    }

    /** Says that this process uses the server. Under the start lock. */
    void use() {
        try {
            FileChannel channel = open(directory.resolve("use.lock"));
            useChannel = channel;
            use = channel.lock(0, Long.MAX_VALUE, true);
        } catch (IOException e) {
            throw new InfraException("Cannot lock " + directory.resolve("use.lock") + ": " + e.getMessage() + ".", e);
        }
    }

    /** Says that this process uses the server no more; true when no other process does either. Under the start lock. */
    boolean leave() {
        try (FileChannel channel = useChannel) {
            if (channel == null || use == null) {
                return false;
            }
            use.release();
            return channel.tryLock() != null;
        } catch (IOException e) {
            throw new InfraException("Cannot unlock " + directory.resolve("use.lock") + ": " + e.getMessage() + ".", e);
        } finally {
            use = null;
            useChannel = null;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
