package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.state.Sha256;

/**
 * The disk that a capture kernel fills, laid out as {@code guest/dump.c} says. What is on it was written by a guest: nothing is
 * believed that does not fit.
 */
final class DumpDisk {

    static final String FILE = "dump.raw";

    /** Its size. */
    static final long BYTES = ((long) CrashDump.MOST_MIB << 20) + (4 << 20);

    private static final String EMPTY = "kpulse-dump empty";
    private static final int LOG_AT = 4096;
    private static final int CORE_AT = 4 << 20;
    private static final byte[] FLATTENED = "makedumpfile\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern END = Pattern.compile("kpulse-dump end ([0-9]{1,10}) ([0-9]{1,10})");
    private static final String PARTIAL = ".partial";
    private static final String FAILED = "kpulse-dump failed ";

    private final Path directory;
    private final Path disk;

    DumpDisk(Path directory) {
        this.directory = directory;
        this.disk = directory.resolve(FILE);
    }

    /** Makes it, empty; it takes no room until something is written. */
    void make() {
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(BYTES);
            file.writeBytes(EMPTY + "\n");
        } catch (IOException e) {
            throw new InfraException("Cannot make the disk for a crash dump " + disk + ": " + e.getMessage() + ".", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(disk);
        } catch (IOException e) {
            throw new InfraException("Cannot delete the disk for a crash dump in " + directory + ".", e);
        }
    }

    /** The capture kernel's last line; empty before its first. */
    String line() throws IOException {
        byte[] head = new byte[LOG_AT];
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
            file.readFully(head);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? "" : text.substring(0, end);
        return line.equals(EMPTY) ? "" : line;
    }

    /** Whether nothing more will come. */
    static boolean isOver(String line) {
        return line.startsWith(FAILED) || END.matcher(line).matches();
    }

    /**
     * Takes the files of the dump into the run's directory, if all of it is there.
     *
     * @param took from the moment that the crash was known
     */
    CrashDump keep(Duration took) throws IOException {
        String line = line();
        if (line.startsWith(FAILED)) {
            return new CrashDump.Missing("the capture kernel says: " + line.substring(FAILED.length()) + " ");
        }
        Matcher end = END.matcher(line);
        if (!end.matches()) {
            String how = line.isEmpty() ? "begin to take a dump" : "end its dump";
            return new CrashDump.Missing(
                    "the capture kernel did not " + how + " within " + took.toSeconds() + " s of the crash");
        }
        long core = Long.parseLong(end.group(1));
        long log = Long.parseLong(end.group(2));
        if (core < FLATTENED.length || core > Files.size(disk) - CORE_AT || log < 1 || log > CORE_AT - LOG_AT) {
            return new CrashDump.Missing(
                    "the capture kernel says that the dump has " + core + " bytes, the log " + log);
        }
        if (!Arrays.equals(at(CORE_AT, FLATTENED.length), FLATTENED)) {
            return new CrashDump.Missing("what the capture kernel wrote is no dump");
        }
        return new CrashDump.Kept(
                part(CORE_AT, core, CrashDump.CORE_FILE), part(LOG_AT, log, CrashDump.LOG_FILE), took);
    }

    /** Deletes what {@link #keep} has made so far. */
    void forget() throws IOException {
        for (String name : List.of(CrashDump.CORE_FILE, CrashDump.LOG_FILE)) {
            Files.deleteIfExists(directory.resolve(name));
            Files.deleteIfExists(directory.resolve(name + PARTIAL));
        }
    }

    private byte[] at(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
            file.seek(position);
            file.readFully(bytes);
        }
        return bytes;
    }

    private CrashDump.Part part(long from, long length, String name) throws IOException {
        Path partial = directory.resolve(name + PARTIAL);
        byte[] chunk = new byte[1 << 20];
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r");
                OutputStream out = Files.newOutputStream(partial)) {
            file.seek(from);
            for (long left = length; left > 0; ) {
                int n = (int) Math.min(left, chunk.length);
                file.readFully(chunk, 0, n);
                out.write(chunk, 0, n);
                left -= n;
            }
        }
        Path kept = Files.move(
                partial, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new CrashDump.Part(length, Sha256.ofFile(kept));
    }
}
