package org.kpulse.harness.job;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a guest has reported so far, put together from its frames. Bounded: at most 64 MiB and 10,000 steps a run. Not
 * thread-safe.
 */
public final class JobTranscript {

    private static final int MAX_STEP_BYTES = 2 << 20;
    private static final int MAX_MAP_BYTES = 8 << 20;
    private static final int MAX_STEPS = 10_000;
    private static final long MAX_BYTES = 64L << 20;

    private final List<StepOutput> steps = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kernelLog = new ByteArrayOutputStream();
    private final ByteArrayOutputStream codeMap = new ByteArrayOutputStream();
    private Frame.@Nullable Hello hello;
    private Frame.@Nullable Fatal fatal;
    private @Nullable StepId current;
    private @Nullable String damage;
    private boolean done;
    private long kept;

    /** Takes the next frame. */
    public void accept(Frame frame) {
        if (frame instanceof Frame.Damaged d) {
            note("a damaged line in the results channel: " + d.excerpt());
        } else if (frame instanceof Frame.Hello h) {
            hello(h);
        } else if (frame instanceof Frame.Fatal f) {
            fatal(f);
        } else if (hello == null) {
            note("results came before the job's first word");
        } else if (done) {
            note("results came after the job's last word");
        } else {
            ofJob(frame);
        }
    }

    private void hello(Frame.Hello frame) {
        if (hello == null) {
            hello = frame;
        } else {
            note("the guest said hello twice");
        }
    }

    private void fatal(Frame.Fatal frame) {
        if (hello == null) {
            fatal = fatal == null ? frame : fatal;
        } else {
            note("the guest gave up after the job had begun: " + frame.reason());
        }
    }

    private void ofJob(Frame frame) {
        if (frame instanceof Frame.Begin begin) {
            begin(begin);
        } else if (frame instanceof Frame.Output o) {
            append(out, o.bytes(), MAX_STEP_BYTES);
        } else if (frame instanceof Frame.ErrorOutput e) {
            append(err, e.bytes(), MAX_STEP_BYTES);
        } else if (frame instanceof Frame.KernelLog log) {
            append(kernelLog, log.bytes(), MAX_STEP_BYTES);
        } else if (frame instanceof Frame.CodeMap map) {
            append(codeMap, map.bytes(), MAX_MAP_BYTES);
        } else if (frame instanceof Frame.End end) {
            end(end);
        } else if (frame instanceof Frame.Done d) {
            finish(d);
        }
    }

    private void begin(Frame.Begin begin) {
        if (current != null) {
            note(current + " has no end");
        }
        current = begin.step();
        out.reset();
        err.reset();
    }

    private void end(Frame.End end) {
        if (!end.step().equals(current)) {
            note("the end of " + end.step() + " without its begin");
            return;
        }
        byte[] bytes = out.toByteArray();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        boolean whole = bytes.length == end.bytes() && crc.getValue() == end.crc32();
        if (!whole) {
            note("the output of " + end.step().benchmark() + " is damaged");
        }
        kept += bytes.length + err.size();
        if (steps.size() < MAX_STEPS && kept <= MAX_BYTES) {
            steps.add(new StepOutput(
                    end.step(),
                    end.exitCode(),
                    end.nanos(),
                    new String(bytes, StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8),
                    whole));
        } else {
            note("the guest sent more than 64 MiB of output or " + MAX_STEPS + " steps");
        }
        current = null;
    }

    private void finish(Frame.Done frame) {
        if (current != null) {
            note(current + " has no end");
        }
        if (frame.steps() != steps.size()) {
            note("the guest ran " + frame.steps() + " steps, " + steps.size() + " arrived");
        } else if (hello != null && hello.steps() != steps.size()) {
            note("the guest was to run " + hello.steps() + " steps, " + steps.size() + " arrived");
        }
        done = true;
    }

    private void note(String what) {
        if (damage == null) {
            damage = what;
        }
    }

    private static void append(ByteArrayOutputStream to, ByteBuffer buffer, int most) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        if (to.size() + bytes.length <= most) {
            to.writeBytes(bytes);
        }
    }

    /** The job's first word, when it has come. */
    public Optional<Frame.Hello> hello() {
        return Optional.ofNullable(hello);
    }

    /** Why the guest could not start the job; only said instead of a first word. */
    public Optional<String> fatal() {
        return Optional.ofNullable(fatal).map(Frame.Fatal::reason);
    }

    /** The step that runs now. */
    public Optional<StepId> current() {
        return Optional.ofNullable(current);
    }

    /** What the step that runs now has printed, as far as it came; empty for steps that are not sent live. */
    public String printed() {
        return current == null ? "" : out.toString(StandardCharsets.UTF_8);
    }

    /** All steps that ended, in order. */
    public List<StepOutput> steps() {
        return List.copyOf(steps);
    }

    /** Whether the job's last word has come. */
    public boolean done() {
        return done;
    }

    /** The first thing that was lost or damaged on the way. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** Lines of the kernel log of level warning and worse, as the guest sent them at its end. */
    public String kernelLog() {
        return kernelLog.toString(StandardCharsets.UTF_8);
    }

    /** Where the kernel's code lies, as {@code guest/map.c} prints it; empty when it did not come. */
    public byte[] codeMap() {
        return codeMap.toByteArray();
    }
}
