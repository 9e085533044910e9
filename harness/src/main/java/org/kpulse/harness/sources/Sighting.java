package org.kpulse.harness.sources;

import java.time.Instant;

/**
 * A kernel that a source had for the first time, as table {@code sighting} keeps it.
 *
 * @param source name of what was watched
 * @param kernel what was seen
 * @param seenAt when
 */
public record Sighting(String source, Seen kernel, Instant seenAt) {}
