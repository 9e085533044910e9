package org.kpulse.harness.service;

import java.util.List;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.store.Database;

/** Work that waits in the database and is of no task, such as bisections. A worker does it where no task goes before it. */
public interface StoredWork {

    /** As of a task: what is asked for on demand goes before it, routine work after it. */
    int PRIORITY = 60;

    /** Whether some waits that this worker can do and nobody does. */
    boolean waits();

    /**
     * Works until all is done or waits for a person, the turn is over or something fails. Interrupting the thread ends it soon.
     *
     * @throws org.kpulse.harness.queue.HostBusy if another process, or a task, has this host's machines
     */
    void work(Turn turn);

    /** Made for a worker; found on the class path by {@link java.util.ServiceLoader}. */
    interface Maker {
        StoredWork of(Lab lab, Database database, List<String> platforms);
    }
}
