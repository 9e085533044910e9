package org.kpulse.webapp.chart;

import java.util.Optional;
import org.kpulse.analysis.Interval;

/**
 * A point of a line.
 *
 * @param label what is said when it is pointed at, such as the kernel
 * @param value its height
 * @param interval of the value; empty where there is none, which leaves a gap in the band
 */
public record LinePoint(String label, double value, Optional<Interval> interval) {}
