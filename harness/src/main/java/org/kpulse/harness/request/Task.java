package org.kpulse.harness.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.harness.fault.Blame;

/**
 * One platform of a request: worked on by one worker at a time, ends once.
 *
 * @param id in the database
 * @param requestId of its request
 * @param request what is wanted; {@code platforms} holds this task's alone
 * @param createdAt when it was asked for
 * @param progress how far it is
 * @param end how it ended, empty while it is open
 */
public record Task(
        long id, long requestId, NewRequest request, Instant createdAt, Progress progress, Optional<End> end) {

    /**
     * How far a task is.
     *
     * @param state where it is
     * @param notBefore nobody takes it earlier
     * @param holder who has it
     * @param failures faults of ours and dead workers so far
     * @param worked how long it was worked on, without the present claim
     * @param experiment what it measures in, once that was begun
     */
    public record Progress(
            TaskState state,
            Instant notBefore,
            Holder holder,
            int failures,
            Duration worked,
            OptionalLong experiment) {}

    /**
     * Who has a task.
     *
     * @param claim how often it was taken; who works on it names its claim, and what an older claim says does not count
     * @param worker who has it or had it last
     * @param since when that worker took it, empty while nobody has it
     */
    public record Holder(int claim, Optional<String> worker, Optional<Instant> since) {}

    /**
     * How a task ended.
     *
     * @param outcome as of {@code kpulse run}, or the kind of a fault
     * @param blame who is to blame if it failed
     * @param detail one sentence
     * @param at when
     */
    public record End(String outcome, Optional<Blame> blame, String detail, Instant at) {}

    /** Name of the platform. */
    public String platform() {
        return request.platforms().get(0);
    }

    /** Where it is. */
    public TaskState state() {
        return progress.state();
    }

    /** The claim of who works on it. */
    public int claim() {
        return progress.holder().claim();
    }
}
