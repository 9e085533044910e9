package org.kpulse.harness.queue;

import java.util.Optional;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;

/** Does what a task asks for. A second call for the same task goes on where the first one ended. */
public interface TaskWork {

    /**
     * Works until it is done, the turn is over or something fails. Interrupting the thread ends it soon.
     *
     * @param turn asked before each boot
     * @return how it ended; empty if the turn was over before
     * @throws org.kpulse.harness.fault.KernelFaultException the kernel's fault: the task ends with it
     * @throws org.kpulse.harness.fault.UsageException it cannot be done as it was asked: the task is given up
     * @throws org.kpulse.harness.fault.InfraException our fault: tried again later
     */
    Optional<Ending> work(Task task, Turn turn);

    /** Why this worker's machine is not to be trusted after this task ended, one sentence; empty if nothing speaks against it. */
    default Optional<String> distrust(Task task) {
        return Optional.empty();
    }
}
