package org.kpulse.harness.kernel;

import java.util.List;
import java.util.Optional;
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

    /** Whether its references may name patches. */
    default boolean takesPatches() {
        return false;
    }

    /** The kernel of an exact reference if it is on disk, among those that are. */
    default Optional<Kernel> find(KernelRef exact, List<Kernel> fetched) {
        return fetched.stream().filter(k -> k.ref().equals(exact.toString())).findFirst();
    }

    /** The kernel of an exact reference, on disk; from the cache and without network when it is there already. Errors as above, and a
     * {@link org.kpulse.harness.fault.KernelFaultException} for one that cannot be made. */
    Kernel fetch(KernelRef exact, Progress progress);
}
