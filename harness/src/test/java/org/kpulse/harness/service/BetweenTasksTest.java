package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.queue.QueueFixture;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;

/** Who gets the machines of a worker, its tasks or what else is stored, in a real database. */
class BetweenTasksTest {

    private static final int ROUTINE = 50;

    @TempDir
    private static Path home;

    private static Database database;

    private QueueFixture queue;
    private QueueFixture.Hand hand;
    private final Stored stored = new Stored();
    private BetweenTasks between;
    private int changes;

    /** Work that does what a test says. */
    private static final class Stored implements StoredWork {
        private boolean waits;
        private int times;
        private Consumer<Turn> does = turn -> {};

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public void work(Turn turn) {
            times++;
            does.accept(turn);
        }
    }

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() {
        queue = new QueueFixture(database);
        hand = queue.new Hand("one", "qemu-time");
        between = new BetweenTasks(List.of(stored), hand.worker, queue.requests, queue.clock, () -> changes++);
        stored.waits = true;
    }

    @Test
    void whatWaitsIsDoneBeforeRoutineWork() {
        queue.ask("debian:1", ROUTINE, "qemu-time");

        between.once();

        assertThat(stored.times).isOne();
        assertThat(hand.worker.takesTasks()).isTrue();
    }

    @Test
    void whatIsAskedForOnDemandGoesBefore() {
        queue.ask("debian:1", OnDemand.URGENT, "qemu-time");

        between.once();

        assertThat(stored.times).isZero();
        assertThat(hand.worker.takesTasks()).isTrue();
    }

    @Test
    void anUrgentTaskThatComesInBetweenEndsTheTurn() {
        stored.does = turn -> {
            assertThat(turn.over()).isEmpty();
            queue.ask("debian:2", OnDemand.URGENT, "qemu-time");
            assertThat(turn.over()).hasValueSatisfying(why -> assertThat(why).contains("higher priority"));
        };

        between.once();

        assertThat(stored.times).isOne();
    }

    @Test
    void whileAnotherHasTheMachinesNoFurtherTaskIsTaken() {
        stored.does = turn -> {
            throw new HostBusy("a task");
        };

        between.once();
        assertThat(hand.worker.takesTasks()).isFalse();
        stored.waits = false;
        between.once();

        assertThat(hand.worker.takesTasks()).isTrue();
    }

    @Test
    void whatFailsIsTriedAgainLaterAndTasksGoOnMeanwhile() {
        stored.does = turn -> {
            throw new InfraException("the disk");
        };

        between.once();
        between.once();
        assertThat(stored.times).isOne();
        assertThat(hand.worker.takesTasks()).isTrue();
        queue.later(BetweenTasks.PAUSE.plus(Duration.ofSeconds(1)));
        between.once();

        assertThat(stored.times).isEqualTo(2);
    }

    @Test
    void anErrorEndsNothingForGood() {
        stored.does = turn -> {
            throw new OutOfMemoryError("a test");
        };

        between.once();

        assertThat(hand.worker.takesTasks()).isTrue();
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void faultsOfOursInStoredWorkQuarantineAWorkerAsThoseOfTasksDo() {
        stored.does = turn -> {
            throw new InfraException("the disk");
        };

        for (int i = 0; i < 3; i++) {
            between.once();
            queue.later(BetweenTasks.PAUSE.plus(Duration.ofSeconds(1)));
        }

        assertThat(hand.worker.isFit()).isFalse();
        assertThat(hand.worker.takesTasks()).isFalse();
    }

    @Test
    void aWorkerThatStopsBeginsNothing() {
        hand.worker.stop();

        between.once();

        assertThat(stored.times).isZero();
    }

    @Test
    void aWorkerThatIsToldToStopEndsTheTurn() {
        stored.does = turn -> {
            hand.worker.stop();
            assertThat(turn.over()).isEqualTo(Optional.of("its worker was told to stop"));
        };

        between.once();

        assertThat(stored.times).isOne();
    }
}
