package org.kpulse.bisect.driver;

import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.MetricNoise;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.analysis.noise.VarianceComponents;
import org.kpulse.analysis.noise.VarianceComponents.Spread;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.PriceQuery;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.PerKind;
import org.kpulse.harness.comparison.PlatformNoise;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;

/** What the stored runs and builds say before a bisection begins. */
public final class Known {

    /** Where a metric was never measured twice: 0.3 %, worth 4 degrees of freedom (docs/performance.md, determinism). */
    private static final VariancePrior INSTRUCTIONS = new VariancePrior(9e-6, 4);

    /** Likewise: 3 %, worth 2 degrees of freedom. */
    private static final VariancePrior TIME = new VariancePrior(9e-4, 2);

    /**
     * Variance between builds of one commit in time, worth {@value #GUESSED_DEGREES} degrees of freedom until layouts were measured:
     * another layout moves tight metrics by about 1 %. Where instructions are counted it hardly moves them, and every build counts as
     * one with its boots.
     */
    private static final double GUESSED_BUILDS = 1e-4;

    private static final int GUESSED_DEGREES = 2;

    /**
     * Iterations of a boot in time, at least: its value is their median, and other work on the machine disturbs single iterations by a
     * third and more. A boot takes seconds, an iteration mostly less than one.
     */
    private static final int LEAST_ITERATIONS = 5;

    /** Degrees of freedom of what the noise model says, at most: it is learnt from means of fewer iterations. */
    private static final double MOST_DEGREES = 4;

    private final Database database;

    public Known(Database database) {
        this.database = database;
    }

    /** Prices and noise of a platform, medians of what was measured or else guesses that the first boots correct. */
    public Beforehand of(String platform, String tree, Wanted wanted, Benchmark benchmark) {
        PriceQuery query = new PriceQuery(database);
        Prices prices = new Prices(
                query.build(tree).orElse(PriceQuery.GUESSED_BUILD),
                query.run(platform, wanted.benchmark()).orElse(PriceQuery.GUESSED_RUN));
        if (!(wanted instanceof Wanted.Metric metric)) {
            return new Beforehand(prices, VariancePrior.NONE, BuildEffect.NONE);
        }
        MetricKey key = new MetricKey(metric.benchmark(), metric.metric());
        Optional<NoiseModel> model = new PlatformStore(database)
                .findByName(platform).stream().findFirst().flatMap(row -> PlatformNoise.of(database, row.id()));
        boolean counts = platform.equals("qemu-instructions");
        int iterations = iterations(benchmark).on(counts ? Platform.Kind.INSTRUCTIONS : Platform.Kind.TIME);
        VariancePrior measured =
                model.map(m -> m.prior(key, iterations, Spread.WITHIN_BUILD)).orElse(VariancePrior.NONE);
        VariancePrior noise = measured.degreesOfFreedom() > 0
                ? measured.withDegreesOfFreedomAtMost(counts ? Double.POSITIVE_INFINITY : MOST_DEGREES)
                : counts ? INSTRUCTIONS : TIME;
        return new Beforehand(
                prices,
                noise,
                counts
                        ? BuildEffect.NONE
                        : buildEffect(model.flatMap(m -> m.of(key)).map(MetricNoise::components), noise.variance()));
    }

    /** Iterations of a boot that looks for a metric's change. */
    static PerKind<Integer> iterations(Benchmark benchmark) {
        PerKind<Integer> own = benchmark.iterations();
        return new PerKind<>(Math.max(LEAST_ITERATIONS, own.time()), own.instructions());
    }

    /** The guess, corrected by what builds of one kernel differed by. */
    static BuildEffect buildEffect(Optional<VarianceComponents> measured, double bootVariance) {
        int degrees = measured.filter(m -> m.build().isPresent())
                .map(m -> m.counts().builds())
                .orElse(0);
        double builds = measured.map(m -> m.build().orElse(0)).orElse(0.0);
        double variance = (GUESSED_DEGREES * GUESSED_BUILDS + degrees * builds) / (GUESSED_DEGREES + degrees);
        return new BuildEffect(variance / bootVariance, GUESSED_DEGREES + degrees);
    }
}
