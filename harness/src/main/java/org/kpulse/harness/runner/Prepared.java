package org.kpulse.harness.runner;

import java.nio.file.Path;
import java.util.List;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.kernel.Kernel;

/**
 * A kernel with all that is needed to boot it on one platform again and again.
 *
 * @param kernel the kernel under test
 * @param initramfs modules for that platform's machines and the job bundle
 * @param guestImage squashfs
 * @param guestImageSha256 its hash
 * @param bundleSha256 hash of the job bundle
 * @param scratchMib size of the scratch disk
 * @param plan what the bundle runs
 * @param dumps whether the initramfs loads a capture kernel, so that a crash leaves a dump
 */
public record Prepared(
        Kernel kernel,
        Path initramfs,
        Path guestImage,
        String guestImageSha256,
        String bundleSha256,
        int scratchMib,
        List<PlannedBenchmark> plan,
        boolean dumps) {

    public Prepared {
        plan = List.copyOf(plan);
    }

    /** One whose crash leaves no dump. */
    public Prepared(
            Kernel kernel,
            Path initramfs,
            Path guestImage,
            String guestImageSha256,
            String bundleSha256,
            int scratchMib,
            List<PlannedBenchmark> plan) {
        this(kernel, initramfs, guestImage, guestImageSha256, bundleSha256, scratchMib, plan, false);
    }

    /** The same with an initramfs that loads a capture kernel. */
    Prepared dumping(Path other) {
        return new Prepared(kernel, other, guestImage, guestImageSha256, bundleSha256, scratchMib, plan, true);
    }
}
