package org.kpulse.harness.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of entries that are costly to make: kernels, guest images, programs. An entry is there whole or not at all: it is
 * made in {@code <name>.partial} and renamed. One maker at a time per entry; a second one waits and then finds it ready. What a
 * killed process left is swept when the cache is opened.
 */
public final class EntryCache {

    private static final Logger LOG = LoggerFactory.getLogger(EntryCache.class);
    private static final String PARTIAL = ".partial";
    private static final String OLD = ".old";
    private static final String LOCKS = ".locks";

    private final Path root;

    /** Makes the content of an entry in an empty directory. */
    @FunctionalInterface
    public interface Maker {
        void makeIn(Path directory) throws IOException;
    }

    /** Opens the cache in an existing directory and deletes leftovers of dead processes. */
    public EntryCache(Path root) {
        this.root = root;
        sweep();
    }

    /** The entry of this name, complete; its content is the caller's to check. */
    public Optional<Path> find(String name) {
        Path entry = root.resolve(checked(name));
        return Files.isDirectory(entry) ? Optional.of(entry) : Optional.empty();
    }

    /** All complete entries, by name. */
    public List<Path> entries() {
        return paths(path -> !isLeftover(path) && !path.getFileName().toString().startsWith("."));
    }

    /**
     * The entry of this name; made when it is absent or not usable. Nothing is left behind when the maker fails.
     *
     * @param usable says whether an entry found on disk may be used; it is replaced when not
     */
    public Path obtain(String name, Predicate<Path> usable, Progress progress, Maker maker) {
        Optional<Path> found = find(name).filter(usable);
        if (found.isPresent()) {
            return found.get();
        }
        return locked(name, progress).during(() -> find(name).filter(usable).orElseGet(() -> make(name, maker)));
    }

    /** Makes the entry anew, whatever is there. */
    public Path replace(String name, Progress progress, Maker maker) {
        return locked(name, progress).during(() -> make(name, maker));
    }

    private EntryLock locked(String name, Progress progress) {
        Path file = root.resolve(LOCKS).resolve(checked(name));
        Optional<EntryLock> free = EntryLock.tryTake(file);
        if (free.isPresent()) {
            return free.get();
        }
        progress.step("waiting for another Kpulse that is making " + root.resolve(name));
        return EntryLock.take(file);
    }

    private Path make(String name, Maker maker) {
        Path entry = root.resolve(name);
        Path partial = root.resolve(name + PARTIAL);
        Path old = root.resolve(name + OLD);
        boolean done = false;
        try {
            FileTrees.delete(partial);
            FileTrees.delete(old);
            Files.createDirectory(partial);
            maker.makeIn(partial);
            if (Files.exists(entry)) {
                Files.move(entry, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            FileTrees.delete(old);
            return entry;
        } catch (IOException e) {
            throw new InfraException("Cannot make " + entry + ": " + e.getMessage() + ".", e);
        } finally {
            if (!done) {
                deleteLeftover(partial);
            }
        }
    }

    private void sweep() {
        for (Path leftover : paths(EntryCache::isLeftover)) {
            String file = leftover.getFileName().toString();
            String name = file.substring(0, file.lastIndexOf('.'));
            // an owner that lives holds the lock: its work is left alone
            EntryLock.tryTake(root.resolve(LOCKS).resolve(name))
                    .ifPresent(lock -> lock.during(() -> {
                        deleteLeftover(leftover);
                        return leftover;
                    }));
        }
    }

    private List<Path> paths(Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new InfraException("Cannot read " + root + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean isLeftover(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(PARTIAL) || name.endsWith(OLD);
    }

    /** What cannot be deleted now stays for the next start; it is in nobody's way until its entry is made again. */
    private static void deleteLeftover(Path leftover) {
        try {
            FileTrees.delete(leftover);
        } catch (IOException e) {
            LOG.warn("Cannot delete the leftover {}, trying again at the next start: {}", leftover, e.getMessage());
        }
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.+_~-]{0,200}") || name.endsWith(PARTIAL) || name.endsWith(OLD)) {
            throw new IllegalArgumentException("not a name of a cache entry: " + name);
        }
        return name;
    }
}
