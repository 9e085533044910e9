package org.kpulse.harness.benchmark;

import java.util.List;

/**
 * What a benchmark needs of the guest.
 *
 * @param packages Debian packages that have its programs
 * @param scratch what {@code $SCRATCH} is
 * @param scratchMib room in {@code $SCRATCH}, MiB; 0 without one
 * @param memoryMib memory of the guest, MiB
 */
public record Needs(List<String> packages, Scratch scratch, int scratchMib, int memoryMib) {

    public Needs {
        packages = List.copyOf(packages);
        if (scratchMib < 0 || memoryMib < 0 || (scratch == Scratch.NONE) != (scratchMib == 0)) {
            throw new IllegalArgumentException("scratch " + scratch + " with " + scratchMib + " MiB");
        }
    }

    /** What the directory {@code $SCRATCH} is; it is new and empty for every benchmark of a run. */
    public enum Scratch {
        /** None: {@code $SCRATCH} is not set. */
        NONE,
        /** A fresh tmpfs. */
        TMPFS,
        /** A freshly made ext4. */
        EXT4
    }
}
