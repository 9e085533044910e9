package org.kpulse.harness.sources.archive;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which paths a tree may have: relative, below one top directory, each once, none through a link, none that git reads itself. Links
 * may only lead to places in the tree. What is not surely harmless is refused.
 */
final class SafePaths {

    private static final int LONGEST = 1000;
    private static final int DEEPEST = 60;

    private final Set<String> leaves = new HashSet<>();
    private final Set<String> directories = new HashSet<>();
    private String top = "";

    /** The path of a directory without the top one; empty for the top itself. */
    String directory(String name) {
        String path = below(name);
        if (!path.isEmpty()) {
            requireDirectories(path, name);
            if (leaves.contains(path)) {
                throw refused(name, "is a file and a directory");
            }
            directories.add(path);
        }
        return path;
    }

    /** The path of a file or link without the top directory. */
    String leaf(String name) {
        String path = below(name);
        if (path.isEmpty()) {
            throw refused(name, "lies outside of the top directory");
        }
        requireDirectories(path, name);
        if (directories.contains(path) || !leaves.add(path)) {
            throw refused(name, "is there twice");
        }
        return path;
    }

    /**
     * Refuses a link that may lead out of the tree: {@code ..} is allowed at the beginning only, where it climbs real directories,
     * since later it might climb from where another link leads.
     */
    static void requireInside(String path, String target) {
        if (target.isEmpty() || target.startsWith("/") || target.length() > LONGEST || hasControls(target)) {
            throw refused(path, "is a link to \"" + printable(target) + "\"");
        }
        int depth = path.split("/", -1).length - 1;
        boolean climbing = true;
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                depth--;
                if (!climbing || depth < 0) {
                    throw refused(path, "is a link out of the tree, to \"" + printable(target) + "\"");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                climbing = false;
                if (part.toLowerCase(Locale.ROOT).equals(".git")) {
                    throw refused(path, "is a link to \"" + printable(target) + "\"");
                }
            }
        }
    }

    private String below(String name) {
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (plain.isEmpty() || plain.length() > LONGEST || hasControls(plain)) {
            throw refused(name, "is no path");
        }
        List<String> parts = List.of(plain.split("/", -1));
        if (parts.size() > DEEPEST) {
            throw refused(name, "is too deep");
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(name, "is an absolute path or leads out of the tree");
            }
            if (part.toLowerCase(Locale.ROOT).equals(".git")) {
                throw refused(name, "is a file of git itself");
            }
        }
        if (top.isEmpty()) {
            top = parts.get(0);
        }
        if (!parts.get(0).equals(top)) {
            throw refused(name, "lies beside the top directory " + printable(top));
        }
        return String.join("/", parts.subList(1, parts.size()));
    }

    /** All directories above become known as such; none may be a file or a link. */
    private void requireDirectories(String path, String name) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            if (leaves.contains(above)) {
                throw refused(name, "lies below a file or a link");
            }
            if (!directories.add(above)) {
                return; // those above it are known too
            }
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0xfffd);
    }

    private static ArchiveRefused refused(String name, String why) {
        return new ArchiveRefused("its entry \"" + printable(name) + "\" " + why);
    }

    static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(200, clean.length()));
    }
}
