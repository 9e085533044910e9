package org.kpulse.harness.benchmark;

import java.util.OptionalDouble;

/** Reads one metric's value from the output of a benchmark, where a pattern or a JSON pointer cannot. The output is hostile. */
public interface MetricParser {

    /** What the output should have, for the message that it has not. */
    String expects();

    /** The value in the metric's unit; empty when the output does not have it. Time linear in the output's length. */
    OptionalDouble parse(String output);
}
