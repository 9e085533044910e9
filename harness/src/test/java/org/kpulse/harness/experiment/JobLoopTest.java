package org.kpulse.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobState;
import org.kpulse.harness.store.PostgresExtension;

@ExtendWith(PostgresExtension.class)
class JobLoopTest {

    private static final AtomicInteger TAGS = new AtomicInteger();
    private static final List<String> ALL = List.of("0.0 FINISHED", "1.0 FINISHED", "2.0 FINISHED");

    private final Database database;

    @TempDir
    Path directory;

    private JobLoopFixture fixture;

    JobLoopTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void experiment() {
        fixture = new JobLoopFixture(database, directory, "0123456789abcdef".charAt(TAGS.getAndIncrement()));
    }

    private boolean isCandidate(org.kpulse.harness.machine.BootOrder order) {
        return order.kernel().release().equals(fixture.candidate);
    }

    @Test
    void bootsAlternateBaseCandidateCandidateBaseAndBothKernelsSeeTheSameSeeds() {
        List<RunRecord> made = fixture.run(1);

        String base = fixture.base;
        String candidate = fixture.candidate;
        assertThat(fixture.machine.asked())
                .containsExactly(
                        base + " seed 1",
                        candidate + " seed 1",
                        candidate + " seed 2",
                        base + " seed 2",
                        base + " seed 3",
                        candidate + " seed 3");
        assertThat(made).hasSize(6);
        assertThat(fixture.stored(Side.BASE)).isEqualTo(ALL);
        assertThat(fixture.state(Side.BASE)).isEqualTo(JobState.FINISHED);
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FINISHED);
    }

    @Test
    void bootsAddedAfterALookGoOnWhereTheFirstOnesEnded() {
        List<RunRecord> made = fixture.run(1, 1, 3);

        String base = fixture.base;
        String candidate = fixture.candidate;
        assertThat(fixture.machine.asked())
                .startsWith(base + " seed 1", candidate + " seed 1")
                .doesNotHaveDuplicates()
                .hasSize(6);
        assertThat(made).hasSize(6);
        assertThat(fixture.stored(Side.CANDIDATE)).isEqualTo(ALL);
        assertThat(fixture.state(Side.BASE)).isEqualTo(JobState.FINISHED);
    }

    @Test
    void aKernelThatFailsOnceAndThenPassesAccusesNobody() {
        AtomicInteger boots = new AtomicInteger();
        fixture.machine.does(order -> isCandidate(order) && boots.getAndIncrement() == 0
                ? FakeMachine.panicked()
                : FakeMachine.measured(order, 1));

        fixture.run(1);

        assertThat(fixture.stored(Side.CANDIDATE))
                .containsExactly("0.0 KERNEL_FAILED", "0.1 FINISHED", "1.0 FINISHED", "2.0 FINISHED");
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FINISHED);
        assertThat(Outcome.of(fixture.report())).isNotEqualTo(Outcome.REGRESSION);
    }

    @Test
    void aKernelThatAlwaysFailsIsTriedThreeTimesABootUntilItIsHopelessAndTheOtherGoesOn() {
        fixture.machine.does(order -> isCandidate(order) ? FakeMachine.panicked() : FakeMachine.measured(order, 1));

        fixture.run(1);

        assertThat(fixture.stored(Side.CANDIDATE))
                .containsExactly(
                        "0.0 KERNEL_FAILED",
                        "0.1 KERNEL_FAILED",
                        "0.2 KERNEL_FAILED",
                        "1.0 KERNEL_FAILED",
                        "1.1 KERNEL_FAILED",
                        "1.2 KERNEL_FAILED");
        assertThat(fixture.stored(Side.BASE)).isEqualTo(ALL);
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FAILED);
        assertThat(fixture.state(Side.BASE)).isEqualTo(JobState.FINISHED);
        assertThat(Outcome.of(fixture.report())).isEqualTo(Outcome.REGRESSION);
    }

    @Test
    void faultsOfOursAreTriedAgainAndNeverAccuseTheKernel() {
        fixture.machine.does(order -> isCandidate(order) ? FakeMachine.died() : FakeMachine.measured(order, 1));

        fixture.run(1);

        assertThat(fixture.stored(Side.CANDIDATE)).hasSize(6).allMatch(r -> r.endsWith("INFRA_FAILED"));
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FAILED);
        RunReport report = fixture.report();
        assertThat(Outcome.of(report)).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(report.platforms().get(0).checks()).noneMatch(RunReport.Check::regressed);
    }

    @Test
    void aFaultOfOursThatPassesOnTheNextTryLeavesEverythingToJudgeBy() {
        AtomicInteger boots = new AtomicInteger();
        fixture.machine.does(
                order -> boots.getAndIncrement() == 0 ? FakeMachine.died() : FakeMachine.measured(order, 1));

        fixture.run(1);

        assertThat(fixture.stored(Side.BASE)).startsWith("0.0 INFRA_FAILED", "0.1 FINISHED");
        assertThat(Outcome.of(fixture.report())).isEqualTo(Outcome.FINE);
    }

    @Test
    void asManyBootsRunAtATimeAsTheMachineAllows() {
        CyclicBarrier two = new CyclicBarrier(2);
        fixture.machine.does(order -> {
            try {
                two.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("no second boot came", e);
            }
            return FakeMachine.measured(order, 1);
        });

        fixture.run(2);

        assertThat(fixture.stored(Side.BASE)).isEqualTo(ALL);
        assertThat(fixture.stored(Side.CANDIDATE)).isEqualTo(ALL);
    }

    @Test
    void anInterruptStopsTheLoopKeepsWhatIsStoredAndResumingMakesExactlyTheRest() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        fixture.machine.does(order -> {
            third.countDown();
            return third.getCount() > 0 ? FakeMachine.measured(order, 1) : untilInterrupted();
        });
        List<Throwable> thrown = new ArrayList<>();
        Thread loop = new Thread(() -> {
            try {
                fixture.run(1);
            } catch (InfraException e) {
                thrown.add(e);
            }
        });

        loop.start();
        assertThat(third.await(20, TimeUnit.SECONDS)).isTrue();
        loop.interrupt();
        loop.join(20_000);

        assertThat(loop.isAlive()).isFalse();
        assertThat(thrown).singleElement().satisfies(t -> assertThat(t).hasMessageContaining("kpulse run --resume"));
        assertThat(fixture.stored(Side.BASE)).containsExactly("0.0 FINISHED");
        assertThat(fixture.stored(Side.CANDIDATE)).containsExactly("0.0 FINISHED");
        assertThat(fixture.state(Side.BASE)).isEqualTo(JobState.RUNNING);

        fixture.machine.does(order -> FakeMachine.measured(order, 1));
        assertThat(fixture.run(1)).hasSize(4);
        assertThat(fixture.stored(Side.BASE)).isEqualTo(ALL);
        assertThat(fixture.stored(Side.CANDIDATE)).isEqualTo(ALL);
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FINISHED);
    }

    /** As a real machine does: it is off when this returns or throws. */
    private static org.kpulse.harness.machine.BootOutcome untilInterrupted() {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("never");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Stopped.", e);
        }
    }

    @Test
    void whatCannotBeStartedEndsAllLanesAndStoresNothingOfTheBoot() {
        CountDownLatch waiting = new CountDownLatch(1);
        fixture.machine.does(order -> {
            if (order.seed() == 1 && !isCandidate(order)) {
                waiting.countDown();
                return untilInterrupted();
            }
            await(waiting);
            throw new InfraException("Cannot write the scratch disk: No space left on device.");
        });

        assertThatThrownBy(() -> fixture.run(2))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("No space left on device");

        assertThat(fixture.machine.asked()).hasSize(2);
        assertThat(fixture.stored(Side.BASE)).isEmpty();
        assertThat(fixture.stored(Side.CANDIDATE)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void resumingCountsTheTriesThatWereMade() {
        AtomicInteger boots = new AtomicInteger();
        fixture.machine.does(order -> switch (boots.getAndIncrement()) {
            case 0 -> FakeMachine.panicked();
            default -> throw new InfraException("No space left on device.");
        });
        assertThatThrownBy(() -> fixture.run(1)).isInstanceOf(InfraException.class);

        fixture.machine.does(order -> isCandidate(order) ? FakeMachine.measured(order, 1) : FakeMachine.panicked());
        fixture.run(1);

        assertThat(fixture.stored(Side.BASE))
                .startsWith("0.0 KERNEL_FAILED", "0.1 KERNEL_FAILED", "0.2 KERNEL_FAILED", "1.0 KERNEL_FAILED")
                .hasSize(6);
        assertThat(fixture.stored(Side.CANDIDATE)).isEqualTo(ALL);
    }

    @Test
    void aJobThatHasEndedIsLeftAloneOnResume() {
        fixture.end(Side.CANDIDATE, JobState.FAILED);

        assertThat(fixture.run(1)).hasSize(3);

        assertThat(fixture.stored(Side.CANDIDATE)).isEmpty();
        assertThat(fixture.state(Side.CANDIDATE)).isEqualTo(JobState.FAILED);
        assertThat(fixture.state(Side.BASE)).isEqualTo(JobState.FINISHED);
        assertThat(fixture.run(1)).as("nothing is left to do").isEmpty();
    }

    @Test
    void aRunThatIsNotBitIdenticalToItsTwinSaysSo() {
        fixture.run(1);
        fixture.anotherExperiment();
        fixture.machine.does(order -> FakeMachine.measured(order, isCandidate(order) ? 1 : 1.0000001));

        List<RunRecord> made = fixture.run(1);

        assertThat(made)
                .filteredOn(r -> r.provenance().determinism().isPresent())
                .hasSize(3);
        assertThat(fixture.report().platforms().get(0).runs())
                .filteredOn(r -> r.determinism().isPresent())
                .hasSize(3)
                .allSatisfy(r -> assertThat(r.determinism())
                        .hasValueSatisfying(d -> assertThat(d).startsWith("hackbench/m0 differs from run ")));
    }

    @Test
    void aKernelThatCrashedIsMadeReadyToLeaveADumpUntilItHasLeftOne() {
        List<String> boots = new ArrayList<>();
        fixture.dumping(dumps(CrashDumps.When.AFTER_CRASH, boots));
        fixture.machine.does(order -> {
            boots.add((isCandidate(order) ? "candidate" : "base") + (order.dumps() ? " ready" : ""));
            return isCandidate(order) ? FakeMachine.panicked(order) : FakeMachine.measured(order, 1);
        });

        fixture.run(1, 1);

        assertThat(boots).containsExactly("base", "candidate", "made", "candidate ready", "candidate");
        assertThat(fixture.stored(Side.CANDIDATE))
                .isEqualTo(List.of("0.0 KERNEL_FAILED", "0.1 KERNEL_FAILED", "0.2 KERNEL_FAILED"));
    }

    @Test
    void whatABootMeasuredThatWasReadyAfterACrashIsNotComparedWithBootsThatWereNot() {
        fixture.dumping(dumps(CrashDumps.When.AFTER_CRASH, new ArrayList<>()));
        AtomicInteger boots = new AtomicInteger();
        fixture.machine.does(order -> isCandidate(order) && boots.getAndIncrement() == 0
                ? FakeMachine.panicked(order)
                : FakeMachine.measured(order, 1));

        List<RunRecord> made = fixture.run(1, 1);

        assertThat(fixture.stored(Side.CANDIDATE)).isEqualTo(List.of("0.0 KERNEL_FAILED", "0.1 FINISHED"));
        assertThat(made).extracting(run -> run.samples().size()).containsExactly(1, 0, 0);
    }

    @Test
    void whatCannotBeMadeReadyIsBootedAsItIs() {
        List<Boolean> ready = new ArrayList<>();
        fixture.dumping(new CrashDumps(
                CrashDumps.When.ALWAYS,
                plain -> {
                    throw new InfraException("makedumpfile is needed");
                },
                Progress.silent()));
        fixture.machine.does(order -> {
            ready.add(order.dumps());
            return FakeMachine.measured(order, 1);
        });

        fixture.run(1);

        assertThat(ready).hasSize(6).containsOnly(false);
        assertThat(fixture.stored(Side.BASE)).isEqualTo(ALL);
    }

    @Test
    void everyBootIsMadeReadyWhenThatIsAskedForAndAKernelIsMadeReadyOnce() {
        List<String> boots = new ArrayList<>();
        fixture.dumping(dumps(CrashDumps.When.ALWAYS, boots));
        fixture.machine.does(order -> {
            boots.add(order.dumps() ? "ready" : "not ready");
            return FakeMachine.measured(order, 1);
        });

        fixture.run(1);

        assertThat(boots.stream().filter("ready"::equals)).hasSize(6);
        assertThat(boots.stream().filter("made"::equals)).hasSize(1);
    }

    private static CrashDumps dumps(CrashDumps.When when, List<String> made) {
        return new CrashDumps(
                when,
                plain -> {
                    made.add("made");
                    return new Prepared(
                            plain.kernel(),
                            plain.initramfs(),
                            plain.guestImage(),
                            plain.guestImageSha256(),
                            plain.bundleSha256(),
                            plain.scratchMib(),
                            plain.plan(),
                            true);
                },
                Progress.silent());
    }
}
