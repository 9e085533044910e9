package org.kpulse.harness.kernel;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.state.Sha256;

/**
 * What a kernel was built from. Kernels with equal {@link #identity()} are one kernel, built several times perhaps; kernels with
 * equal {@code codeSha256} are one binary, whatever they were built from.
 *
 * @param revision full hash of the commit
 * @param patchesSha256 hashes of the patches on top, in order
 * @param configSha256 hash of the resolved configuration
 * @param compiler compiler and linker with their versions
 * @param layout of the text, see {@code build.layout}; 0 is the kernel's own
 * @param codeSha256 hash of what the kernel loads: code, constants and data without build id and version texts; empty where the
 *     build left no such file
 */
public record BuiltFrom(
        String revision,
        List<String> patchesSha256,
        String configSha256,
        String compiler,
        int layout,
        Optional<String> codeSha256) {

    public BuiltFrom {
        patchesSha256 = List.copyOf(patchesSha256);
        if (!revision.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
            throw new IllegalArgumentException("not the full hash of a commit: " + revision);
        }
        if (!configSha256.matches("[0-9a-f]{64}") || compiler.isBlank() || layout < 0) {
            throw new IllegalArgumentException("a build needs a configuration, a compiler and a layout");
        }
    }

    /** Hash of all that makes the kernel what it is: source, patches, configuration, compiler. The layout is the build's. */
    public String identity() {
        return Sha256.ofText(String.join("\n", revision, String.join(",", patchesSha256), configSha256, compiler));
    }
}
