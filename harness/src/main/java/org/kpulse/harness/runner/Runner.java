package org.kpulse.harness.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.host.Host;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.profile.Collected;
import org.kpulse.harness.profile.Collector;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.state.StateDirectory;

/** Makes one run: boots, watches, reads the samples, keeps the logs. Stores nothing in the database. Thread-safe. */
public final class Runner {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What a run's logs may need, and below which a failed boot is blamed on the disk. */
    private static final long RESERVE_MIB = 64;

    private final Machine machine;
    private final BootLimits limits;
    private final OutputParser parser;
    private final StateDirectory state;
    private final Clock clock;
    private final FreeSpace space;
    private final List<Collector> collectors;
    private final Host host = new Host();

    public Runner(Machine machine, BootLimits limits, OutputParser parser, StateDirectory state, Clock clock) {
        this(machine, limits, parser, state, clock, FreeSpace.ofHost());
    }

    Runner(
            Machine machine,
            BootLimits limits,
            OutputParser parser,
            StateDirectory state,
            Clock clock,
            FreeSpace space) {
        this.machine = machine;
        this.limits = limits;
        this.parser = parser;
        this.state = state;
        this.clock = clock;
        this.space = space;
        this.collectors = List.of();
    }

    private Runner(Runner from, List<Collector> collectors) {
        this.machine = from.machine;
        this.limits = from.limits;
        this.parser = from.parser;
        this.state = from.state;
        this.clock = from.clock;
        this.space = from.space;
        this.collectors = List.copyOf(collectors);
    }

    /** The same with collectors that see each boot beside its samples. */
    public Runner collecting(List<Collector> wanted) {
        return new Runner(this, wanted);
    }

    /** The machine it boots on. */
    public Machine machine() {
        return machine;
    }

    /**
     * Makes one run. A kernel that fails or a fault of ours during the boot is a run with a fault.
     *
     * @throws InfraException when nothing could be booted or kept, or the thread was interrupted; there is no run then
     */
    public RunRecord run(RunSlot slot, Prepared prepared) {
        Instant started = clock.instant();
        long begin = System.nanoTime();
        Host.Ticks before = host.ticks();
        double load = host.load();
        Path directory = directory(started, slot);
        try {
            requireSpace(prepared.scratchMib() + RESERVE_MIB + (prepared.dumps() ? CrashDump.MOST_MIB * 2 : 0));
            Files.createDirectories(directory);
            List<String> options = collectors.stream()
                    .flatMap(collector -> collector.machineOptions(directory).stream())
                    .toList();
            BootOutcome outcome = machine.boot(new BootOrder(
                    prepared.kernel(),
                    prepared.initramfs(),
                    prepared.guestImage(),
                    prepared.scratchMib(),
                    slot.seed(),
                    directory,
                    limits,
                    options,
                    prepared.dumps()));
            if (Thread.currentThread().isInterrupted()) {
                throw new InfraException("Stopped during boot " + slot.boot() + " of job " + slot.jobId() + ".");
            }
            List<StepOutput> steps = outcome.transcript().steps();
            SampleReading reading = blamedOnDisk(
                    outcome.fault().isPresent()
                            ? new SampleReading(List.of(), outcome.fault())
                            : SampleReading.of(steps, prepared.plan(), parser));
            RunLog.write(directory, outcome.transcript(), reading.fault().isPresent());
            Provenance provenance = new Provenance(
                    outcome.kernelCommandLine(),
                    outcome.machineCommand(),
                    machine.version(),
                    host.processor(),
                    load,
                    host.ticks().stealPercentSince(before),
                    prepared.guestImageSha256(),
                    prepared.bundleSha256(),
                    Version.VERSION,
                    Optional.empty());
            Duration total = Duration.ofNanos(System.nanoTime() - begin);
            return new RunRecord(
                    slot,
                    started,
                    new RunTiming(outcome.boot(), outcome.job(), total),
                    reading.fault(),
                    provenance,
                    results(steps),
                    reading.samples(),
                    state.root().relativize(directory).toString(),
                    outcome.warnings(),
                    reading.fault().isPresent() ? outcome.consoleTail() : "",
                    collected(directory, outcome, prepared),
                    TestReading.of(outcome.transcript(), prepared.plan(), reading.fault()),
                    crashes(outcome, reading.fault()));
        } catch (IOException e) {
            throw new InfraException("Cannot keep the logs of a run in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** What the collectors saw, and the crash dump; the run stands without them. */
    private List<Collected> collected(Path directory, BootOutcome outcome, Prepared prepared) {
        List<Collected> all = new ArrayList<>();
        for (Collector collector : collectors) {
            collector
                    .collect(directory, outcome.transcript(), prepared.kernel(), prepared.plan())
                    .ifPresent(all::add);
        }
        outcome.dump().ifPresent(all::add);
        return all;
    }

    /** A silence that turned out to be ours is no crash; what the kernel itself said stays. */
    private static List<Crash> crashes(BootOutcome outcome, Optional<Fault> fault) {
        boolean ours = fault.isPresent() && fault.get().blame() == Blame.OURS;
        return outcome.crashes().stream()
                .filter(crash -> !ours || !crash.kind().silent())
                .toList();
    }

    private void requireSpace(long mib) throws IOException {
        long free = freeMib();
        if (free < mib) {
            throw new InfraException("The disk of " + state.root() + " is nearly full: a boot needs " + mib + " MiB, "
                    + free + " MiB are free; make room there.");
        }
    }

    /** A full disk of ours cuts off console and results, which looks like any fault of the kernel. */
    private SampleReading blamedOnDisk(SampleReading reading) throws IOException {
        long free = freeMib();
        return reading.fault().isEmpty() || free >= RESERVE_MIB
                ? reading
                : new SampleReading(
                        List.of(),
                        Optional.of(new InfraFault(
                                InfraFault.Kind.DISK_FULL,
                                "The disk of " + state.root() + " has " + free + " MiB left; it looked like "
                                        + reading.fault().get().code() + ".")));
    }

    private long freeMib() throws IOException {
        return space.bytes(state.runs()) >> 20;
    }

    private Path directory(Instant started, RunSlot slot) {
        String name = String.format(
                Locale.ROOT, "%s-job%d-boot%d.%d", STAMP.format(started), slot.jobId(), slot.boot(), slot.attempt());
        return state.runs().resolve(name);
    }

    private static List<StepResult> results(List<StepOutput> steps) {
        return steps.stream()
                .filter(s -> switch (s.step().kind()) {
                    case WARMUP, RUN -> true;
                    case PREPARE, SETUP, TEARDOWN, CLEAN -> s.exitCode() != 0;
                })
                .map(s -> new StepResult(s.step().benchmark(), s.step().iteration(), s.exitCode(), s.nanos() / 1e9))
                .toList();
    }
}
