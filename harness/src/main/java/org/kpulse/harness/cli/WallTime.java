package org.kpulse.harness.cli;

import java.time.Duration;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.run.RunRecord;

/** Shares the wall time of a main job out over what it was spent on; pure. */
final class WallTime {

    private WallTime() {}

    /**
     * Boots that ran at the same time share the wall time of their platform in proportion.
     *
     * @param before from the start of the command to that of the experiment; set-up too
     * @param whole wall time of the whole command
     */
    static RunReport.Timing of(Experiment.Done done, Duration before, Duration whole) {
        double boot = 0;
        double benchmark = 0;
        for (Experiment.Work work : done.work().values()) {
            double spent =
                    seconds(work.runs().stream().map(r -> r.timing().total()).reduce(Duration.ZERO, Duration::plus));
            double share = spent > 0 ? Math.min(1, seconds(work.wall()) / spent) : 1;
            for (RunRecord run : work.runs()) {
                boot += share * seconds(run.timing().boot());
                benchmark += share * seconds(run.timing().benchmark());
            }
        }
        double setup = seconds(before.plus(done.setup()));
        double rest = seconds(whole) - setup - boot - benchmark;
        return new RunReport.Timing(setup, boot, benchmark, Math.max(0, rest));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
