package org.kpulse.analysis.noise;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;

/**
 * A night of a canary, judged by the nights before it.
 *
 * @param earlier how many nights it was judged by, at most {@link CanaryTrend#MEMORY}
 * @param metrics how many metrics of this night were looked at; the earlier nights have them too
 * @param percent by how much the machine was faster than in the earlier nights, percent; empty if there is nothing to compare with
 * @param expected where {@code percent} lies if the machine is as it was, but for one night in a thousand; empty below
 *     {@link CanaryTrend#ENOUGH} earlier nights
 * @param drifted whether it lies outside
 */
public record CanaryPoint(
        int earlier, int metrics, OptionalDouble percent, Optional<Interval> expected, boolean drifted) {}
