package org.kpulse.harness.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.profile.CrashDump;

/**
 * What came out of a boot.
 *
 * @param transcript what the job reported, as far as it came
 * @param fault why it did not end well
 * @param boot from the start of the machine to the job's first word, or to its end when there was none
 * @param job from the job's first word to its last, or to the end
 * @param total from the start of the machine to its end
 * @param warnings first lines of the kernel's warnings
 * @param crashes what went wrong in its log, the cause first
 * @param consoleTail last lines of the console
 * @param kernelCommandLine what the kernel was booted with
 * @param machineCommand what the machine was started with
 * @param dump of its crash, or why there is none where one was wanted
 */
public record BootOutcome(
        JobTranscript transcript,
        Optional<Fault> fault,
        Duration boot,
        Duration job,
        Duration total,
        List<String> warnings,
        List<Crash> crashes,
        String consoleTail,
        String kernelCommandLine,
        String machineCommand,
        Optional<CrashDump> dump) {

    /** One of which no dump was wanted. */
    public BootOutcome(
            JobTranscript transcript,
            Optional<Fault> fault,
            Duration boot,
            Duration job,
            Duration total,
            List<String> warnings,
            List<Crash> crashes,
            String consoleTail,
            String kernelCommandLine,
            String machineCommand) {
        this(
                transcript,
                fault,
                boot,
                job,
                total,
                warnings,
                crashes,
                consoleTail,
                kernelCommandLine,
                machineCommand,
                Optional.empty());
    }
}
