package org.kpulse.harness.build;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.process.Subprocess;

/**
 * Looks after a build that runs: counts its processes, memory, files and time against the limits and the room on the disk, and
 * tells how far it is. What the kernel cannot limit for root is limited here, a quarter of a second late at worst.
 */
final class BuildWatch implements Subprocess.Watch {

    private static final long MIB = 1L << 20;
    private static final long BLOCK = 4096;
    private static final long MOST_LOG = 64 * MIB;
    private static final long LEAST_ROOM = 64 * MIB;
    private static final Duration REPORT = Duration.ofSeconds(20);
    private static final Pattern COMPILED = Pattern.compile("(?m)^  (?:CC|AS)(?: \\[M\\])? ");

    private final BuildLimits limits;
    private final List<Path> files;
    private final Path log;
    private final LongSupplier room;
    private final IntConsumer report;
    private final long begin = System.nanoTime();
    private long nextWalk = begin;
    private long nextReport = begin + REPORT.toNanos();
    private long read;
    private int compiled;

    /**
     * A watch over one build.
     *
     * @param files directories that the build writes to
     * @param log what it prints
     * @param room bytes left on the disk
     * @param report is told every 20 s how many files were compiled
     */
    BuildWatch(BuildLimits limits, List<Path> files, Path log, LongSupplier room, IntConsumer report) {
        this.limits = limits;
        this.files = List.copyOf(files);
        this.log = log;
        this.room = room;
        this.report = report;
    }

    @Override
    public void look(ProcessHandle process) {
        long now = System.nanoTime();
        if (now - begin > limits.time().toNanos()) {
            throw reached(
                    "took longer than %d s (build.limit-seconds)", limits.time().toSeconds());
        }
        List<ProcessHandle> all = process.descendants().toList();
        if (all.size() > limits.processes()) {
            throw reached("had more than %d processes at a time (build.processes)", limits.processes());
        }
        if (all.stream().mapToLong(each -> resident(each.pid())).sum() > limits.memoryMib() * MIB) {
            throw reached("took more than %d MiB of memory (build.memory-mib)", limits.memoryMib());
        }
        if (log.toFile().length() > MOST_LOG) {
            throw reached("printed more than %d MiB", MOST_LOG / MIB);
        }
        if (now >= nextWalk) {
            walk();
            nextWalk = System.nanoTime() + Math.max(Duration.ofMillis(500).toNanos(), 20 * (System.nanoTime() - now));
        }
        if (now >= nextReport) {
            nextReport = now + REPORT.toNanos();
            report.accept(compiled());
        }
    }

    private void walk() {
        if (room.getAsLong() < LEAST_ROOM) {
            throw new LimitReached(new InfraFault(
                    InfraFault.Kind.DISK_FULL, "The disk that kernels are built on has less than 64 MiB left."));
        }
        long most = limits.diskMib() * MIB;
        if (files.stream().mapToLong(each -> size(each, most)).sum() > most) {
            throw reached("left files of more than %d MiB (build.disk-mib)", limits.diskMib());
        }
    }

    /** Bytes below a directory, as far as they can be read now; stops counting beyond {@code most}. */
    private static long size(Path directory, long most) {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += Math.max(BLOCK, attributes.size());
                    return sum[0] > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    sum[0] += BLOCK;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return sum[0];
        } catch (IOException e) {
            return sum[0]; // the next look tries again
        }
    }

    /** Files compiled so far, by the log. */
    int compiled() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long end = Math.min(file.length(), read + 16 * MIB);
            byte[] bytes = new byte[(int) (end - read)];
            file.seek(read);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n') + 1;
            compiled +=
                    (int) COMPILED.matcher(text.substring(0, whole)).results().count();
            read += whole;
        } catch (IOException e) {
            return compiled;
        }
        return compiled;
    }

    private static long resident(long pid) {
        try {
            String[] pages =
                    Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", -1);
            return pages.length < 2 ? 0 : Long.parseLong(pages[1]) * BLOCK;
        } catch (IOException | NumberFormatException e) {
            return 0; // it has just ended
        }
    }

    private static LimitReached reached(String what, long limit) {
        return new LimitReached(new InfraFault(
                InfraFault.Kind.BUILD_LIMIT,
                "The build " + String.format(Locale.ROOT, what, limit) + " and was stopped."));
    }
}
