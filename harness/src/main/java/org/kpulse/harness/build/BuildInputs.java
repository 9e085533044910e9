package org.kpulse.harness.build;

import java.util.List;
import org.kpulse.harness.state.Sha256;

/**
 * All that decides what comes out of a build.
 *
 * @param revision full hash of the commit
 * @param patches on top, in order
 * @param config before it is resolved; resolving is a function of it, the source and the compiler
 * @param compiler compiler and linker
 * @param flags of the layout
 * @param recipe hash of the script that builds
 */
record BuildInputs(
        String revision, List<Patch> patches, KernelConfig config, String compiler, String flags, String recipe) {

    private static final int DIGITS = 24;

    BuildInputs {
        patches = List.copyOf(patches);
    }

    /** Names the build: kernels with equal keys are the same. */
    String key() {
        return Sha256.ofText(String.join(
                        "\n", revision, String.join(",", patchesSha256()), config.sha256(), compiler, flags, recipe))
                .substring(0, DIGITS);
    }

    /** Names the directory of compiled files that builds of other revisions share. */
    String outputKey() {
        return Sha256.ofText(String.join("\n", config.sha256(), compiler, flags, recipe))
                .substring(0, DIGITS / 2);
    }

    List<String> patchesSha256() {
        return patches.stream().map(Patch::sha256).toList();
    }
}
