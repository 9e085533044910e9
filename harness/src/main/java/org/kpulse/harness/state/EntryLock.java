package org.kpulse.harness.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;

/**
 * Exclusive right to something that a file stands for, such as a cache entry, among the threads of this process and among processes. The operating system gives
 * it back when its owner dies, so it never has to be broken by hand; the empty lock file stays.
 */
public final class EntryLock implements AutoCloseable {

    private static final Map<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();

    private final Semaphore semaphore;
    private final FileChannel channel;

    private EntryLock(Semaphore semaphore, FileChannel channel) {
        this.semaphore = semaphore;
        this.channel = channel;
    }

    /** Takes the lock if nobody has it. */
    public static Optional<EntryLock> tryTake(Path file) {
        Semaphore semaphore = semaphoreOf(file);
        if (!semaphore.tryAcquire()) {
            return Optional.empty();
        }
        return Optional.ofNullable(lock(file, semaphore, false));
    }

    /** Takes the lock, waiting as long as its owner works. */
    public static EntryLock take(Path file) {
        Semaphore semaphore = semaphoreOf(file);
        try {
            semaphore.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Interrupted while waiting for " + file.getFileName() + ".", e);
        }
        @Nullable EntryLock lock = lock(file, semaphore, true);
        if (lock == null) {
            throw new IllegalStateException("a blocking lock came back without the lock: " + file);
        }
        return lock;
    }

    private static Semaphore semaphoreOf(Path file) {
        return IN_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new Semaphore(1));
    }

    private static @Nullable EntryLock lock(Path file, Semaphore semaphore, boolean wait) {
        @Nullable FileChannel channel = null;
        boolean locked = false;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = wait ? channel.lock() : channel.tryLock();
            locked = lock != null;
            return locked ? new EntryLock(semaphore, channel) : null;
        } catch (IOException e) {
            throw new InfraException("Cannot lock " + file + ": " + e.getMessage() + ".", e);
        } finally {
            if (!locked) {
                closeQuietly(channel);
                semaphore.release();
            }
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new InfraException("Cannot close a lock file: " + e.getMessage() + ".", e);
        }
    }

    /** Does the work and gives the lock back, whatever happens. */
    public <T> T during(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            close();
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            closeQuietly(channel);
        } finally {
            semaphore.release();
        }
    }
}
