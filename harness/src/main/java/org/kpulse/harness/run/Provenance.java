package org.kpulse.harness.run;

import java.util.Optional;

/**
 * What could explain a run's results besides its kernel, stored with every run. Comparing runs of different provenance is
 * flagged.
 *
 * @param kernelCommandLine what the kernel was booted with
 * @param machine the command line of the emulator or the name of the machine
 * @param machineVersion for example {@code QEMU 7.2.22}
 * @param hostProcessor model name of the host's processor
 * @param hostLoad 1-minute load average of the host when the run began
 * @param hostStealPercent share of the host's time stolen by its hypervisor during the run, percent
 * @param guestImageSha256 hash of the guest image
 * @param bundleSha256 hash of the job bundle (programs and scripts Kpulse brings)
 * @param harnessVersion Kpulse's version
 * @param determinism for an {@code instructions} platform: empty when nothing broke it, else what did
 */
public record Provenance(
        String kernelCommandLine,
        String machine,
        String machineVersion,
        String hostProcessor,
        double hostLoad,
        double hostStealPercent,
        String guestImageSha256,
        String bundleSha256,
        String harnessVersion,
        Optional<String> determinism) {}
