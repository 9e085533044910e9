package org.kpulse.harness.profile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the plugin wrote about one boot ({@code plugin/profile.c} says how): the blocks of kernel code that were executed, and how
 * often between two marks. Only as much as the guest made the plugin write, which has a limit, is ever held.
 */
final class ProfileFile {

    /** Most blocks believed; the plugin keeps 4 Mi. */
    private static final int MAX_BLOCKS = 1 << 23;

    private static final byte[] MAGIC = "KPPROF1\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Segment> segments = new ArrayList<>();
    private long[] addresses = new long[1 << 16];
    private int[] instructions = new int[1 << 16];
    private int blocks;
    private long lastAddress;
    private Optional<String> missing = Optional.of("it has no end: the machine was killed");

    private ProfileFile() {}

    /** What was executed up to a mark, since the mark before. */
    static final class Segment {
        private final int mark;
        private final long user;
        private final long unkept;
        private final int[] ids;
        private final long[] executions;

        private Segment(int mark, long user, long unkept, int[] ids, long[] executions) {
            this.mark = mark;
            this.user = user;
            this.unkept = unkept;
            this.ids = ids;
            this.executions = executions;
        }

        /** The mark that ended it, 0 to 255. */
        int mark() {
            return mark;
        }

        /** Instructions outside the kernel. */
        long user() {
            return user;
        }

        /** Instructions of kernel blocks beyond the plugin's limit. */
        long unkept() {
            return unkept;
        }

        /** Number of different blocks executed. */
        int count() {
            return ids.length;
        }

        /** The i-th block. */
        int id(int i) {
            return ids[i];
        }

        /** How often it was executed. */
        long executions(int i) {
            return executions[i];
        }
    }

    /** Reads a file; one that is cut off gives what is whole. {@link IOException} when it cannot be read at all. */
    static ProfileFile read(Path path) throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            return read(stream);
        }
    }

    static ProfileFile read(InputStream stream) throws IOException {
        ProfileFile file = new ProfileFile();
        if (!Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC)) {
            file.missing = Optional.of("it is not a profile");
            return file;
        }
        try {
            file.records(stream);
        } catch (EOFException e) {
            return file;
        }
        return file;
    }

    private void records(InputStream stream) throws IOException {
        boolean cut = false;
        for (int tag = stream.read(); tag >= 0; tag = stream.read()) {
            switch (tag) {
                case 'D' -> blocks(stream);
                case 'M' -> segments.add(segment(stream));
                case 'X' -> cut = true;
                case 'E' -> {
                    long marks = number(stream);
                    if (cut) {
                        missing = Optional.of("the guest made it larger than its limit");
                    } else if (marks == segments.size()) {
                        missing = Optional.empty();
                    } else {
                        missing = Optional.of("it has " + segments.size() + " of " + marks + " marks");
                    }
                    return;
                }
                default -> {
                    missing = Optional.of("it is damaged");
                    return;
                }
            }
        }
    }

    private void blocks(InputStream stream) throws IOException {
        long count = number(stream);
        for (long i = 0; i < count; i++) {
            lastAddress += signed(stream);
            long length = number(stream);
            if (blocks == MAX_BLOCKS || length < 1 || length > 0xffff) {
                throw new EOFException("no block");
            }
            if (blocks == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * blocks);
                instructions = Arrays.copyOf(instructions, 2 * blocks);
            }
            addresses[blocks] = lastAddress;
            instructions[blocks++] = (int) length;
        }
    }

    private Segment segment(InputStream stream) throws IOException {
        int mark = (int) (number(stream) & 0xff);
        long user = number(stream);
        long unkept = number(stream);
        long count = number(stream);
        if (count > blocks) {
            throw new EOFException("more blocks than were told");
        }
        int[] ids = new int[(int) count];
        long[] executions = new long[(int) count];
        long id = 0;
        for (int i = 0; i < count; i++) {
            id += signed(stream);
            if (id < 0 || id >= blocks) {
                throw new EOFException("a block that was not told");
            }
            ids[i] = (int) id;
            executions[i] = number(stream);
        }
        return new Segment(mark, user, unkept, ids, executions);
    }

    private static long number(InputStream stream) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = stream.read();
            if (next < 0) {
                throw new EOFException("cut off");
            }
            number |= (long) (next & 127) << shift;
            if (next < 128) {
                return number;
            }
        }
        throw new EOFException("a number of more than 64 bits");
    }

    private static long signed(InputStream stream) throws IOException {
        long zigzag = number(stream);
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /** What was executed, a mark's segment after the other. */
    List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** Virtual address at which a block begins. */
    long address(int id) {
        return addresses[id];
    }

    /** Instructions of a block. */
    int instructions(int id) {
        return instructions[id];
    }

    /** Number of different blocks. */
    int blocks() {
        return blocks;
    }

    /** Why it is not whole; empty when it is. */
    Optional<String> missing() {
        return missing;
    }
}
