package org.kpulse.harness.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.WorkerStore;

@ExtendWith(PostgresExtension.class)
class QueueTest {

    private static final String PLATFORM = "qemu-time";

    private final Database database;
    private QueueFixture queue;

    QueueTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void empty() {
        queue = new QueueFixture(database);
    }

    @Test
    void aRequestHasATaskAPlatformAndEachEndsOnceWithWhatItsWorkFound() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM, "qemu-instructions");
        List<Task> tasks = queue.ask("k1", 50, PLATFORM, "qemu-instructions");

        hand.works();
        hand.works();
        hand.works();

        assertThat(hand.work.asked()).containsExactly("k1", "k1");
        assertThat(tasks).hasSize(2).allSatisfy(task -> {
            assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE);
            assertThat(queue.now(task).end().orElseThrow().outcome()).isEqualTo("FINE");
            assertThat(queue.now(task).claim()).isEqualTo(1);
        });
        assertThat(queue.requests.open()).isEmpty();
    }

    @Test
    void theSameRequestIsStoredOnce() {
        queue.ask("k1", 50, PLATFORM);

        assertThat(queue.requests.open()).hasSize(1);
        Task task = queue.requests.open().get(0);
        assertThat(queue.requests.add(task.request(), queue.clock.instant(), queue.clock.instant()))
                .isEmpty();
        assertThat(queue.requests.open()).hasSize(1);
    }

    @Test
    void whatIsMoreUrgentGoesFirstWhateverCameFirst() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        queue.ask("routine", 50, PLATFORM);
        queue.later(Duration.ofMinutes(1));
        queue.ask("nightly", 20, PLATFORM);
        queue.ask("urgent", 90, PLATFORM);

        hand.works();
        hand.works();
        hand.works();

        assertThat(hand.work.asked()).containsExactly("urgent", "routine", "nightly");
    }

    @Test
    void aWorkerGetsOnlyTasksOfItsPlatforms() {
        QueueFixture.Hand other = queue.new Hand("other", "qemu-instructions");
        Task task = queue.ask("k1", 50, PLATFORM).get(0);

        other.works();
        assertThat(queue.now(task).state()).isEqualTo(TaskState.QUEUED);

        queue.new Hand("one", PLATFORM).works();
        assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void anUrgentRequestOvertakesBetweenTwoBootsAndTheRoutineWorkGoesOnAfterIt() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task routine = queue.ask("routine", 50, PLATFORM).get(0);
        List<String> order = new ArrayList<>();
        int[] boots = {0};
        hand.work.does((task, turn) -> {
            String name = task.request().kernels().candidate();
            if (name.equals("urgent")) {
                order.add("urgent");
                return Optional.of(Ending.judged("FINE", ""));
            }
            while (boots[0] < 4) {
                if (turn.over().isPresent()) {
                    return Optional.empty();
                }
                order.add("boot " + ++boots[0]);
                if (boots[0] == 2) {
                    queue.ask("urgent", 90, PLATFORM);
                }
            }
            return Optional.of(Ending.judged("FINE", ""));
        });

        hand.works();
        assertThat(queue.now(routine).state()).isEqualTo(TaskState.QUEUED);
        hand.works();
        hand.works();

        assertThat(order).containsExactly("boot 1", "boot 2", "urgent", "boot 3", "boot 4");
        assertThat(queue.now(routine).state()).isEqualTo(TaskState.DONE);
        assertThat(queue.now(routine).progress().failures()).isZero();
    }

    @Test
    void theTaskOfADeadWorkerIsHandedBackAndEndsOnceThoughTheDeadOneComesBack() {
        QueueFixture.Hand dead = queue.new Hand("dead", PLATFORM);
        QueueFixture.Hand alive = queue.new Hand("alive", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        dead.work.does((mine, turn) -> { // while it hangs, the other takes over
            queue.later(TaskScheduler.DEAD_AFTER);
            alive.looksForDead();
            assertThat(queue.now(task).state()).isEqualTo(TaskState.QUEUED);
            assertThat(turn.over()).hasValue("another worker has it, or it was taken back");
            alive.works();
            return Optional.of(Ending.judged("REGRESSION", "said by a ghost"));
        });

        dead.works();
        alive.works();

        Task.End end = queue.now(task).end().orElseThrow();
        assertThat(end.outcome()).isEqualTo("FINE");
        assertThat(queue.now(task).claim()).isEqualTo(2);
        assertThat(queue.now(task).progress().failures()).isEqualTo(1);
        assertThat(alive.work.asked()).hasSize(1);
        assertThat(queue.requests.open()).isEmpty();
    }

    @Test
    void aWorkersDeathIsNoticedWithinAMinute() {
        assertThat(TaskScheduler.DEAD_AFTER).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void faultsOfOursAreTriedAgainLaterAndGivenUpInTheEnd() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            throw new InfraException("No space left on device.");
        });

        hand.works();
        hand.works();
        assertThat(hand.work.asked()).as("not before its pause").hasSize(1);
        for (int i = 0; i < 10; i++) {
            queue.later(Duration.ofHours(2));
            hand.works();
        }

        assertThat(hand.work.asked()).hasSize(AfterFault.MOST_FAILURES);
        assertThat(queue.now(task).state()).isEqualTo(TaskState.FAILED);
        assertThat(queue.now(task).end().orElseThrow().blame()).hasValue(Blame.OURS);
        assertThat(queue.now(task).end().orElseThrow().detail()).contains("No space left");
    }

    @Test
    void aBugOfOursIsAFaultOfOurs() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            throw new IllegalStateException("a bug");
        });

        hand.works();

        assertThat(queue.now(task).state()).isEqualTo(TaskState.QUEUED);
        assertThat(queue.now(task).progress().failures()).isEqualTo(1);
    }

    @Test
    void aKernelThatDoesNotBuildEndsItsTaskAndIsToBlame() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            throw new KernelFaultException(
                    "k1", new KernelFault(KernelFault.Kind.DOES_NOT_BUILD, "mm/slub.c:1: error"));
        });

        hand.works();

        Task.End end = queue.now(task).end().orElseThrow();
        assertThat(end.outcome()).isEqualTo("DOES_NOT_BUILD");
        assertThat(end.blame()).hasValue(Blame.KERNEL);
        assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void whatCannotBeDoneAsItWasAskedIsGivenUpAtOnceAndQuarantinesNobody() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        hand.work.does((mine, turn) -> {
            throw new UsageException("There is no suite nosuch.");
        });
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.addAll(queue.ask("k" + i, 50, PLATFORM));
            hand.works();
        }

        assertThat(tasks).allSatisfy(task -> assertThat(queue.now(task).state()).isEqualTo(TaskState.FAILED));
    }

    @Test
    void aWorkerWhoseTasksAllEndByFaultsOfOursIsQuarantinedAndThenTriesOne() {
        QueueFixture.Hand broken = queue.new Hand("broken", PLATFORM);
        QueueFixture.Hand good = queue.new Hand("good", PLATFORM);
        broken.work.does((mine, turn) -> {
            throw new InfraException("The disk is gone.");
        });
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.addAll(queue.ask("k" + i, 50, PLATFORM));
            broken.works();
        }

        assertThat(broken.work.asked()).hasSize(Quarantine.FAULTS);
        assertThat(queue.workers.find("broken").orElseThrow().state()).isEqualTo(WorkerStore.State.QUARANTINED);

        queue.later(Duration.ofMinutes(5));
        for (int i = 0; i < 4; i++) {
            good.works();
        }
        assertThat(tasks).allSatisfy(task -> assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE));

        queue.later(Quarantine.PAUSE);
        broken.work.does((mine, turn) -> Optional.of(Ending.judged("FINE", "")));
        queue.ask("k9", 50, PLATFORM);
        broken.works();
        assertThat(queue.workers.find("broken").orElseThrow().state()).isEqualTo(WorkerStore.State.WORKING);
    }

    @Test
    void aWorkerWhoseCanaryDriftedIsQuarantinedUntilTheNextNightAndItsTaskHasEnded() {
        QueueFixture.Hand hand = queue.new Hand("drifted", PLATFORM);
        hand.work.distrusts("its canary drifted");
        Task canary = queue.ask("k1", 90, PLATFORM).get(0);
        hand.works();
        Task next = queue.ask("k2", 50, PLATFORM).get(0);
        hand.picks();
        hand.worker.fault();

        assertThat(queue.now(canary).state()).isEqualTo(TaskState.DONE);
        assertThat(queue.now(next).state()).isEqualTo(TaskState.QUEUED);
        assertThat(queue.now(next).claim()).isZero();
        WorkerStore.WorkerRow row = queue.workers.find("drifted").orElseThrow();
        assertThat(row.state()).isEqualTo(WorkerStore.State.QUARANTINED);
        assertThat(row.detail()).startsWith("its canary drifted; tries one at 2026-11-24T08:00");

        queue.later(Quarantine.DISTRUST);
        assertThat(hand.worker.takesTasks()).isTrue();
        hand.picks();
        assertThat(queue.now(next).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void aRequestThatIsTakenBackEndsAlsoWhileItIsWorkedOn() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            queue.requests.cancel(mine.requestId(), "somebody", queue.clock.instant());
            return turn.over().isPresent() ? Optional.empty() : Optional.of(Ending.judged("FINE", ""));
        });

        hand.works();
        queue.later(Duration.ofMinutes(1));
        hand.works();

        assertThat(queue.now(task).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(hand.work.asked()).hasSize(1);
    }

    @Test
    void aWorkerThatIsToldToStopHandsItsTaskBackUncounted() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            hand.worker.stop();
            return turn.over().isPresent() ? Optional.empty() : Optional.of(Ending.judged("FINE", ""));
        });

        hand.works();
        assertThat(queue.now(task).state()).isEqualTo(TaskState.QUEUED);
        assertThat(queue.now(task).progress().failures()).isZero();
        hand.works();
        assertThat(hand.work.asked()).as("takes no other").hasSize(1);

        queue.new Hand("two", PLATFORM).works();
        assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void aClockThatIsSetBackLosesNothing() {
        QueueFixture.Hand hand = queue.new Hand("one", PLATFORM);
        Task task = queue.ask("k1", 50, PLATFORM).get(0);
        hand.work.does((mine, turn) -> {
            queue.later(Duration.ofHours(-3));
            return Optional.of(Ending.judged("FINE", ""));
        });

        hand.works();

        assertThat(queue.now(task).state()).isEqualTo(TaskState.DONE);
        assertThat(queue.now(task).progress().worked()).isZero();
    }
}
