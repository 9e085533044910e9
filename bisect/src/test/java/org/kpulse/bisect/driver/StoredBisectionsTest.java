package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.bisect.graph.GitHistory;
import org.kpulse.bisect.request.Asked;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Budget;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RowLocks;

/** What a worker does of stored bisections, with the real builder on a tree that is no kernel. */
class StoredBisectionsTest {

    private static final List<String> BOTH = List.of("qemu-instructions", "qemu-time");

    @TempDir
    private static Path home;

    private static Lab lab;
    private static Database database;
    private static BisectionStore store;

    private Path tree;
    private Starting.Prepared prepared;

    /** The system's clock, and what a test leaps over. */
    private static final class LeapingClock extends Clock {

        private static volatile Duration leapt = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(leapt);
        }
    }

    @BeforeAll
    static void open() {
        Config config = Config.load(new Config.Sources(home, home, Map.of(), Map.of()));
        StateDirectory state = new StateDirectory(home);
        lab = new Lab(
                config, state, System.getenv(), new LeapingClock(), Progress.silent(), Path.of("..", "benchmarks"));
        database = Database.open(DatabaseSettings.embedded(), state, Progress.silent());
        store = new BisectionStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Nothing waits from another test. */
    @BeforeEach
    void begin(@TempDir Path directory) throws IOException {
        store.running().forEach(row -> store.state(row.id(), BisectionState.ABORTED));
        tree = directory.resolve("tree");
        try (GitHistory history = new GitHistory(tree)) {
            history.commit("one", "a.c").commit("two", "b.c", "one").commit("three", "a.c", "two");
            prepared = new Starting(lab)
                    .prepare(
                            new Starting.Revisions(history.directory().toString(), List.of("one"), "three", List.of()),
                            new Asked(
                                    new Asked.Sought("syscall-latency", "pipe-self", false, null),
                                    new Asked.Limits(null, Asked.CONFIDENCE, Budget.parse(null), false)),
                            new BisectionRequest.Where(List.of("qemu-instructions"), List.of()));
        }
    }

    private long begun() {
        return new Starting(lab).store(database, prepared, OptionalLong.empty());
    }

    private StoredBisections worker(List<String> platforms) {
        return new StoredBisections(lab, database, platforms);
    }

    @Test
    void aWorkerCarriesOutWhatWaitsToItsEnd() {
        long id = begun();
        assertThat(worker(BOTH).waits()).isTrue();

        worker(BOTH).work(Turn.UNLIMITED);

        assertThat(store.find(id).orElseThrow().state()).isEqualTo(BisectionState.FINISHED);
        assertThat(store.probes().list(id)).isNotEmpty();
        assertThat(worker(BOTH).waits()).isFalse();
    }

    @Test
    void whatCannotBeDoneHereRestsAndKeepsNoOtherFromBeingDone() throws IOException {
        long missing = begun();
        Files.move(tree, tree.resolveSibling("gone"));
        StoredBisections worker = worker(BOTH);
        worker.work(Turn.UNLIMITED);
        Files.move(tree.resolveSibling("gone"), tree);
        long next = begun();

        assertThat(worker.waiting()).containsExactly(next);
        worker.work(Turn.UNLIMITED);

        assertThat(store.find(next).orElseThrow().state()).isEqualTo(BisectionState.FINISHED);
        assertThat(store.find(missing).orElseThrow().state()).isEqualTo(BisectionState.RUNNING);
        assertThat(worker(BOTH).waiting())
                .as("another worker may have it at once")
                .containsExactly(missing);
    }

    @Test
    void whatFailsAgainAndAgainRestsAndThenWaitsForAPerson() {
        long broken = begun();
        database.write(jdbc -> jdbc.sql("""
                        INSERT INTO bisection_commit (bisection_id, number, revision, parents, weight, subject)
                        SELECT bisection_id, number + 100, reverse(revision), '{99}', weight, subject FROM bisection_commit
                        WHERE bisection_id = ? AND number = 0""").param(broken).update());
        StoredBisections worker = worker(BOTH);

        for (int time = 1; time <= StoredBisections.MOST_FAILURES; time++) {
            assertThat(worker.waiting()).as("time %d", time).containsExactly(broken);
            assertThatThrownBy(() -> worker.work(Turn.UNLIMITED)).isInstanceOf(RuntimeException.class);
            assertThat(worker.waiting()).as("it rests").isEmpty();
            LeapingClock.leapt = LeapingClock.leapt.plus(StoredBisections.REST).plusSeconds(1);
        }

        assertThat(store.find(broken).orElseThrow().state()).isEqualTo(BisectionState.PAUSED);
    }

    @Test
    void whatIsPausedOrAnotherHasOrNeedsAnotherPlatformDoesNotWait() {
        long paused = begun();
        store.state(paused, BisectionState.PAUSED);
        long taken = begun();
        long free = begun();
        try (RowLocks another = new RowLocks(database, RowLocks.Kind.BISECTION)) {
            assertThat(another.tryTake(taken)).isTrue();

            assertThat(worker(BOTH).waiting()).containsExactly(free);
            assertThat(worker(List.of("qemu-time")).waits()).isFalse();
        }
        assertThat(worker(BOTH).waiting()).containsExactly(taken, free);
    }

    @Test
    void whatAnotherCarriesOutIsLeftToIt() {
        long taken = begun();
        try (RowLocks another = new RowLocks(database, RowLocks.Kind.BISECTION);
                Workspace workspace = Workspace.take(lab.state(), lab.clock())) {
            assertThat(another.tryTake(taken)).isTrue();

            assertThat(new Carrier(lab, database, workspace).carryOut(List.of(taken)))
                    .isEmpty();
        }
        assertThat(store.probes().list(taken)).isEmpty();
    }

    @Test
    void nothingIsBegunWithoutTheMachinesOrWhenTheTurnIsOver() {
        long id = begun();
        try (Workspace workspace = Workspace.take(lab.state(), lab.clock())) {
            assertThat(workspace.directory()).exists();
            assertThatThrownBy(() -> worker(BOTH).work(Turn.UNLIMITED)).isInstanceOf(HostBusy.class);
        }
        worker(BOTH).work(() -> Optional.of("over"));

        assertThat(store.probes().list(id)).isEmpty();
        assertThat(store.find(id).orElseThrow().state()).isEqualTo(BisectionState.RUNNING);
    }
}
