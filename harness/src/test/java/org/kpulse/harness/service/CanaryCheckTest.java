package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.CanaryFixture;
import org.kpulse.harness.store.CanarySeries;
import org.kpulse.harness.store.CanaryStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.StoreFixture;
import org.kpulse.harness.store.WorkerStore;

@ExtendWith(PostgresExtension.class)
class CanaryCheckTest {

    private static int number;

    private final Database database;
    private final CanaryCheck check;
    private final Instant first = Instant.now().minus(Duration.ofDays(20));
    private final String kernel = "debian:canary-" + number++;
    private long platform;
    private CanaryFixture here;
    private CanaryFixture there;

    CanaryCheckTest(Database database) {
        this.database = database;
        this.check = new CanaryCheck(database);
    }

    @BeforeEach
    void twoHosts() {
        WorkerStore workers = new WorkerStore(database);
        StoreFixture fixture = StoreFixture.in(database, 'd', 2);
        platform = fixture.platform();
        workers.begin("w-here", "here", "qemu-time", Instant.now());
        workers.begin("w-there", "there", "qemu-time", Instant.now());
        here = new CanaryFixture(fixture, kernel, "w-here");
        there = new CanaryFixture(fixture, kernel, "w-there");
    }

    private Instant night(int night) {
        return first.plus(Duration.ofDays(night));
    }

    private void sixNights() {
        double[] factors = {1, 1.003, 0.998, 1.001, 0.997, 1.002};
        for (int i = 0; i < factors.length; i++) {
            Task task = here.night(night(i), 2 * factors[i], 5 * factors[i]);
            assertThat(check.distrust(task)).isEmpty();
        }
    }

    @Test
    void aHostOnWhichTheCanaryBecameSlowerIsNotTrusted() {
        sixNights();

        Task slow = here.night(night(6), 2.2, 5.5);

        assertThat(check.distrust(slow).orElseThrow())
                .startsWith("its canary " + kernel + " on qemu-time drifted by -9.0")
                .contains("against 6 nights before, where [-")
                .endsWith("was expected (below 0 is slower)");
    }

    @Test
    void anotherHostIsNotMeasuredByThatOne() {
        sixNights();

        Task other = there.night(night(6), 2.2, 5.5);

        assertThat(check.distrust(other)).isEmpty();
        List<CanarySeries> mine = new CanaryStore(database)
                .all().stream().filter(series -> series.kernel().equals(kernel)).toList();
        assertThat(mine).extracting(CanarySeries::host).containsExactly("here", "there");
        assertThat(mine.get(0).nights()).hasSize(6).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(mine.get(0).last().measured().metrics()).hasSize(2);
        assertThat(mine.get(1).last().task()).isEqualTo(other.id());
    }

    @Test
    void aCanaryThatFailsAccusesTheMachineOnceItRanToItsEndAnywhere() {
        assertThat(check.distrust(here.failed(night(0))))
                .as("a canary that never worked says nothing of machines")
                .isEmpty();

        there.night(night(1), 2, 5);

        assertThat(check.distrust(here.failed(night(2))))
                .hasValue("its canary " + kernel
                        + " on qemu-time failed, which it did not in earlier nights: PANIC, Kernel panic");
    }

    @Test
    void aCanaryThatCouldNotBeBootedAccusesNobody() {
        here.night(night(0), 2, 5);

        assertThat(check.distrust(here.ended(night(1), Ending.gaveUp("DISK_FULL", "the disk is full"))))
                .isEmpty();
        assertThat(check.distrust(here.ended(night(2), Ending.judged("INCONCLUSIVE", "it does not build"))))
                .isEmpty();
    }

    @Test
    void anotherBuildOfTheCanaryBeginsAnew() {
        sixNights();
        StoreFixture rebuilt = StoreFixture.in(database, 'e', 2);
        CanaryFixture other = new CanaryFixture(
                new StoreFixture(
                        database, rebuilt.base(), rebuilt.candidate(), platform, rebuilt.suite(), rebuilt.metrics()),
                kernel,
                "w-here");

        Task slow = other.night(night(6), 2.2, 5.5);

        assertThat(check.distrust(slow)).isEmpty();
        assertThat(new CanaryStore(database).endingWith(slow.id()).orElseThrow().nights())
                .hasSize(1);
    }

    @Test
    void otherTasksSayNothingOfTheMachine() {
        here.night(night(0), 2, 5);
        Task failed = here.failed(night(1));
        Task other = new Task(
                failed.id(),
                failed.requestId(),
                failed.request().withKey("seen"),
                failed.createdAt(),
                failed.progress(),
                failed.end());

        assertThat(check.distrust(other)).isEmpty();
    }
}
