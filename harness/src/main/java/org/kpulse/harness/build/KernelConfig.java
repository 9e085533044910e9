package org.kpulse.harness.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.Sha256;

/**
 * What a kernel is to be configured with, before its own {@code olddefconfig} resolves it.
 *
 * @param target of the kernel's Makefile, empty where a file is the base
 * @param base content of that file
 * @param fragment content of all fragments, in order
 */
record KernelConfig(String target, Optional<String> base, String fragment) {

    private static final Pattern TARGET = Pattern.compile("[a-z0-9][a-z0-9_.-]*config");
    private static final Pattern WANTED = Pattern.compile("CONFIG_[A-Za-z0-9_]+=(?!n$).+");
    private static final long MOST_BYTES = 4L << 20;

    /** Reads what the settings name; relative paths are taken from {@code directory}. */
    static KernelConfig read(BuildSettings settings, Path directory) {
        StringBuilder fragments = new StringBuilder();
        for (String name : settings.fragments()) {
            fragments.append(ours(name).orElseGet(() -> file("build.fragments", name, directory)));
            fragments.append('\n');
        }
        if (TARGET.matcher(settings.base()).matches() && !Files.exists(directory.resolve(settings.base()))) {
            return new KernelConfig(settings.base(), Optional.empty(), fragments.toString());
        }
        return new KernelConfig(
                "", Optional.of(file("build.config", settings.base(), directory)), fragments.toString());
    }

    private static Optional<String> ours(String name) {
        if (!name.matches("[a-z0-9_-]+")) {
            return Optional.empty();
        }
        try (InputStream stream = KernelConfig.class.getResourceAsStream("/build/" + name + ".config")) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read a file of the jar: " + name, e);
        }
    }

    private static String file(String key, String name, Path directory) {
        Path path = directory.resolve(name);
        try {
            if (Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES) {
                return Files.readString(path);
            }
        } catch (IOException e) {
            throw new UsageException(key + ": cannot read " + path + " as text: " + e.getMessage() + ".", e);
        }
        throw new UsageException(key + ": there is no configuration " + name + ", neither of Kpulse nor as a file.");
    }

    /** Hash of all of it. */
    String sha256() {
        return Sha256.ofText(target + "\n" + base.orElse("") + "\n\0" + fragment);
    }

    /** Options of the fragments that the resolved configuration does not have, in order. */
    List<String> missing(String resolved) {
        List<String> there = resolved.lines().toList();
        return fragment.lines()
                .map(String::strip)
                .filter(line -> WANTED.matcher(line).matches())
                .filter(line -> !there.contains(line))
                .distinct()
                .toList();
    }
}
