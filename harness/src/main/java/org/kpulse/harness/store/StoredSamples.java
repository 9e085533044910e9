package org.kpulse.harness.store;

import java.util.Arrays;
import java.util.List;
import org.kpulse.analysis.Direction;

/**
 * All samples of one metric of a base and a candidate kernel on one platform, ready to be compared.
 *
 * @param metricId in the database
 * @param unit of the values
 * @param direction which way is better
 * @param base the base kernel's finished boots in the order they were stored, empty when it never ran this
 * @param candidate the candidate's likewise
 */
public record StoredSamples(
        long metricId,
        String benchmark,
        String metric,
        String unit,
        Direction direction,
        List<Boot> base,
        List<Boot> candidate) {

    public StoredSamples {
        base = List.copyOf(base);
        candidate = List.copyOf(candidate);
    }

    /** The values of one boot, in the order of iterations. Equal only to itself. */
    public static final class Boot {

        private final long runId;
        private final int boot;
        private final long seed;
        private final double[] values;

        Boot(long runId, int boot, long seed, double[] values) {
            this.runId = runId;
            this.boot = boot;
            this.seed = seed;
            this.values = values;
        }

        /** The run's id in the database. */
        public long runId() {
            return runId;
        }

        /** Number of the boot within its job. */
        public int boot() {
            return boot;
        }

        /** Seed of the machine. */
        public long seed() {
            return seed;
        }

        /** At least one value, a copy. */
        public double[] values() {
            return values.clone();
        }

        @Override
        public String toString() {
            return "run " + runId + " " + Arrays.toString(values);
        }
    }
}
