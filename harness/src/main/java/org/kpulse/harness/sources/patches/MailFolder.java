package org.kpulse.harness.sources.patches;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.state.Sha256;

/**
 * The files of a Maildir or a plain directory. They are read, and never moved, marked or deleted; links are not followed.
 *
 * <p>A file of a Maildir is whole when it is in {@code new} or {@code cur}, and is the same under another name behind the colon. A file of
 * a directory counts when it has not changed for some seconds, or since the last look; if it changes it is another.
 */
final class MailFolder {

    /** Files of a folder that are looked at. */
    static final int MOST_FILES = 50_000;

    static final int MOST_BYTES = 10_000_000;

    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int KEY = 16;

    private final Path root;
    private final boolean maildir;
    /** Sizes and times of files that had just changed when they were last looked at. */
    private Map<Path, String> unsettled = new HashMap<>();

    /** How many links it was told of. */
    private final Map<Path, Integer> linksTold = new HashMap<>();

    MailFolder(Path root, boolean maildir) {
        this.root = root;
        this.maildir = maildir;
    }

    Path root() {
        return root;
    }

    /**
     * A file that is there.
     *
     * @param key the same as long as it is the same file, 16 hexadecimal digits
     * @param changed when
     */
    record Entry(String key, Path path, Instant changed, long bytes) {}

    /**
     * What is there.
     *
     * @param entries the oldest first
     * @param remarks what is not looked at, a sentence each
     */
    record Listing(List<Entry> entries, List<String> remarks) {}

    /** What is there now. */
    Listing list(Instant now) throws IOException {
        Path real = root.toRealPath();
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        Map<Path, String> young = new HashMap<>();
        for (Path folder : maildir ? List.of(real.resolve("new"), real.resolve("cur")) : List.of(real)) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " is no directory");
            }
            list(folder, now, entries, young, remarks);
        }
        unsettled = young;
        return new Listing(
                entries.values().stream()
                        .sorted(Comparator.comparing(Entry::changed).thenComparing(Entry::path))
                        .toList(),
                remarks);
    }

    private void list(
            Path folder, Instant now, Map<String, Entry> entries, Map<Path, String> young, List<String> remarks)
            throws IOException {
        int links = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(".") || !(maildir || name.matches(".*\\.(mbox|eml|patch)"))) {
                    continue;
                }
                if (entries.size() == MOST_FILES) {
                    remarks.add(folder + " has more than " + MOST_FILES + " files; the rest is not looked at");
                    break;
                }
                Optional<BasicFileAttributes> is = attributes(file);
                if (is.isEmpty() || !is.get().isRegularFile()) {
                    links += is.isPresent() && is.get().isSymbolicLink() ? 1 : 0;
                    continue;
                }
                Instant changed = is.get().lastModifiedTime().toInstant();
                String state = is.get().size() + " " + changed;
                if (!maildir && changed.plus(SETTLED).isAfter(now) && !state.equals(unsettled.get(file))) {
                    young.put(file, state);
                    continue;
                }
                String same = maildir ? name.replaceFirst(":2,[^:]*$", "") : name + " " + state;
                String key =
                        Sha256.ofBytes(same.getBytes(StandardCharsets.UTF_8)).substring(0, KEY);
                entries.put(key, new Entry(key, file, changed, is.get().size()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (links > 0 && links != linksTold.getOrDefault(folder, 0)) {
            remarks.add(links == 1 ? "1 symbolic link is not followed" : links + " symbolic links are not followed");
        }
        linksTold.put(folder, links);
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty(); // taken away meanwhile
        }
    }

    /** Its content, one byte a character; it has at most {@link #MOST_BYTES}. */
    String read(Entry entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry.path(), LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
