package org.kpulse.harness.run;

import java.time.Duration;

/**
 * Where the wall time of a run went, as the host's clock saw it.
 *
 * @param boot from the start of the machine to the first word of the job
 * @param benchmark from the first to the last step of the job, warm-up included
 * @param total from the first preparation to the last byte kept; at least boot + benchmark
 */
public record RunTiming(Duration boot, Duration benchmark, Duration total) {

    public RunTiming {
        if (boot.isNegative() || benchmark.isNegative() || total.isNegative()) {
            throw new IllegalArgumentException("negative duration: " + boot + ", " + benchmark + ", " + total);
        }
    }

    /** What is neither boot nor benchmark: preparation, shut-down and keeping the results. Never negative. */
    public Duration overhead() {
        Duration rest = total.minus(boot).minus(benchmark);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
