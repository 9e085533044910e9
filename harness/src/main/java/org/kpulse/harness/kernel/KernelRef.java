package org.kpulse.harness.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A reference to a kernel, as written everywhere: {@code debian:6.1.0-50-cloud-amd64}, {@code debian:latest},
 * {@code debian:previous}, {@code release:6.12.3}, {@code git:linus#v6.12-rc1}, {@code image:path/to/bzImage[?modules=dir]}, each
 * with {@code +patch:file.mbox} any number of times. {@code toString} gives exactly the text it was parsed from.
 */
public sealed interface KernelRef {

    /** What the grammar is, for messages. */
    String GRAMMAR = "debian:<version>|latest|previous, release:<version>, git:<tree>#<revision>,"
            + " image:<path>[?modules=<dir>], each with +patch:<file.mbox> any number of times";

    /** The word before the colon, which chooses the source. */
    String scheme();

    /** Files of patches applied on top, in order. */
    List<String> patches();

    /** Parses a reference; anything else is a {@link org.kpulse.harness.fault.UsageException} that names the grammar. */
    static KernelRef parse(String text) {
        return KernelRefParser.parse(text);
    }

    /**
     * A packaged kernel of Debian.
     *
     * @param name the kernel's release without {@code linux-image-}, or {@code latest} or {@code previous}
     * @param patches see {@link #patches()}
     */
    record Debian(String name, List<String> patches) implements KernelRef {
        public Debian {
            KernelRefParser.requireWord("debian", name);
            patches = List.copyOf(patches);
        }

        /** Whether it names a place in the list of offered kernels instead of one kernel. */
        public boolean isAlias() {
            return name.equals("latest") || name.equals("previous");
        }

        @Override
        public String scheme() {
            return "debian";
        }

        @Override
        public String toString() {
            return KernelRefParser.text(this, name);
        }
    }

    /**
     * A release of kernel.org.
     *
     * @param version for example {@code 6.12.3}
     * @param patches see {@link #patches()}
     */
    record Release(String version, List<String> patches) implements KernelRef {
        public Release {
            KernelRefParser.requireWord("release", version);
            patches = List.copyOf(patches);
        }

        @Override
        public String scheme() {
            return "release";
        }

        @Override
        public String toString() {
            return KernelRefParser.text(this, version);
        }
    }

    /**
     * A revision of a git tree.
     *
     * @param tree name of a configured tree, a path or a URL
     * @param revision anything git can resolve
     * @param patches see {@link #patches()}
     */
    record Git(String tree, String revision, List<String> patches) implements KernelRef {
        public Git {
            KernelRefParser.requireText("git", tree);
            KernelRefParser.requireText("git", revision);
            patches = List.copyOf(patches);
        }

        @Override
        public String scheme() {
            return "git";
        }

        @Override
        public String toString() {
            return KernelRefParser.text(this, tree + "#" + revision);
        }
    }

    /**
     * A kernel image on this machine's disk.
     *
     * @param path the bootable file
     * @param modules directory of its modules
     * @param patches see {@link #patches()}
     */
    record Image(String path, Optional<String> modules, List<String> patches) implements KernelRef {
        public Image {
            KernelRefParser.requireText("image", path);
            modules.ifPresent(dir -> KernelRefParser.requireText("image", dir));
            patches = List.copyOf(patches);
        }

        @Override
        public String scheme() {
            return "image";
        }

        @Override
        public String toString() {
            return KernelRefParser.text(
                    this,
                    path + modules.map(dir -> KernelRefParser.MODULES + dir).orElse(""));
        }
    }
}
