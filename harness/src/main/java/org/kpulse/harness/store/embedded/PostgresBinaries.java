package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked once from zonky's binaries artifact on the class path ({@code initdb}, {@code pg_ctl},
 * {@code postgres} and their libraries; about 75 MB). A kill while unpacking leaves only a temporary directory, deleted next time.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The directory that holds {@code bin/postgres}. Call it under the start lock only. */
    static Path unpacked(Path postgres, Progress progress) {
        URL archive = archive();
        Path home = postgres.resolve("server-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        progress.step("database: unpacking PostgreSQL");
        Path fresh = postgres.resolve(home.getFileName() + ".new");
        try {
            delete(fresh);
            unpack(archive, fresh);
            Files.move(fresh, home);
            return home;
        } catch (IOException | UncheckedIOException e) {
            throw new InfraException("Cannot unpack PostgreSQL into " + postgres + ": " + e.getMessage() + ".", e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static URL archive() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = "/postgres-linux-" + (machine.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        @Nullable URL url = PostgresBinaries.class.getResource(name);
        if (url == null) {
            throw new InfraException("No embedded PostgreSQL for " + machine
                    + " comes with this Kpulse: set database.url to a PostgreSQL server of yours.");
        }
        return url;
    }

    /** The checksum that the jar holds of the archive, so that other binaries get another directory without reading them. */
    private static String fingerprint(URL archive) {
        try {
            if (archive.openConnection() instanceof JarURLConnection jar) {
                return String.format(Locale.ROOT, "%08x", jar.getJarEntry().getCrc());
            }
            return Long.toString(archive.openConnection().getContentLengthLong());
        } catch (IOException e) {
            throw new InfraException("Cannot read the embedded PostgreSQL: " + e.getMessage() + ".", e);
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream raw = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
