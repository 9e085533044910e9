package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.kpulse.harness.kernel.KernelCache;

/** Takes what a build left. A stranger's Makefile may have written it: only plain files are taken, no link is followed. */
final class Collected {

    private static final List<String> NEEDED = List.of(KernelCache.IMAGE, KernelCache.CONFIG, KernelCache.SYSTEM_MAP);

    private Collected() {}

    /** A build that left something else than it should. */
    static final class NotAKernel extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAKernel(String message) {
            super(message);
        }
    }

    /** Refuses a result whose files are not all plain ones, before any of them is read. */
    static void require(Path result) {
        for (String name : NEEDED) {
            plain(result.resolve(name));
        }
        plain(result.resolve(KernelCache.OBJECTS));
        plain(result.resolve("vmlinux"));
    }

    /** Moves the kernel's files; {@code vmlinux} is large, was hashed, and stays behind. */
    static void move(Path result, Path into) throws IOException {
        for (String name : NEEDED) {
            take(result.resolve(name), into.resolve(name));
        }
        take(result.resolve(KernelCache.OBJECTS), into.resolve(KernelCache.OBJECTS));
        Path modules = result.resolve("tree").resolve(KernelCache.MODULES);
        if (Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(result.resolve("tree/lib"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(result.resolve("tree"), LinkOption.NOFOLLOW_LINKS)) {
            copy(modules, into.resolve(KernelCache.MODULES));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                take(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void take(Path from, Path to) throws IOException {
        plain(from);
        Files.move(from, to);
    }

    private static void plain(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotAKernel(file.getFileName() + " is no plain file");
        }
    }
}
