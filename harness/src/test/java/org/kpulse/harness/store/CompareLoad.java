package org.kpulse.harness.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.state.StateDirectory;

/**
 * Fills a state directory's embedded database with two kernels of 1,000 metrics, 10 boots and 10 iterations: what
 * {@code docs/benchmarks/compare.sh} compares. Not a test.
 */
public final class CompareLoad {

    private static final int METRICS = 1000;
    private static final int BOOTS = 10;
    private static final int ITERATIONS = 10;
    private static final char TAG = 'c';

    private CompareLoad() {}

    /** Takes the state directory; prints the references of the two kernels, base first, a blank between. */
    public static void main(String[] arguments) {
        StateDirectory state = new StateDirectory(Path.of(arguments[0]));
        try (Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent())) {
            StoreFixture fixture = StoreFixture.in(database, TAG, METRICS);
            RunStore store = new RunStore(database);
            List<JobStore.JobRow> jobs = fixture.experiment("{}");
            Random random = new Random(1);
            for (int boot = 0; boot < BOOTS; boot++) {
                for (int side = 0; side < jobs.size(); side++) {
                    RunSlot slot = new RunSlot(jobs.get(side).id(), boot, 0, boot);
                    store.save(StoreFixture.run(slot, Optional.empty(), samples(random, side)));
                }
            }
            new ExperimentStore(database).finish(jobs.get(0).experimentId().orElseThrow());
            KernelStore kernels = new KernelStore(database);
            System.out.printf(Locale.ROOT, "%s %s%n", ref(kernels, fixture.base()), ref(kernels, fixture.candidate()));
        }
    }

    private static String ref(KernelStore kernels, long id) {
        return kernels.list().stream()
                .filter(kernel -> kernel.id() == id)
                .findFirst()
                .orElseThrow()
                .ref();
    }

    /** One boot: 3 % between boots, 1 % between iterations, every tenth metric 5 % more on the second side. */
    private static List<Sample> samples(Random random, int side) {
        List<Sample> samples = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            double level = (1 + metric) * Math.exp(0.03 * random.nextGaussian());
            double shift = side == 1 && metric % 10 == 0 ? 1.05 : 1;
            for (int i = 0; i < ITERATIONS; i++) {
                samples.add(new Sample(
                        "hackbench", "m" + metric, i, shift * level * Math.exp(0.01 * random.nextGaussian())));
            }
        }
        return samples;
    }
}
