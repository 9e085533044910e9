package org.kpulse.bisect.driver;

import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.VarianceComponents.Spread;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.PriceQuery;
import org.kpulse.harness.benchmark.Benchmark;
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

    private final Database database;

    public Known(Database database) {
        this.database = database;
    }

    /** Prices and noise of a platform, medians of what was measured or else guesses that the first boots correct. */
    public Beforehand of(String platform, String tree, Wanted wanted, Benchmark benchmark) {
        PriceQuery prices = new PriceQuery(database);
        return new Beforehand(
                new Prices(
                        prices.build(tree).orElse(PriceQuery.GUESSED_BUILD),
                        prices.run(platform, wanted.benchmark()).orElse(PriceQuery.GUESSED_RUN)),
                wanted instanceof Wanted.Metric metric ? noise(platform, metric, benchmark) : VariancePrior.NONE);
    }

    private VariancePrior noise(String name, Wanted.Metric metric, Benchmark benchmark) {
        Platform.Kind kind = name.equals("qemu-instructions") ? Platform.Kind.INSTRUCTIONS : Platform.Kind.TIME;
        VariancePrior known = new PlatformStore(database)
                .findByName(name).stream()
                        .findFirst()
                        .flatMap(row -> PlatformNoise.of(database, row.id()))
                        .map(model -> model.prior(
                                new MetricKey(metric.benchmark(), metric.metric()),
                                benchmark.iterations().on(kind),
                                Spread.WITHIN_BUILD))
                        .orElse(VariancePrior.NONE);
        if (known.degreesOfFreedom() > 0) {
            return known;
        }
        return kind == Platform.Kind.INSTRUCTIONS ? INSTRUCTIONS : TIME;
    }
}
