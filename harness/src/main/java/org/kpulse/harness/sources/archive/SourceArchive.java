package org.kpulse.harness.sources.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.build.TreeSink;

/** Reads the tar of a kernel's source: plain files, directories and links within, nothing else, and not too much of it. */
public final class SourceArchive {

    /** What the headers of one entry may take: names and attributes, in memory. */
    private static final long MOST_HEADERS = 1 << 20;

    private static final int EXECUTABLE = 0100;

    private SourceArchive() {}

    /** Hands all files and links over, without the top directory; the number of entries. {@link ArchiveRefused} for anything strange. */
    public static int read(InputStream tar, ArchiveLimits limits, TreeSink sink) throws IOException {
        Allowance allowed = new Allowance(tar);
        SafePaths paths = new SafePaths();
        int entries = 0;
        try (TarArchiveInputStream in = new TarArchiveInputStream(allowed, StandardCharsets.UTF_8.name())) {
            while (true) {
                allowed.grant(MOST_HEADERS);
                TarArchiveEntry entry = next(in);
                if (entry == null) {
                    return required(entries);
                }
                if (++entries > limits.entries()) {
                    throw new ArchiveRefused(
                            "it holds more than the " + limits.entries() + " entries that are accepted");
                }
                allowed.grant(Math.max(0, entry.getSize()) + MOST_HEADERS);
                take(entry, in, paths, sink);
            }
        }
    }

    private static int required(int entries) {
        if (entries == 0) {
            throw new ArchiveRefused("it holds nothing");
        }
        return entries;
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream in) {
        try {
            return in.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new ArchiveRefused(
                    "its tar is damaged (" + SafePaths.printable(String.valueOf(e.getMessage())) + ")", e);
        }
    }

    private static void take(TarArchiveEntry entry, TarArchiveInputStream in, SafePaths paths, TreeSink sink)
            throws IOException {
        String name = entry.getName();
        if (entry.isDirectory()) {
            paths.directory(name);
        } else if (entry.isSymbolicLink()) {
            String path = paths.leaf(name);
            SafePaths.requireInside(path, entry.getLinkName());
            sink.link(path, entry.getLinkName());
        } else if (isPlain(entry)) {
            sink.file(paths.leaf(name), (entry.getMode() & EXECUTABLE) != 0, entry.getSize(), new Content(in, entry));
        } else {
            throw new ArchiveRefused("its entry \"" + SafePaths.printable(name)
                    + "\" is neither a file nor a directory nor a symbolic link");
        }
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSparse()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice()
                && !entry.isFIFO()
                && entry.getSize() >= 0
                && (entry.getLinkFlag() == '0' || entry.getLinkFlag() == 0 || entry.getLinkFlag() == '7');
    }

    /** The bytes of one file, all of them. */
    private static final class Content extends FilterInputStream {

        private final String name;
        private long left;

        Content(InputStream in, TarArchiveEntry entry) {
            super(in);
            this.name = entry.getName();
            this.left = entry.getSize();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int n;
            try {
                n = in.read(into, from, length);
            } catch (IOException e) {
                throw new ArchiveRefused("its tar is damaged in \"" + SafePaths.printable(name) + "\"", e);
            }
            if (n < 0 && left > 0) {
                throw new ArchiveRefused("its tar ends in \"" + SafePaths.printable(name) + "\"");
            }
            left -= Math.max(0, n);
            return n;
        }

        @Override
        public void close() {
            // the archive goes on
        }
    }

    /** Lets so much through and no more, so that a header cannot ask for all the memory. */
    private static final class Allowance extends FilterInputStream {

        private long left;

        Allowance(InputStream in) {
            super(in);
        }

        void grant(long bytes) {
            left = bytes;
        }

        private void spend(long bytes) {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new ArchiveRefused(
                        "the headers of one of its entries are larger than " + MOST_HEADERS + " bytes");
            }
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            spend(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = in.read(into, from, length);
            spend(n);
            return n;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long n = in.skip(wanted);
            spend(n);
            return n;
        }
    }
}
