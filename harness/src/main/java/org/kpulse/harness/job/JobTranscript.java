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
    private static final int MAX_STEPS = 10_000;

    private final List<StepOutput> steps = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kernelLog = new ByteArrayOutputStream();
    private Frame.@Nullable Hello hello;
    private Frame.@Nullable Fatal fatal;
    private @Nullable StepId current;
    private @Nullable String damage;
    private boolean done;

    /** Takes the next frame. */
    public void accept(Frame frame) {
        if (frame instanceof Frame.Hello h) {
            if (hello != null) {
                note("the guest said hello twice");
            }
            hello = h;
        } else if (frame instanceof Frame.Begin begin) {
            current = begin.step();
            out.reset();
            err.reset();
        } else if (frame instanceof Frame.Output o) {
            append(out, o.bytes());
        } else if (frame instanceof Frame.ErrorOutput e) {
            append(err, e.bytes());
        } else if (frame instanceof Frame.KernelLog log) {
            append(kernelLog, log.bytes());
        } else if (frame instanceof Frame.End end) {
            end(end);
        } else if (frame instanceof Frame.Done d) {
            finish(d);
        } else if (frame instanceof Frame.Fatal f) {
            fatal = f;
        } else if (frame instanceof Frame.Damaged d) {
            note("a damaged line in the results channel: " + d.excerpt());
        }
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
        if (steps.size() < MAX_STEPS) {
            steps.add(new StepOutput(
                    end.step(),
                    end.exitCode(),
                    end.nanos(),
                    new String(bytes, StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8),
                    whole));
        }
        current = null;
    }

    private void finish(Frame.Done frame) {
        if (frame.steps() != steps.size()) {
            note("the guest ran " + frame.steps() + " steps, " + steps.size() + " arrived");
        }
        done = true;
    }

    private void note(String what) {
        if (damage == null) {
            damage = what;
        }
    }

    private static void append(ByteArrayOutputStream to, ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        if (to.size() + bytes.length <= MAX_STEP_BYTES) {
            to.writeBytes(bytes);
        }
    }

    /** The job's first word, when it has come. */
    public Optional<Frame.Hello> hello() {
        return Optional.ofNullable(hello);
    }

    /** Why the guest could not start the job. */
    public Optional<String> fatal() {
        return Optional.ofNullable(fatal).map(Frame.Fatal::reason);
    }

    /** The step that runs now. */
    public Optional<StepId> current() {
        return Optional.ofNullable(current);
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
}
