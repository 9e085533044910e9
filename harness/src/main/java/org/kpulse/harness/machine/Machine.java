package org.kpulse.harness.machine;

import java.util.List;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Platform;

/**
 * One member of a platform. A driver boots a kernel with a job bundle and hands back what came out; it knows nothing of
 * benchmarks. Drivers: {@link org.kpulse.harness.machine.qemu.QemuMachine}.
 */
public interface Machine {

    /** The class of identical machines this one belongs to. */
    Platform platform();

    /** The machine's software and its version, for example {@code QEMU 7.2.22}. */
    String version();

    /** Kernel modules that must be in the initramfs for this machine, where a kernel has them as modules. */
    List<String> modules();

    /**
     * Boots, watches until the job is done, the kernel fails, or patience ends. The machine is off when this returns or throws.
     * A kernel or machine that fails is an outcome with a fault.
     *
     * @throws InfraException when the machine cannot even be started; the message says what to do
     */
    BootOutcome boot(BootOrder order);
}
