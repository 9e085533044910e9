package org.kpulse.harness.cli;

import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.store.Database;

/**
 * What a module that knows this one does when {@code kpulse run} has judged and printed, while it still has the machines. Found on the
 * class path by {@link java.util.ServiceLoader}. It prints nothing but progress and does not change the exit code of the run.
 */
public interface AfterRun {

    /**
     * Called once a run.
     *
     * @param experiment id of what was judged
     */
    void after(Lab lab, Database database, Workspace workspace, long experiment);
}
