package org.kpulse.harness.service;

import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.store.Database;

/** What follows when an experiment was judged, while its worker still has the machines; may be called again for one that it was called for. */
public interface AfterJudged {

    void after(Lab lab, Database database, Workspace workspace, long experiment);
}
