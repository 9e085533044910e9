package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.fault.UsageException;

/** Experiments, jobs, the samples of both sides, comparisons and baselines. */
@ExtendWith(PostgresExtension.class)
class ExperimentTest {

    private final Database database;
    private final StoreFixture fixture;

    ExperimentTest(Database database) {
        this.database = database;
        this.fixture = StoreFixture.in(database, 'e', 3);
    }

    @Test
    void anUnfinishedExperimentIsFoundOnlyUnderEqualSettings() {
        ExperimentStore store = new ExperimentStore(database);
        long id = fixture.experiment("{\"boots\": 3, \"platforms\": [\"a\"]}")
                .get(0)
                .experimentId()
                .orElseThrow();
        assertThat(store.findUnfinished(fixture.plan("{\"platforms\":[\"a\"],\"boots\":3}")))
                .map(ExperimentStore.ExperimentRow::id)
                .contains(id);
        assertThat(store.findUnfinished(fixture.plan("{\"boots\": 4, \"platforms\": [\"a\"]}")))
                .isEmpty();
        store.finish(id);
        assertThat(store.findUnfinished(fixture.plan("{\"boots\": 3, \"platforms\": [\"a\"]}")))
                .isEmpty();
        assertThat(store.find(id)).map(ExperimentStore.ExperimentRow::state).contains("FINISHED");
    }

    @Test
    void anAbandonedExperimentTakesItsOpenJobsWithIt() {
        JobStore jobs = new JobStore(database);
        List<JobStore.JobRow> both = fixture.experiment("{}");
        jobs.state(both.get(0).id(), JobState.FINISHED);
        new ExperimentStore(database).abandon(both.get(0).experimentId().orElseThrow());
        assertThat(jobs.find(both.get(0).id())).map(JobStore.JobRow::state).contains(JobState.FINISHED);
        assertThat(jobs.find(both.get(1).id())).map(JobStore.JobRow::state).contains(JobState.ABANDONED);
        assertThatThrownBy(() -> jobs.state(both.get(1).id(), JobState.RUNNING)).isInstanceOf(UsageException.class);
    }

    @Test
    void theBootsAJobWantsAreOnlyEverRaised() {
        JobStore jobs = new JobStore(database);
        long id = fixture.experiment("{}").get(0).id();
        jobs.wantBoots(id, 7);
        jobs.wantBoots(id, 5);
        assertThat(jobs.find(id)).map(JobStore.JobRow::bootsWanted).contains(7);
    }

    @Test
    void bothSidesOfAnExperimentComeBackByBootAndIteration() {
        List<JobStore.JobRow> jobs = fixture.experiment("{}");
        RunStore runs = new RunStore(database);
        runs.save(fixture.finished(jobs.get(0).id(), 0, 2));
        runs.save(fixture.finished(jobs.get(1).id(), 0, 2));
        runs.save(fixture.finished(jobs.get(1).id(), 1, 2));
        List<StoredSamples> all = new SampleQuery(database)
                .ofExperiment(jobs.get(0).experimentId().orElseThrow(), fixture.platform());
        assertThat(all).extracting(StoredSamples::metric).containsExactly("m0", "m1", "m2");
        StoredSamples second = all.get(1);
        assertThat(second.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(second.base()).hasSize(1);
        assertThat(second.candidate()).extracting(StoredSamples.Boot::boot).containsExactly(0, 1);
        assertThat(second.candidate().get(1).values()).containsExactly(2 + 1 / 7.0, 2 + 1 / 1000.0 + 1 / 7.0);
    }

    @Test
    void kernelsAreComparedOverAllTheirExperiments() {
        RunStore runs = new RunStore(database);
        List<StoredSamples> before =
                new SampleQuery(database).ofKernels(fixture.platform(), fixture.base(), fixture.candidate());
        int known = before.isEmpty() ? 0 : before.get(0).base().size();
        runs.save(fixture.finished(fixture.experiment("{}").get(0).id(), 7, 1));
        runs.save(fixture.finished(fixture.experiment("{}").get(0).id(), 8, 1));
        List<StoredSamples> all =
                new SampleQuery(database).ofKernels(fixture.platform(), fixture.base(), fixture.candidate());
        assertThat(all.get(0).base()).hasSize(known + 2);
        assertThatThrownBy(
                        () -> new SampleQuery(database).ofKernels(fixture.platform(), fixture.base(), fixture.base()))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void aComparisonComesBackAsItWasJudged() {
        List<JobStore.JobRow> jobs = fixture.experiment("{}");
        long experiment = jobs.get(0).experimentId().orElseThrow();
        new RunStore(database).save(fixture.finished(jobs.get(0).id(), 0, 1));
        long metric = new SampleQuery(database)
                .ofExperiment(experiment, fixture.platform())
                .get(0)
                .metricId();
        ComparisonRow row = new ComparisonRow(
                Optional.of(experiment),
                fixture.platform(),
                fixture.base(),
                fixture.candidate(),
                "welch-1",
                Optional.of(new ComparisonRow.Index(99.5, Optional.of(new ComparisonRow.Interval(99, 100)))),
                List.of(new ComparisonRow.Metric(
                        metric,
                        new ComparisonRow.Side(2.5, OptionalDouble.of(1.5), 3, 9),
                        new ComparisonRow.Side(2.6, OptionalDouble.empty(), 3, 9),
                        OptionalDouble.of(4),
                        Optional.of(new ComparisonRow.Interval(3, 5)),
                        OptionalDouble.of(0.001),
                        OptionalDouble.of(0.002),
                        OptionalDouble.empty(),
                        "REGRESSION")));
        ComparisonStore store = new ComparisonStore(database);
        assertThat(store.find(store.save(row))).contains(row);
        assertThat(store.find(experiment, fixture.platform())).contains(row);
    }

    @Test
    void theNewestBaselineCountsAndOlderOnesStay() {
        PlatformStore platforms = new PlatformStore(database);
        long platform = platforms.save(StoreFixture.platform("baseline-test"));
        assertThat(platforms.baseline(platform)).isEmpty();
        platforms.setBaseline(platform, fixture.base(), "first");
        platforms.setBaseline(platform, fixture.candidate(), "released");
        assertThat(platforms.baseline(platform)).contains(fixture.candidate());
        assertThat(platforms.findByName("baseline-test")).hasSize(1);
    }
}
