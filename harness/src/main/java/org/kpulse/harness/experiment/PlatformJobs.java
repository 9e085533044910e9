package org.kpulse.harness.experiment;

import java.util.List;
import java.util.Map;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.profile.Collector;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.SuitePlan;

/**
 * The two jobs of an experiment on one platform, ready to run.
 *
 * @param machine where
 * @param plan what
 * @param prepared each kernel with its initramfs
 * @param platformId in the database
 * @param jobs ids in the database
 * @param collectors what sees each boot beside its samples
 */
record PlatformJobs(
        PooledMachine machine,
        SuitePlan plan,
        Map<Side, Prepared> prepared,
        long platformId,
        Map<Side, Long> jobs,
        List<Collector> collectors) {

    /** The same jobs with boots that run something else, seen by no collector. */
    PlatformJobs running(SuitePlan other, Map<Side, Prepared> ready) {
        return new PlatformJobs(machine, other, ready, platformId, jobs, List.of());
    }

    long job(Side side) {
        Long id = jobs.get(side);
        if (id == null) {
            throw new IllegalStateException("no job for " + side);
        }
        return id;
    }

    Prepared prepared(Side side) {
        Prepared found = prepared.get(side);
        if (found == null) {
            throw new IllegalStateException("nothing prepared for " + side);
        }
        return found;
    }
}
