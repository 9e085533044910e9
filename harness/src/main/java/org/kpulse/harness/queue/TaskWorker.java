package org.kpulse.harness.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.WorkerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker: takes a task, has the work done, and stores how that ended. It does one thing at a time; {@link #stop} and the
 * questions may come from other threads.
 */
public final class TaskWorker {

    private static final Logger LOG = LoggerFactory.getLogger(TaskWorker.class);
    private static final Duration BUSY = Duration.ofSeconds(30);

    private final RequestStore requests;
    private final WorkerStore workers;
    private final TaskWork work;
    private final Identity identity;
    private final Clock clock;
    private volatile boolean stopping;
    private volatile boolean makesRoom;
    private volatile int faultsInARow;
    private volatile Instant quarantinedUntil = Instant.MIN;

    /**
     * Who a worker is.
     *
     * @param name unlike that of any other, also of those before it
     * @param host where it runs
     * @param platforms what it can work on
     */
    public record Identity(String name, String host, List<String> platforms) {
        public Identity {
            platforms = List.copyOf(platforms);
        }
    }

    public TaskWorker(RequestStore requests, WorkerStore workers, TaskWork work, Identity identity, Clock clock) {
        this.requests = requests;
        this.workers = workers;
        this.work = work;
        this.identity = identity;
        this.clock = clock;
    }

    /** Says that it is there. */
    public void begin() {
        workers.begin(identity.name(), identity.host(), String.join(",", identity.platforms()), clock.instant());
    }

    /** Begins no further boot; what it works on is handed back after the boot under way. */
    public void stop() {
        stopping = true;
    }

    /** It has ended in order. */
    public void stopped() {
        workers.state(identity.name(), WorkerStore.State.STOPPED, faultsInARow, "", clock.instant());
    }

    /** Whether it takes tasks now: not while it is quarantined or has made room. */
    public boolean takesTasks() {
        return isFit() && !makesRoom;
    }

    /** Whether it works on anything: neither stopping nor quarantined. */
    public boolean isFit() {
        return !stopping && !isQuarantined();
    }

    private boolean isQuarantined() {
        return clock.instant().isBefore(quarantinedUntil);
    }

    /** From now on it takes no further task, because something else is to use the machines; or takes tasks again. Whether that is new. */
    public boolean makeRoom(boolean room) {
        boolean isNew = makesRoom != room;
        makesRoom = room;
        return isNew;
    }

    /** Something else than a task failed on its machines by a fault of ours: that counts as a task that did. */
    public void fault() {
        health(true);
    }

    /** What it can work on. */
    public List<String> platforms() {
        return identity.platforms();
    }

    /** Its name. */
    public String name() {
        return identity.name();
    }

    Identity identity() {
        return identity;
    }

    /** When a task is to be offered again; empty if it has ended. */
    Optional<Instant> work(long id) {
        if (isQuarantined()) { // it was picked before the scheduler knew
            return Optional.of(clock.instant().plus(BUSY));
        }
        Optional<Task> claimed = requests.claim(id, identity.name(), clock.instant());
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Task task = claimed.get();
        log("took", task, "");
        OwnTurn turn = new OwnTurn(requests, task, identity.platforms(), () -> stopping, clock);
        try {
            Optional<Ending> ending = work.work(task, turn);
            return ending.isPresent() ? ended(task, ending.get()) : handedBack(task, turn);
        } catch (KernelFaultException e) {
            String kind = e.fault().kind().name();
            return ended(
                    task,
                    e.exitCode() == 1
                            ? Ending.kernelFailed(kind, sentence(e))
                            : Ending.judged("INCONCLUSIVE", sentence(e)));
        } catch (UsageException e) {
            return ended(task, Ending.gaveUp("MISUSE", sentence(e)));
        } catch (HostBusy e) {
            return handedBack(
                    task, String.valueOf(e.getMessage()), clock.instant().plus(BUSY));
        } catch (InfraException e) {
            boolean interrupted = Thread.interrupted(); // what is stored now must not be interrupted
            Optional<Instant> next = interrupted || stopping || turn.noticed().isPresent()
                    ? handedBack(task, turn)
                    : failed(task, sentence(e));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return next;
        }
    }

    /** The work ended by a bug of ours; answers as {@link #work}. */
    Optional<Instant> broke(long id, Throwable cause) {
        LOG.atError()
                .addKeyValue("task", id)
                .addKeyValue("worker", identity.name())
                .setCause(cause)
                .log("a bug in Kpulse ended the work on a task; it counts as a fault of ours");
        return mine(id).flatMap(task -> failed(task, "internal error: " + cause));
    }

    private Optional<Task> mine(long id) {
        return requests.find(id)
                .filter(t -> !t.state().isFinal())
                .filter(t -> t.progress().holder().worker().equals(Optional.of(identity.name())));
    }

    private Optional<Instant> ended(Task task, Ending ending) {
        boolean counts = requests.end(task.id(), task.claim(), ending, clock.instant());
        log(
                counts ? "ended " + ending.outcome() : "another has it now; this end does not count",
                task,
                ending.detail());
        boolean ours = ending.blame().equals(Optional.of(Blame.OURS))
                && !ending.outcome().equals("MISUSE");
        health(ours || ending.outcome().equals("INFRASTRUCTURE"));
        if (counts) {
            distrust(task);
        }
        return Optional.empty();
    }

    private void distrust(Task task) {
        try {
            work.distrust(task).ifPresent(why -> quarantine(why, clock.instant().plus(Quarantine.DISTRUST)));
        } catch (InfraException e) {
            LOG.atWarn().setCause(e).log("the task has ended; whether its machine is to be trusted could not be asked");
        }
    }

    private Optional<Instant> handedBack(Task task, OwnTurn turn) {
        return handedBack(task, turn.over().orElse("its worker was interrupted"), clock.instant());
    }

    private Optional<Instant> handedBack(Task task, String why, Instant next) {
        requests.handBack(task.id(), task.claim(), false, worked(task), new RequestStore.HandedBack(why, next));
        log("handed back", task, why);
        return Optional.of(next);
    }

    private Optional<Instant> failed(Task task, String why) {
        health(true);
        Optional<Instant> next = Faults.of(requests, clock).failed(task, worked(task), why);
        log(next.isPresent() ? "failed by a fault of ours, tried again at " + next.get() : "given up", task, why);
        return next;
    }

    private Duration worked(Task task) {
        Instant since = task.progress().holder().since().orElse(clock.instant());
        Duration worked = Duration.between(since, clock.instant());
        return worked.isNegative() ? Duration.ZERO : worked; // a clock that was set back
    }

    private synchronized void health(boolean ours) {
        faultsInARow = ours ? faultsInARow + 1 : 0;
        if (!Quarantine.begins(faultsInARow)) {
            if (isQuarantined()) {
                return; // for another reason, which still holds
            }
            workers.state(identity.name(), WorkerStore.State.WORKING, faultsInARow, "", clock.instant());
            return;
        }
        quarantine(
                "the last " + faultsInARow + " tasks ended by faults of ours",
                clock.instant().plus(Quarantine.PAUSE));
    }

    private synchronized void quarantine(String why, Instant until) {
        if (until.isBefore(quarantinedUntil)) {
            return;
        }
        quarantinedUntil = until;
        LOG.atWarn()
                .addKeyValue("worker", identity.name())
                .addKeyValue("until", until)
                .log("{}; this worker is quarantined and then tries one", why);
        workers.state(
                identity.name(),
                WorkerStore.State.QUARANTINED,
                faultsInARow,
                why + "; tries one at " + until,
                clock.instant());
    }

    private void log(String what, Task task, String detail) {
        LOG.atInfo()
                .addKeyValue("task", task.id())
                .addKeyValue("request", task.requestId())
                .addKeyValue("claim", task.claim())
                .addKeyValue("worker", identity.name())
                .addKeyValue("candidate", task.request().kernels().candidate())
                .log("{}{}", what, detail.isEmpty() ? "" : ": " + detail);
    }

    private static String sentence(KpulseException e) {
        return String.valueOf(e.getMessage());
    }
}
