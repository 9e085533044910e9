package org.kpulse.bisect.cli;

import java.util.List;
import org.kpulse.bisect.driver.Carrier;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.cli.Common;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Group;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;

/** Bisections. */
@Command(
        name = "bisect",
        description = "Find the commit that made a kernel slower, faster or crash, among noisy measurements.",
        subcommands = {
            StartBisection.class,
            RegressionsCommand.class,
            ShowBisections.ListAll.class,
            ShowBisections.Status.class,
            LogOfBisection.class,
            ChangeBisection.Pause.class,
            ChangeBisection.Resume.class,
            ChangeBisection.Abort.class,
            ReplayBisection.class
        })
final class BisectCommand extends Group {

    /** Exit code of a bisection that ended without a culprit, or is not over. */
    static final int INCONCLUSIVE = 4;

    /** The bisection of this id. */
    static BisectionRow require(Database database, long id) {
        return new BisectionStore(database)
                .find(id)
                .orElseThrow(
                        () -> new UsageException("There is no bisection " + id + "; kpulse bisect list names them."));
    }

    /** Goes on with these on this host's machines; then prints the last one. */
    static int carryOut(Context context, Common common, Lab lab, Database database, List<Long> bisections) {
        try (Workspace workspace = Workspace.take(context.state(), lab.clock())) {
            new Carrier(lab, database, workspace).carryOut(bisections);
        }
        long last = bisections.get(bisections.size() - 1);
        BisectionRow row = require(database, last);
        ShowBisections.print(context, common, database, row);
        return exitCode(row);
    }

    /** 0 for a culprit that its checks confirm. */
    static int exitCode(BisectionRow row) {
        return row.state() == BisectionState.FINISHED && new BisectionView(row).isConfirmedCulprit() ? 0 : INCONCLUSIVE;
    }
}
