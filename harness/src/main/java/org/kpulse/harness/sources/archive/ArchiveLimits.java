package org.kpulse.harness.sources.archive;

/**
 * How much an archive may hold.
 *
 * @param bytes of all of it, decompressed
 * @param entries files, links and directories
 */
public record ArchiveLimits(long bytes, int entries) {

    public ArchiveLimits {
        if (bytes < 1 || entries < 1) {
            throw new IllegalArgumentException("an archive holds something");
        }
    }
}
