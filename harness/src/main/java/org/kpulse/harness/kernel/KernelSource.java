package org.kpulse.harness.kernel;

import java.util.List;
import org.kpulse.harness.progress.Progress;

/** Where kernels of one scheme come from. */
public interface KernelSource {

    /** The word before the colon of the references it serves. */
    String scheme();

    /** One line for people: what references it serves, for messages that say what is available. */
    String offer();

    /** Exact references that can be fetched now, newest first; empty where a source has no list. */
    List<KernelRef> list(Progress progress);

    /**
     * The exact reference that this one means. A {@link org.kpulse.harness.fault.UsageException} when there is no such kernel, an
     * {@link org.kpulse.harness.fault.InfraException} when it cannot be found out.
     */
    KernelRef resolve(KernelRef ref, Progress progress);

    /** The kernel of an exact reference, on disk; from the cache and without network when it is there already. Errors as above. */
    Kernel fetch(KernelRef exact, Progress progress);
}
