package org.kpulse.harness.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.RequestStore;

/** Hands tasks back after faults of ours, or gives them up. */
record Faults(RequestStore requests, Clock clock) {

    static Faults of(RequestStore requests, Clock clock) {
        return new Faults(requests, clock);
    }

    /** When it is to be tried again; empty if it was given up. Does nothing to a task that another has. */
    Optional<Instant> failed(Task task, Duration worked, String why) {
        int failures = task.progress().failures() + 1;
        if (AfterFault.givesUp(failures)) {
            requests.end(
                    task.id(),
                    task.claim(),
                    Ending.gaveUp("GAVE_UP", "after " + failures + " tries: " + why),
                    clock.instant());
            return Optional.empty();
        }
        Instant next = clock.instant().plus(AfterFault.pause(failures));
        requests.handBack(task.id(), task.claim(), true, worked, new RequestStore.HandedBack(why, next));
        return Optional.of(next);
    }

    /**
     * The worker of a task does not answer any more.
     *
     * @param worker who had it
     * @return when it is to be offered again; empty if it has ended
     */
    Optional<Instant> died(long id, String worker) {
        Optional<Task> open = requests.find(id).filter(t -> !t.state().isFinal());
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Task task = open.get();
        if (!task.progress().holder().since().isPresent()
                || !task.progress().holder().worker().equals(Optional.of(worker))) {
            return Optional.of(clock.instant());
        }
        int failures = task.progress().failures() + 1;
        String why = "its worker " + worker + " does not answer any more";
        if (AfterFault.givesUp(failures)) {
            return failed(task, Duration.ZERO, why);
        }
        requests.handBack(
                task.id(), task.claim(), true, Duration.ZERO, new RequestStore.HandedBack(why, clock.instant()));
        return Optional.of(clock.instant());
    }
}
