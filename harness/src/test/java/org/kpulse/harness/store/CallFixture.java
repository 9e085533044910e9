package org.kpulse.harness.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.state.Sha256;

/** Two kernels of their own whose comparisons say what a test wants of metrics {@code m0}, {@code m1}, ... */
public record CallFixture(StoreFixture fixture, long base, long candidate) {

    /** Kernels of this number; platform, suite and metrics are those of all. */
    public static CallFixture in(Database database, int number) {
        StoreFixture fixture = StoreFixture.in(database, 'a', 2);
        return new CallFixture(fixture, kernel(database, "base " + number), kernel(database, "candidate " + number));
    }

    /** The id of the commit of this name, as a kernel that is on no disk. */
    static long kernel(Database database, String name) {
        String image = Sha256.ofText(name);
        return new KernelStore(database)
                .save(new Kernel(
                        "git:tree#" + image.substring(0, 40),
                        "6.1.0",
                        Architecture.X86_64,
                        Path.of("/nowhere/bzImage"),
                        image,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** The same metrics with another candidate. */
    CallFixture against(long other) {
        return new CallFixture(fixture, base, other);
    }

    /** The id of a comparison, in an experiment of its own, with a verdict for each metric. */
    public long compared(long platform, double percent, String... verdicts) {
        return new ComparisonStore(fixture.database()).save(row(platform, percent, verdicts));
    }

    /** The same on the fixture's platform. */
    public long compared(double percent, String... verdicts) {
        return compared(fixture.platform(), percent, verdicts);
    }

    ComparisonRow row(long platform, double percent, String... verdicts) {
        Database database = fixture.database();
        long experiment = new ExperimentStore(database)
                .create(new ExperimentStore.NewExperiment(base, candidate, fixture.suite(), "{}"), List.of());
        List<Long> ids = database.read(
                jdbc -> jdbc.sql("""
                        SELECT m.id FROM metric m JOIN suite_benchmark s ON s.benchmark_id = m.benchmark_id
                        WHERE s.suite_id = ? ORDER BY m.name""").param(fixture.suite()).query(Long.class).list());
        List<ComparisonRow.Metric> metrics = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            ComparisonRow.Side side = new ComparisonRow.Side(1, OptionalDouble.of(1), 3, 3);
            metrics.add(new ComparisonRow.Metric(
                    ids.get(i),
                    side,
                    side,
                    OptionalDouble.of(percent),
                    Optional.of(new ComparisonRow.Interval(percent - 1, percent + 1)),
                    OptionalDouble.of(0.001),
                    OptionalDouble.of(0.01),
                    OptionalDouble.of(1),
                    verdicts[i]));
        }
        return new ComparisonRow(Optional.of(experiment), platform, base, candidate, "test", Optional.empty(), metrics);
    }

    /** The regression of the two kernels. */
    public HeldRegression regression() {
        Database database = fixture.database();
        long id = database.read(
                jdbc -> jdbc.sql("SELECT id FROM regression WHERE base_kernel_id = ? AND candidate_kernel_id = ?")
                        .params(base, candidate)
                        .query(Long.class)
                        .single());
        return new RegressionStore(database).held(id).orElseThrow();
    }
}
