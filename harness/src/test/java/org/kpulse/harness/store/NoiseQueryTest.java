package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.noise.KernelBoots;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;

/** The platform of the fixture counts instructions: runs with one seed repeat each other. */
@ExtendWith(PostgresExtension.class)
class NoiseQueryTest {

    private static final AtomicInteger BOOTS = new AtomicInteger();

    private final Database database;

    NoiseQueryTest(Database database) {
        this.database = database;
    }

    private long run(long job, long seed, double value) {
        return new RunStore(database)
                .save(StoreFixture.run(
                        new RunSlot(job, BOOTS.getAndIncrement(), 0, seed),
                        Optional.empty(),
                        List.of(new Sample("hackbench", "m0", 0, value))));
    }

    private static List<Double> values(Map<Long, List<KernelBoots>> boots) {
        return boots.values().stream()
                .flatMap(List::stream)
                .flatMap(kernel -> kernel.builds().stream())
                .flatMap(build -> build.boots().stream())
                .map((BootSamples boot) -> boot.value(0))
                .sorted()
                .toList();
    }

    @Test
    void bootsOfOneKernelBelongTogetherAndEachSeedCountsOnce() {
        StoreFixture fixture = StoreFixture.in(database, 'd', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{\"a\": 1}");
        run(jobs.get(0).id(), 1, 10);
        run(jobs.get(0).id(), 2, 11);
        run(jobs.get(1).id(), 1, 20);
        List<JobStore.JobRow> again = fixture.experiment("{\"a\": 2}");
        run(again.get(0).id(), 1, 10);
        run(again.get(0).id(), 3, 12);

        Map<Long, List<KernelBoots>> all = new NoiseQuery(database).beside(fixture.platform(), List.of());

        assertThat(values(all)).containsExactly(10.0, 11.0, 12.0, 20.0);
        assertThat(all.values())
                .singleElement()
                .satisfies(kernels -> assertThat(kernels).hasSize(2));
    }

    @Test
    void runsThatAreJudgedAndTheirTwinsSayNothingOfTheirOwnNoise() {
        StoreFixture fixture = StoreFixture.in(database, 'e', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{\"a\": 1}");
        run(jobs.get(0).id(), 1, 10);
        run(jobs.get(0).id(), 2, 11);
        long judged = run(jobs.get(0).id(), 1, 10);

        assertThat(values(new NoiseQuery(database).beside(fixture.platform(), List.of(judged))))
                .containsExactly(11.0);
    }

    @Test
    void whatIsStoredAfterAVerdictCannotChangeIt() {
        StoreFixture fixture = StoreFixture.in(database, 'f', 1);
        List<JobStore.JobRow> jobs = fixture.experiment("{\"a\": 1}");
        run(jobs.get(0).id(), 1, 10);
        long judged = run(jobs.get(0).id(), 2, 11);
        run(jobs.get(0).id(), 3, 12);

        assertThat(values(new NoiseQuery(database).before(fixture.platform(), List.of(judged))))
                .containsExactly(10.0);
    }
}
