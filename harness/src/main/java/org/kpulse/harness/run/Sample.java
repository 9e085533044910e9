package org.kpulse.harness.run;

/**
 * One measured value of one metric in one iteration of a run; never averaged away.
 *
 * @param benchmark name of the recipe, for example {@code hackbench-pipe-process}
 * @param metric name of the metric within it
 * @param iteration 0-based, warm-up not counted
 * @param value in the metric's unit; finite and not negative
 */
public record Sample(String benchmark, String metric, int iteration, double value) {

    public Sample {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(
                    "sample of " + benchmark + "/" + metric + ", iteration " + iteration + ", is " + value);
        }
        if (iteration < 0) {
            throw new IllegalArgumentException("iteration of " + benchmark + "/" + metric + " is " + iteration);
        }
    }
}
