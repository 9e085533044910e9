package org.kpulse.harness.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.profile.Collected;
import org.kpulse.harness.profile.CrashDump;

/**
 * One boot of one kernel on one machine, and all that was measured in it, after it ended. Stored whole or not at all.
 *
 * @param slot which boot of which job this is
 * @param started when preparation began
 * @param timing where its time went
 * @param fault why it did not finish; empty exactly when it finished
 * @param provenance what could explain its results
 * @param steps every program execution, in order
 * @param samples every measured value, none when the run did not finish
 * @param logDirectory where console log and raw outputs are, relative to the state directory
 * @param kernelWarnings WARNINGs and the like in the kernel's log, one line each
 * @param consoleTail the last lines of the console, empty when the run finished
 * @param collected what collectors saw beside the samples, at most one of a kind
 * @param tests results of tests as far as they came, also when the run did not finish
 * @param crashes what went wrong in the kernel's log, in its order, also when the run finished
 */
public record RunRecord(
        RunSlot slot,
        Instant started,
        RunTiming timing,
        Optional<Fault> fault,
        Provenance provenance,
        List<StepResult> steps,
        List<Sample> samples,
        String logDirectory,
        List<String> kernelWarnings,
        String consoleTail,
        List<Collected> collected,
        List<TestResult> tests,
        List<Crash> crashes) {

    public RunRecord {
        steps = List.copyOf(steps);
        collected = List.copyOf(collected);
        samples = List.copyOf(samples);
        kernelWarnings = List.copyOf(kernelWarnings);
        tests = List.copyOf(tests);
        crashes = List.copyOf(crashes);
    }

    /** One that ran no tests and had no crash. */
    public RunRecord(
            RunSlot slot,
            Instant started,
            RunTiming timing,
            Optional<Fault> fault,
            Provenance provenance,
            List<StepResult> steps,
            List<Sample> samples,
            String logDirectory,
            List<String> kernelWarnings,
            String consoleTail,
            List<Collected> collected) {
        this(
                slot,
                started,
                timing,
                fault,
                provenance,
                steps,
                samples,
                logDirectory,
                kernelWarnings,
                consoleTail,
                collected,
                List.of(),
                List.of());
    }

    /** The same run with all but what it measured: a record of its crash, its tests and its crash dump. */
    public RunRecord withoutMeasurements() {
        return new RunRecord(
                slot,
                started,
                timing,
                fault,
                provenance,
                steps,
                List.of(),
                logDirectory,
                kernelWarnings,
                consoleTail,
                collected.stream().filter(each -> each instanceof CrashDump).toList(),
                tests,
                crashes);
    }

    /** How the run ended. */
    public RunState state() {
        return fault.map(f -> f.blame() == Blame.KERNEL ? RunState.KERNEL_FAILED : RunState.INFRA_FAILED)
                .orElse(RunState.FINISHED);
    }
}
