package org.kpulse.harness.sources;

import java.time.Instant;

/**
 * How the last poll of a source ended, as table {@code source_poll} keeps it.
 *
 * @param source name
 * @param polledAt when
 * @param dueAt when the next poll is due
 * @param failures polls that failed in a row, 0 when the last was good
 * @param detail one sentence: what was new, or why it failed
 * @param memory of the last good poll
 */
public record PollState(String source, Instant polledAt, Instant dueAt, int failures, String detail, String memory) {

    public PollState {
        if (failures < 0 || dueAt.isBefore(polledAt)) {
            throw new IllegalArgumentException("the next poll at " + source + " comes after the last");
        }
    }

    /** Whether the last poll was good. */
    public boolean ok() {
        return failures == 0;
    }
}
