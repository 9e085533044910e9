package org.kpulse.bisect.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.bisect.driver.Carrier;
import org.kpulse.harness.cli.AfterRun;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;

/** Bisects what a run found, where the configuration wants that. */
public final class BisectAfterRun implements AfterRun {

    @Override
    public void after(Lab lab, Database database, Workspace workspace, long experiment) {
        String start = lab.config().text(ConfigKey.BISECT_START);
        if (start.equals("off")) {
            return;
        }
        try {
            FoundRegressions found = new FoundRegressions(lab, database);
            List<Long> begun = new ArrayList<>(found.unfinished(experiment)); // of an earlier call that was stopped
            begun.addAll(found.begin(found.of(experiment)));
            if (begun.isEmpty()) {
                return;
            }
            boolean now = start.equals("now");
            List<Long> mine = now ? new Carrier(lab, database, workspace).carryOut(begun) : List.of();
            List<Long> others = begun.stream().filter(id -> !mine.contains(id)).toList();
            say(lab, "bisected: ", mine);
            say(lab, "a worker or kpulse bisect resume carries out: ", others);
        } catch (UsageException | InfraException e) {
            lab.progress().warn("the run is stored, but its regressions could not be bisected: " + e.getMessage());
        }
    }

    private static void say(Lab lab, String what, List<Long> bisections) {
        if (!bisections.isEmpty()) {
            lab.progress()
                    .step(what
                            + bisections.stream().map(id -> "bisection " + id).collect(Collectors.joining(", ")));
        }
    }
}
