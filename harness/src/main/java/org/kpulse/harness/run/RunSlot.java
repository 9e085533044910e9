package org.kpulse.harness.run;

/**
 * Which boot of which job a run is. A slot holds one run for ever; a retry after a fault of ours is another attempt.
 *
 * @param jobId the job's id in the database
 * @param boot 0-based number of the boot within its job
 * @param attempt 0-based; above 0 after faults of ours
 * @param seed seed of the machine; replicates on an {@code instructions} platform differ in it
 */
public record RunSlot(long jobId, int boot, int attempt, long seed) {

    public RunSlot {
        if (boot < 0 || attempt < 0) {
            throw new IllegalArgumentException("boot and attempt count from 0: " + boot + ", " + attempt);
        }
    }
}
