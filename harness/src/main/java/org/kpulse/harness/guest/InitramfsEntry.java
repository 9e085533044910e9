package org.kpulse.harness.guest;

import java.nio.ByteBuffer;

/** One entry of an initramfs. Paths are relative to its root, without a slash in front: {@code bin/busybox}. */
public sealed interface InitramfsEntry {

    /** Path from the root, for example {@code dev/console}. */
    String path();

    /** Permission bits, for example {@code 0755} (octal). */
    int mode();

    /** A directory. */
    record Directory(String path, int mode) implements InitramfsEntry {
        public Directory {
            Initramfs.requirePath(path);
        }
    }

    /** A regular file; the bytes behind the content must not be changed afterwards. */
    record RegularFile(String path, int mode, ByteBuffer content) implements InitramfsEntry {
        public RegularFile {
            Initramfs.requirePath(path);
            content = content.asReadOnlyBuffer();
        }

        /** A copy of the content. */
        byte[] bytes() {
            byte[] bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            return bytes;
        }
    }

    /** A symbolic link. */
    record SymbolicLink(String path, String target) implements InitramfsEntry {
        public SymbolicLink {
            Initramfs.requirePath(path);
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (target.equals(name) || target.equals("/" + path)) {
                throw new IllegalArgumentException("a link to itself: " + path + " -> " + target);
            }
        }

        @Override
        public int mode() {
            return 0777;
        }
    }

    /** A character device. */
    record CharacterDevice(String path, int mode, int major, int minor) implements InitramfsEntry {
        public CharacterDevice {
            Initramfs.requirePath(path);
        }
    }
}
