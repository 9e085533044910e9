package org.kpulse.harness.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.platform.Architecture;

/**
 * What {@code kernel.json} in a kernel's directory says.
 *
 * @param ref exact reference
 * @param release what {@code uname -r} says in it
 * @param architecture what it runs on
 * @param version package version, for people
 * @param imageSha256 hash of {@code vmlinuz}
 * @param configSha256 hash of {@code config}, where there is one
 * @param modulesSha256 hash over the sorted paths and sizes under {@code lib/modules}, where there are any
 * @param built what it was built from; null for ready-made kernels
 */
record KernelManifest(
        String ref,
        String release,
        Architecture architecture,
        Optional<String> version,
        String imageSha256,
        Optional<String> configSha256,
        Optional<String> modulesSha256,
        @Nullable BuiltFrom built) {}
