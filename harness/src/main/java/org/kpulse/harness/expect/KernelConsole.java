package org.kpulse.harness.expect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashReader;
import org.kpulse.harness.crash.KernelLog;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;

/**
 * The line on which a kernel logs, watched for crashes whoever reads it. Bounded whatever is printed; not thread-safe.
 */
public final class KernelConsole implements SerialLine {

    /** A crash is told when its report has been followed by silence for so long, or at the end of the line. */
    static final Duration QUIET = Duration.ofMillis(800);

    /** What a processor prints that waits, for up to ten seconds, for the traces of others: silence after it means nothing. */
    private static final Pattern ASKED_OTHERS = Pattern.compile("Sending NMI from CPU \\d+ to CPUs [\\d,-]+:\\s*$");

    /** ... or so long after its first line, whatever still comes. */
    static final Duration LONGEST_REPORT = Duration.ofSeconds(6);

    private static final int MAX_LINE = 1000;
    private static final int MAX_UNREAD = 64 << 10;
    private static final int MOST_AT_A_LOOK = 1 << 20;

    private final String kernel;
    private final SerialLine line;
    private final boolean emulatorMayRace;
    private final LongSupplier nanoTime;
    private final CrashReader reader = new CrashReader();
    private final StringBuilder open = new StringBuilder();
    private final LastLines tail = new LastLines();
    private byte[] unread = {};
    private boolean askedOthers;
    private boolean crashed;
    private int passed;
    private long crashedAt;
    private long lastByteAt;

    /**
     * @param kernel exact reference of the kernel, for messages
     * @param line where it logs
     * @param emulatorMayRace whether the machine's emulator is known to crash healthy kernels
     * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
     */
    public KernelConsole(String kernel, SerialLine line, boolean emulatorMayRace, LongSupplier nanoTime) {
        this.kernel = kernel;
        this.line = line;
        this.emulatorMayRace = emulatorMayRace;
        this.nanoTime = nanoTime;
    }

    /** Looks at what was logged since the last look; a later {@link #next} gives it out, of a flood the last 64 KiB. */
    public void look() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(unread);
        boolean more = true;
        while (more && all.size() < MOST_AT_A_LOOK) {
            byte[] bytes = read(Duration.ZERO);
            all.write(bytes);
            more = bytes.length > 0;
        }
        byte[] bytes = all.toByteArray();
        unread = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - MAX_UNREAD), bytes.length);
    }

    @Override
    public byte[] next(Duration patience) throws IOException {
        if (unread.length > 0) {
            byte[] bytes = unread;
            unread = new byte[0];
            return bytes;
        }
        return read(patience);
    }

    private byte[] read(Duration patience) throws IOException {
        byte[] bytes = line.next(patience);
        long now = nanoTime.getAsLong();
        if (bytes.length > 0) {
            lastByteAt = now;
            take(new String(bytes, StandardCharsets.ISO_8859_1));
            if (!crashed && failing().isPresent()) {
                crashed = true;
                crashedAt = now;
            }
        }
        return bytes;
    }

    private void take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                reader.line(open.toString());
                tail.add(open.toString());
                askedOthers = ASKED_OTHERS.matcher(open).find();
                open.setLength(0);
            } else if (c != '\r' && open.length() < MAX_LINE) {
                open.append(c);
            }
        }
    }

    /** The first crash that fails a run, once its report is there as a whole. */
    public Optional<Crash> crash() {
        long now = nanoTime.getAsLong();
        boolean quiet = now - lastByteAt >= QUIET.toNanos() && !askedOthers;
        boolean whole = line.ended() || quiet || now - crashedAt >= LONGEST_REPORT.toNanos();
        return crashed && whole ? failing() : Optional.empty();
    }

    private Optional<Crash> failing() {
        return crashes().stream()
                .skip(passed)
                .filter(crash -> crash.kind().fault().isPresent())
                .findFirst();
    }

    /** Goes on after a crash, as some kernels do: only those that come from now on end a waiting. */
    public void goOn() {
        passed = crashes().size();
        crashed = false;
    }

    /** The first crash that fails a run as an answer to whom waits for something else. */
    Optional<Answer> answer(String wanted) {
        return crash().map(crash -> new Answer.Crashed(kernel, crash, fault(crash), wanted));
    }

    private Fault fault(Crash crash) {
        if (emulatorMayRace && KernelLog.isEmulatorCrash(crash.title())) {
            return new InfraFault(InfraFault.Kind.EMULATOR_CRASH, "Known emulator crash: " + crash.title());
        }
        return new KernelFault(crash.kind().fault().orElseThrow(), crash.title());
    }

    /** All crashes so far, warnings too, in their order. */
    public List<Crash> crashes() {
        return reader.crashes();
    }

    /** The last lines, printable. */
    public String tail() {
        return tail.text(open);
    }

    @Override
    public boolean ended() {
        return unread.length == 0 && line.ended();
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        line.send(bytes);
    }
}
