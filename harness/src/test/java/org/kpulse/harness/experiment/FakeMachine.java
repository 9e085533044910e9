package org.kpulse.harness.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Frame;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.job.StepId;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.profile.CrashDump;

/** A machine that boots nothing: what comes out of a boot is what the script says. Remembers which boots it was asked for. */
final class FakeMachine implements Machine {

    /** What a boot does. */
    interface Script {
        BootOutcome boot(BootOrder order);
    }

    private final Platform platform;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Script script = order -> measured(order, 1);

    FakeMachine(Platform platform) {
        this.platform = platform;
    }

    /** From now on boots do this. */
    FakeMachine does(Script next) {
        script = next;
        return this;
    }

    /** Every boot asked for so far: release and seed. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** The job ran to its end and its one benchmark printed this value. */
    static BootOutcome measured(BootOrder order, double value) {
        JobTranscript transcript = new JobTranscript();
        StepId step = new StepId(StepId.Kind.RUN, JobLoopFixture.BENCHMARK, 0);
        byte[] printed = String.format(Locale.ROOT, "value %s%n", value).getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(printed);
        transcript.accept(new Frame.Hello(1, order.kernel().release(), 1, 0));
        transcript.accept(new Frame.Begin(step));
        transcript.accept(new Frame.Output(ByteBuffer.wrap(printed)));
        transcript.accept(new Frame.End(step, 0, 1_000_000, printed.length, crc.getValue()));
        transcript.accept(new Frame.Done(1));
        return outcome(transcript, Optional.empty());
    }

    /** The kernel panicked before the job. */
    static BootOutcome panicked() {
        return outcome(
                new JobTranscript(),
                Optional.of(new KernelFault(KernelFault.Kind.PANIC, "Kernel panic - not syncing: test")));
    }

    /** The same, with a dump where one was wanted. */
    static BootOutcome panicked(BootOrder order) {
        CrashDump.Part part = new CrashDump.Part(1, "0".repeat(64));
        BootOutcome crash = panicked();
        return new BootOutcome(
                crash.transcript(),
                crash.fault(),
                crash.boot(),
                crash.job(),
                crash.total(),
                crash.warnings(),
                crash.crashes(),
                crash.consoleTail(),
                crash.kernelCommandLine(),
                crash.machineCommand(),
                order.dumps() ? Optional.of(new CrashDump.Kept(part, part, Duration.ofSeconds(1))) : Optional.empty());
    }

    /** The emulator died. */
    static BootOutcome died() {
        return outcome(
                new JobTranscript(),
                Optional.of(new InfraFault(InfraFault.Kind.MACHINE_DIED, "QEMU was killed by signal 9.")));
    }

    private static BootOutcome outcome(JobTranscript transcript, Optional<Fault> fault) {
        Duration second = Duration.ofSeconds(1);
        return new BootOutcome(
                transcript,
                fault,
                second,
                second,
                second.multipliedBy(2),
                List.of(),
                List.of(),
                "tail",
                "quiet",
                "fake");
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public String version() {
        return "Fake 1";
    }

    @Override
    public List<String> modules() {
        return List.of();
    }

    @Override
    public BootOutcome boot(BootOrder order) {
        asked.add(order.kernel().release() + " seed " + order.seed());
        return script.boot(order);
    }
}
