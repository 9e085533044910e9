package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.ModuleFile;

/**
 * The content of an initramfs: entries sorted by path, every parent directory there, each path once. Equal contents give equal
 * bytes when {@link InitramfsWriter} writes them.
 */
public final class Initramfs {

    /** Text file that lists the modules to load, one absolute path a line, in load order; empty without modules. */
    public static final String MODULE_ORDER = "modules.order";

    private final List<InitramfsEntry> entries;

    private Initramfs(Collection<InitramfsEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Sorted by path, parents before children. */
    public List<InitramfsEntry> entries() {
        return entries;
    }

    /** Starts with {@code dev/console}, {@code dev/null} and the usual mount points. */
    public static Builder builder() {
        return new Builder();
    }

    static void requirePath(String path) {
        if (!path.matches("[^/\\p{Cntrl}]+(/[^/\\p{Cntrl}]+)*") || path.matches("(.*/)?\\.\\.?(/.*)?")) {
            throw new IllegalArgumentException("not a relative path of an initramfs: \"" + path + "\"");
        }
    }

    /** Collects entries; a path that is given twice is an error. */
    public static final class Builder {

        private final Map<String, InitramfsEntry> entries = new TreeMap<>();
        private final StringBuilder moduleOrder = new StringBuilder();

        private Builder() {
            for (String mountPoint : List.of("dev", "mnt", "proc", "run", "sys", "tmp")) {
                directory(mountPoint, 0755);
            }
            device("dev/console", 0600, 5, 1);
            device("dev/null", 0666, 1, 3);
        }

        /** A directory of its own mode; parents that nobody names get 0755. */
        public Builder directory(String path, int mode) {
            return add(new InitramfsEntry.Directory(path, mode));
        }

        /** A file. */
        public Builder file(String path, int mode, ByteBuffer content) {
            return add(new InitramfsEntry.RegularFile(path, mode, content));
        }

        /** A text file in UTF-8. */
        public Builder text(String path, int mode, String content) {
            return file(path, mode, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
        }

        /** The program that the kernel starts: {@code /init}, usually a script for busybox' {@code /bin/sh}. */
        public Builder init(String script) {
            return text("init", 0755, script);
        }

        /** A symbolic link. */
        public Builder link(String path, String target) {
            return add(new InitramfsEntry.SymbolicLink(path, target));
        }

        /** A character device. */
        public Builder device(String path, int mode, int major, int minor) {
            return add(new InitramfsEntry.CharacterDevice(path, mode, major, minor));
        }

        /** {@code bin/busybox} and a link in {@code bin} for each of its applets but itself. */
        public Builder busybox(Busybox busybox) {
            file("bin/busybox", 0755, busybox.program());
            busybox.applets().forEach(applet -> link("bin/" + applet, "busybox"));
            return this;
        }

        /**
         * Modules, decompressed, as {@code modules/<file>.ko}, and their place in {@link #MODULE_ORDER}.
         *
         * @param directory the kernel's modules directory
         * @param loadOrder paths under it, in load order
         */
        public Builder modules(Path directory, List<String> loadOrder) {
            for (String each : loadOrder) {
                Path file = directory.resolve(each);
                String name =
                        ModuleFile.nameOf(file).orElseThrow(() -> new IllegalArgumentException("no module: " + file));
                String path = "modules/" + name + ".ko";
                try {
                    file(path, 0644, ByteBuffer.wrap(ModuleFile.read(file)));
                } catch (IOException e) {
                    throw new InfraException("Cannot read the module " + file + ": " + e.getMessage() + ".", e);
                }
                moduleOrder.append('/').append(path).append('\n');
            }
            return this;
        }

        /** The finished content. */
        public Initramfs build() {
            Map<String, InitramfsEntry> all = new TreeMap<>(entries);
            byte[] order = moduleOrder.toString().getBytes(StandardCharsets.UTF_8);
            all.put(MODULE_ORDER, new InitramfsEntry.RegularFile(MODULE_ORDER, 0644, ByteBuffer.wrap(order)));
            for (String path : entries.keySet()) {
                for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                    String parent = path.substring(0, slash);
                    InitramfsEntry there =
                            all.computeIfAbsent(parent, key -> new InitramfsEntry.Directory(parent, 0755));
                    if (!(there instanceof InitramfsEntry.Directory)) {
                        throw new IllegalArgumentException(parent + " is no directory, but " + path + " lies in it");
                    }
                }
            }
            return new Initramfs(all.values());
        }

        private Builder add(InitramfsEntry entry) {
            if (entry.path().equals(MODULE_ORDER) || entries.putIfAbsent(entry.path(), entry) != null) {
                throw new IllegalArgumentException("twice in the initramfs: " + entry.path());
            }
            return this;
        }
    }
}
