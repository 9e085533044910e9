package org.kpulse.harness.machine;

import java.nio.file.Path;
import java.util.List;
import org.kpulse.harness.kernel.Kernel;

/**
 * What to boot.
 *
 * @param kernel the kernel under test
 * @param initramfs its initial file system, job bundle included
 * @param guestImage read-only root, squashfs
 * @param scratchMib size of the scratch disk, fresh for every boot
 * @param seed of everything random in the machine
 * @param directory where console log and results are written; exists and is empty
 * @param limits how patient to be
 * @param machineOptions what collectors add to the machine's command line; must not change what the guest sees
 * @param dumps whether a crash is to leave a dump; the initramfs then loads a capture kernel
 */
public record BootOrder(
        Kernel kernel,
        Path initramfs,
        Path guestImage,
        int scratchMib,
        long seed,
        Path directory,
        BootLimits limits,
        List<String> machineOptions,
        boolean dumps) {

    /** One that leaves no dump. */
    public BootOrder(
            Kernel kernel,
            Path initramfs,
            Path guestImage,
            int scratchMib,
            long seed,
            Path directory,
            BootLimits limits,
            List<String> machineOptions) {
        this(kernel, initramfs, guestImage, scratchMib, seed, directory, limits, machineOptions, false);
    }

    public BootOrder {
        machineOptions = List.copyOf(machineOptions);
        if (scratchMib < 0 || seed < 0) {
            throw new IllegalArgumentException("scratch size and seed are not negative: " + scratchMib + ", " + seed);
        }
    }
}
