package org.kpulse.harness.guest;

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

    /** A regular file; the content is not copied and must not be changed afterwards. */
    @SuppressWarnings("ArrayRecordComponent") // entries are written, never compared
    record RegularFile(String path, int mode, byte[] content) implements InitramfsEntry {
        public RegularFile {
            Initramfs.requirePath(path);
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
