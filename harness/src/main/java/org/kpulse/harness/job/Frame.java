package org.kpulse.harness.job;

import java.nio.ByteBuffer;

/**
 * One frame of the results channel, as {@code guest/agent.c} writes it. A guest is hostile: whatever does not parse is
 * {@link Damaged}, never an exception.
 */
public sealed interface Frame {

    /** The job's first word: protocol version, {@code uname -r}, number of steps, and the guest's uptime in ns. */
    record Hello(int version, String release, int steps, long uptimeNanos) implements Frame {}

    /** A step begins. */
    record Begin(StepId step) implements Frame {}

    /** The kernel still schedules processes. */
    record Heartbeat() implements Frame {}

    /** A piece of what the current step printed to standard output. */
    record Output(ByteBuffer bytes) implements Frame {}

    /** A piece of what the current step printed to standard error. */
    record ErrorOutput(ByteBuffer bytes) implements Frame {}

    /** A step ended; length and CRC-32 are of its whole standard output. */
    record End(StepId step, int exitCode, long nanos, long bytes, long crc32) implements Frame {}

    /** A piece of the kernel log's lines of level warning and worse. */
    record KernelLog(ByteBuffer bytes) implements Frame {}

    /** A piece of what says where the kernel's code lies; see {@code guest/map.c}. */
    record CodeMap(ByteBuffer bytes) implements Frame {}

    /** The job is over after so many steps. */
    record Done(int steps) implements Frame {}

    /** The guest cannot start the job. */
    record Fatal(String reason) implements Frame {}

    /** A line that is no frame; {@code excerpt} is printable and short. */
    record Damaged(String excerpt) implements Frame {}
}
