package org.kpulse.harness.build;

import java.nio.file.Path;
import org.kpulse.harness.kernel.KernelRef;

/**
 * Source of a kernel that came as an archive and is a commit now.
 *
 * @param ref exact reference of the kernel
 * @param tree for people: where the archive came from
 * @param repository that has the commit, absolute
 * @param revision full hash of the commit
 */
public record ImportedSource(KernelRef ref, String tree, Path repository, String revision) {

    public ImportedSource {
        if (!revision.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
            throw new IllegalArgumentException("not the full hash of a commit: " + revision);
        }
    }
}
