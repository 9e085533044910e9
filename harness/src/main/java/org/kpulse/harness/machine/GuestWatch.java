package org.kpulse.harness.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashReader;
import org.kpulse.harness.crash.KernelLog;
import org.kpulse.harness.crash.Sign;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Frame;
import org.kpulse.harness.job.FrameReader;
import org.kpulse.harness.job.JobTranscript;

/**
 * Watches one boot and says what it amounts to. It is fed bytes and told the time since the machine was started; it does no
 * I/O itself. Not thread-safe.
 */
public final class GuestWatch {

    /** How long the kernel may go on printing its call trace after the first line of a crash. */
    static final Duration TRACE = Duration.ofMillis(1500);

    /** By more than this the guest's clock is never ahead of the host's, except where the emulator lets it leap. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final int TAIL_LINES = 60;
    private static final int MAX_LINE = 1000;
    private static final int MAX_WARNINGS = 100;

    private final BootLimits limits;
    private final boolean emulatorMayRace;
    private final FrameReader frames = new FrameReader();
    private final JobTranscript transcript = new JobTranscript();
    private final StringBuilder consoleLine = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private final CrashReader reader = new CrashReader();
    private @Nullable Sign crash;
    private Duration leap = Duration.ZERO;
    private boolean ended;
    private Duration crashAt = Duration.ZERO;
    private Duration lastSign = Duration.ZERO;
    private @Nullable Duration helloAt;
    private @Nullable Duration doneAt;

    /**
     * @param limits how patient to be
     * @param emulatorMayRace whether the machine is one whose emulator is known to crash healthy kernels
     */
    public GuestWatch(BootLimits limits, boolean emulatorMayRace) {
        this.limits = limits;
        this.emulatorMayRace = emulatorMayRace;
    }

    /** Bytes from the results channel. */
    public void results(byte[] bytes, Duration now) {
        for (Frame frame : frames.feed(bytes)) {
            transcript.accept(frame);
            if (frame instanceof Frame.Hello && helloAt == null) {
                helloAt = now;
            } else if (transcript.done() && doneAt == null) {
                doneAt = now;
            }
        }
        lastSign = now;
    }

    /** Bytes from the console. */
    public void console(byte[] bytes, Duration now) {
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                line(consoleLine.toString(), now);
                consoleLine.setLength(0);
            } else if (c != '\r' && consoleLine.length() < MAX_LINE) {
                consoleLine.append(c);
            }
        }
        lastSign = now;
    }

    private void line(String line, Duration now) {
        String clean = line.replaceAll("[^\\x20-\\x7e\\t]", "?");
        tail.addLast(clean);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        note(clean);
        reader.line(clean);
        if (crash == null && transcript.fatal().isEmpty()) {
            crash = KernelLog.crash(clean).orElse(null);
            crashAt = now;
            leap = KernelLog.time(clean).orElse(Duration.ZERO).minus(now);
        }
    }

    private void note(String line) {
        if (KernelLog.isWarning(line) && warnings.size() < MAX_WARNINGS) {
            warnings.add(KernelLog.strip(line));
        }
    }

    /** Why to stop the machine now, if there is a reason: a crash whose trace has had its time, silence, or lateness. */
    public Optional<Fault> stopReason(Duration now) {
        if (crash != null) {
            return now.minus(crashAt).compareTo(TRACE) >= 0 ? Optional.of(blame(crash)) : Optional.empty();
        }
        if (transcript.fatal().isPresent()) {
            return Optional.of(new InfraFault(
                    InfraFault.Kind.GUEST_IMAGE_BROKEN,
                    "The guest could not start the job: " + transcript.fatal().get() + "."));
        }
        if (helloAt == null && now.compareTo(limits.boot()) > 0) {
            return Optional.of(new KernelFault(
                    KernelFault.Kind.DOES_NOT_BOOT, say("It did not reach the job within %d s.", limits.boot())));
        }
        if (helloAt != null && doneAt == null && now.minus(lastSign).compareTo(limits.silence()) > 0) {
            String where =
                    transcript.current().map(s -> " during " + s.benchmark()).orElse("");
            return Optional.of(new KernelFault(
                    KernelFault.Kind.HANG, say("No heartbeat for %d s" + where + ".", limits.silence())));
        }
        if (doneAt != null && now.minus(doneAt).compareTo(limits.silence()) > 0) {
            return Optional.of(new KernelFault(
                    KernelFault.Kind.HANG,
                    say("The job was done, but it did not power off in %d s.", limits.silence())));
        }
        if (now.compareTo(limits.total()) > 0) {
            return Optional.of(new InfraFault(
                    InfraFault.Kind.BENCHMARK_TIMEOUT,
                    say("The run took longer than its whole limit of %d s.", limits.total())));
        }
        return Optional.empty();
    }

    /**
     * What it means that the machine has ended by itself.
     *
     * @param exitCode of the emulator, 128 + n when signal n killed it
     * @param words the last line the emulator printed, empty when none
     * @return empty when the job was done and everything arrived
     */
    public Optional<Fault> ended(int exitCode, String words) {
        ended = true;
        if (crash != null) {
            return Optional.of(blame(crash));
        }
        if (transcript.fatal().isPresent()) {
            return stopReason(Duration.ZERO);
        }
        if (transcript.done()) {
            Optional<Fault> logged = logged();
            return logged.isPresent()
                    ? logged
                    : transcript
                            .damage()
                            .map(d -> new KernelFault(KernelFault.Kind.LOST_SAMPLES, "Results were lost: " + d + "."));
        }
        Optional<InfraFault> died = MachineEnd.died(exitCode, words);
        if (died.isPresent()) {
            return Optional.of(died.get());
        }
        if (helloAt == null) {
            return Optional.of(new KernelFault(
                    KernelFault.Kind.DOES_NOT_BOOT, "It reset or powered off before it reached the job."));
        }
        String where = transcript.current().map(s -> " during " + s.benchmark()).orElse("");
        return Optional.of(
                new KernelFault(KernelFault.Kind.REBOOT, "It rebooted or powered off by itself" + where + "."));
    }

    /** A crash that did not reach the console, in the log that the guest sent at its end. */
    private Optional<Fault> logged() {
        return transcript
                .kernelLog()
                .lines()
                .flatMap(line -> KernelLog.crash(line).stream())
                .findFirst()
                .map(this::blame);
    }

    private Fault blame(Sign found) {
        if (emulatorMayRace && KernelLog.isEmulatorCrash(found.line())) {
            return new InfraFault(InfraFault.Kind.EMULATOR_CRASH, "Known emulator crash: " + found.line());
        }
        if (found.kind().isTimed() && leap.compareTo(AHEAD) > 0) {
            return new InfraFault(
                    InfraFault.Kind.EMULATOR_CRASH,
                    "The guest's clock had leapt " + leap.toSeconds() + " s ahead of the host's, so this was none: "
                            + found.line());
        }
        return new KernelFault(found.fault().orElseThrow(), found.line());
    }

    private static String say(String format, Duration limit) {
        return String.format(Locale.ROOT, format, limit.toSeconds());
    }

    /** What the guest has reported. */
    public JobTranscript transcript() {
        return transcript;
    }

    /** When the job said its first word, since the start of the machine. */
    public Optional<Duration> helloAt() {
        return Optional.ofNullable(helloAt);
    }

    /** When the job said its last word, since the start of the machine; never before its first. */
    public Optional<Duration> doneAt() {
        return Optional.ofNullable(doneAt);
    }

    /** The first lines of warnings the kernel printed, on the console or in the log the guest sent at its end. */
    public List<String> warnings() {
        Set<String> all = new LinkedHashSet<>(warnings);
        transcript
                .kernelLog()
                .lines()
                .filter(KernelLog::isWarning)
                .map(KernelLog::strip)
                .limit(MAX_WARNINGS)
                .forEach(all::add);
        return all.stream().limit(MAX_WARNINGS).toList();
    }

    /**
     * The crashes of this boot, the first of them the cause: those its log and console tell of, and the one they do not tell of, if
     * none of those fails a run.
     *
     * @param fault how the boot ended
     */
    public List<Crash> crashes(Optional<Fault> fault) {
        List<Crash> told = reader.joined(transcript.kernelLog());
        if (told.stream().anyMatch(crash -> crash.kind().fault().isPresent())) {
            return told;
        }
        Optional<Crash> silence = fault.flatMap(each -> Silence.of(each, ended, when()));
        return Stream.concat(
                        told.stream().limit(CrashReader.MAX_CRASHES - (silence.isPresent() ? 1 : 0)), silence.stream())
                .toList();
    }

    private String when() {
        String doing = transcript.current().map(s -> "during " + s.benchmark()).orElse("");
        return helloAt == null ? "before the job" : doneAt == null ? doing : "after the job";
    }

    /** The last lines of the console, printable. */
    public String consoleTail() {
        List<String> lines = new ArrayList<>(tail);
        if (!consoleLine.isEmpty()) {
            lines.add(consoleLine.toString().replaceAll("[^\\x20-\\x7e\\t]", "?"));
        }
        return String.join("\n", lines);
    }
}
