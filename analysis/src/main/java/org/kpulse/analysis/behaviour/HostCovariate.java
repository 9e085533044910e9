package org.kpulse.analysis.behaviour;

/**
 * What may explain a boot's luck and no guest kernel can influence: only these may reduce variance. A counter of the guest
 * ({@link Counter}) may not, because the kernel under test moves it: adjusting for it would explain a regression away.
 */
public enum HostCovariate {
    /** Share of the run's time in which others than the machine held its CPUs though it was ready, measured on the host. */
    STEAL,
    /** Mean number of runnable threads on the host other than the machine's own, during the run. */
    HOST_LOAD,
    /** Frequency of the host's CPUs in a fixed loop just before the boot, in MHz. */
    FREQUENCY
}
