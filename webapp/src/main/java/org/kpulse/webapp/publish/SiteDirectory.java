package org.kpulse.webapp.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.EntryLock;
import org.kpulse.harness.state.FileTrees;

/**
 * Where a site is published. It is a symbolic link to a directory beside it: a new site is written into a new directory, flushed to
 * the disk, and then a link to it renamed over the old link, which file systems do at once. Whatever happens and whenever it ends,
 * a reader finds the old site or the new one, whole. The site before stays for requests under way; older ones and what a killed
 * publication left are deleted by the next.
 */
final class SiteDirectory {

    /** The file that says who made a site; the last to be written. */
    static final String MARK = "kpulse-publish.json";

    private final Path out;
    private final Path parent;
    private final String prefix;

    private SiteDirectory(Path out, Path parent, String prefix) {
        this.out = out;
        this.parent = parent;
        this.prefix = prefix;
    }

    /**
     * At this path.
     *
     * @throws UsageException if something is there that was not published
     */
    static SiteDirectory at(Path path) {
        Path out = path.toAbsolutePath().normalize();
        Path parent = out.getParent();
        if (parent == null) {
            throw new UsageException("A site needs a directory of its own, not " + path + ".");
        }
        SiteDirectory directory = new SiteDirectory(out, parent, "." + out.getFileName() + ".kpulse-");
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && directory.current().isEmpty()) {
            throw new UsageException(
                    path
                            + " is there and was not made by kpulse publish; name another directory or remove it. Nothing was written.");
        }
        return directory;
    }

    /** Name of the directory that the link leads to now; empty if there is none of ours. */
    private Optional<String> current() {
        try {
            String target =
                    Files.isSymbolicLink(out) ? Files.readSymbolicLink(out).toString() : "";
            return isSite(target) ? Optional.of(target) : Optional.empty();
        } catch (IOException e) {
            throw new InfraException("Cannot read " + out + ": " + e.getMessage() + ".", e);
        }
    }

    private boolean isSite(String name) {
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9a-f]{32}");
    }

    /**
     * Has a site written and shows it.
     *
     * @param writing gets somewhere to write to; an exception leaves what was there
     */
    void replace(Consumer<SiteWriter.Files> writing) {
        try {
            Files.createDirectories(parent);
            EntryLock lock = EntryLock.tryTake(parent.resolve(prefix + "lock"))
                    .orElseThrow(() -> new UsageException("Another kpulse publish is writing " + out + " just now."));
            lock.during(() -> {
                replaceAlone(writing);
                return true;
            });
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    private void replaceAlone(Consumer<SiteWriter.Files> writing) {
        Optional<String> before = current();
        String name = prefix + UUID.randomUUID().toString().replace("-", "");
        Path fresh = parent.resolve(name);
        try {
            sweep(before);
            Files.createDirectory(fresh);
            Set<Path> directories = new TreeSet<>(Set.of(fresh));
            writing.accept((path, content) -> {
                Path file = fresh.resolve(path).normalize();
                if (!file.startsWith(fresh)) {
                    throw new IllegalArgumentException(path);
                }
                directories.add(put(file, content));
            });
            for (Path directory : directories) {
                flush(directory);
            }
            show(name);
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    private InfraException cannot(IOException e) {
        return new InfraException(
                "Cannot publish to " + out + ": " + e.getMessage() + ". What was there is unchanged.", e);
    }

    /** Its directory. */
    private static Path put(Path file, byte[] content) {
        try {
            Path directory = Files.createDirectories(file.getParent());
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            return directory;
        } catch (IOException e) {
            throw new InfraException("Cannot write " + file.getFileName() + ": " + e.getMessage() + ".", e);
        }
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void show(String name) throws IOException {
        Path link = parent.resolve(prefix + "link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
        Files.move(link, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flush(parent);
    }

    /** Deletes all sites but the one that is shown: half-written ones too. */
    private void sweep(Optional<String> shown) throws IOException {
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(parent)) {
            for (Path each : beside) {
                String name = each.getFileName().toString();
                if (isSite(name) && !shown.equals(Optional.of(name))) {
                    old.add(each);
                }
            }
        }
        for (Path each : old) {
            FileTrees.delete(each);
        }
    }
}
