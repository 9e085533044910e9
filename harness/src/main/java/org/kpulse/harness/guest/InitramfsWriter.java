package org.kpulse.harness.guest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.state.Sha256;

/**
 * Writes an initramfs as a cpio archive of format newc (Documentation/driver-api/early-userspace/buffer-format.rst). Owner is
 * root, times are 0, inode numbers count from 1: the same content always gives the same bytes.
 */
public final class InitramfsWriter {

    private static final byte[] NOTHING = {};

    /** How the archive is compressed. */
    public enum Compression {
        /** Larger file, least work for the kernel at boot: best under emulation. */
        NONE,
        /** Smaller file; every kernel configuration can read it. */
        GZIP
    }

    private InitramfsWriter() {}

    /** Writes the file and returns its SHA-256; {@link InfraException} when it cannot be written. */
    public static String write(Initramfs content, Compression compression, Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(content, compression, out);
        } catch (IOException e) {
            throw new InfraException("Cannot write the initramfs " + file + ": " + e.getMessage() + ".", e);
        }
        return Sha256.ofFile(file);
    }

    /** Writes to a stream, which stays open. */
    public static void write(Initramfs content, Compression compression, OutputStream out) throws IOException {
        if (compression == Compression.NONE) {
            archive(content, out);
            return;
        }
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        archive(content, gzip);
        gzip.finish();
    }

    private static void archive(Initramfs content, OutputStream out) throws IOException {
        CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(out, CpioConstants.FORMAT_NEW);
        long inode = 1;
        for (InitramfsEntry entry : content.entries()) {
            byte[] data = dataOf(entry);
            CpioArchiveEntry header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, entry.path(), data.length);
            header.setMode(typeOf(entry) | entry.mode());
            header.setInode(inode++);
            header.setTime(0);
            header.setNumberOfLinks(entry instanceof InitramfsEntry.Directory ? 2 : 1);
            if (entry instanceof InitramfsEntry.CharacterDevice device) {
                header.setRemoteDeviceMaj(device.major());
                header.setRemoteDeviceMin(device.minor());
            }
            cpio.putArchiveEntry(header);
            cpio.write(data);
            cpio.closeArchiveEntry();
        }
        cpio.finish();
        out.flush();
    }

    private static byte[] dataOf(InitramfsEntry entry) {
        if (entry instanceof InitramfsEntry.RegularFile file) {
            return file.bytes();
        }
        return entry instanceof InitramfsEntry.SymbolicLink link
                ? link.target().getBytes(StandardCharsets.UTF_8)
                : NOTHING;
    }

    private static int typeOf(InitramfsEntry entry) {
        if (entry instanceof InitramfsEntry.Directory) {
            return CpioConstants.C_ISDIR;
        }
        if (entry instanceof InitramfsEntry.SymbolicLink) {
            return CpioConstants.C_ISLNK;
        }
        return entry instanceof InitramfsEntry.CharacterDevice ? CpioConstants.C_ISCHR : CpioConstants.C_ISREG;
    }
}
