package org.kpulse.harness.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kpulse.harness.platform.Architecture;

/**
 * One exact kernel, on this machine's disk and ready to boot. Two kernels are the same when their image hashes are.
 *
 * @param ref the exact reference it was fetched by, never an alias: {@code debian:6.1.0-50-cloud-amd64}
 * @param release what {@code uname -r} says in it
 * @param architecture what it runs on
 * @param image the bootable file (bzImage)
 * @param imageSha256 hash of that file, 64 hex digits
 * @param modules directory that holds {@code modules.dep} and the modules, empty for a kernel without modules
 * @param configSha256 hash of its configuration where one came with it
 * @param version the package version or source revision it was made from, for people
 * @param built what it was built from, empty for one that came ready-made
 */
public record Kernel(
        String ref,
        String release,
        Architecture architecture,
        Path image,
        String imageSha256,
        Optional<Path> modules,
        Optional<String> configSha256,
        Optional<String> version,
        Optional<BuiltFrom> built) {

    /** A kernel that came ready-made. */
    public Kernel(
            String ref,
            String release,
            Architecture architecture,
            Path image,
            String imageSha256,
            Optional<Path> modules,
            Optional<String> configSha256,
            Optional<String> version) {
        this(ref, release, architecture, image, imageSha256, modules, configSha256, version, Optional.empty());
    }

    public Kernel {
        if (!imageSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("image hash of " + ref + " is not SHA-256: " + imageSha256);
        }
        if (ref.isBlank() || release.isBlank()) {
            throw new IllegalArgumentException("a kernel needs a reference and a release");
        }
    }

    /** Its configuration's file, where one came with it. */
    public Optional<Path> config() {
        return Optional.of(image.resolveSibling(KernelCache.CONFIG))
                .filter(file -> configSha256.isPresent() && image.getParent() != null && Files.isRegularFile(file));
    }

    /** The list of the objects that its functions came from, gzip'd lines {@code path/to/file.o symbol}, where its build left one. */
    public Optional<Path> objects() {
        return Optional.of(image.resolveSibling(KernelCache.OBJECTS)).filter(Files::isRegularFile);
    }
}
