package org.kpulse.harness.cli;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.demo.DemoData;
import org.kpulse.harness.demo.DemoSize;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kpulse demo-data}. */
@Command(
        name = "demo-data",
        description = {
            "Fill an empty database with a made-up history, to try pages and queries at full size.",
            "Every kernel is judged against the one before it by the real rules. A database that has kernels is refused."
        })
final class DemoDataCommand extends Leaf {

    @Option(names = "--kernels", paramLabel = "N", description = "Kernels, six hours apart (default ${DEFAULT-VALUE}).")
    int kernels = 500;

    @Option(names = "--metrics", paramLabel = "N", description = "Metrics on each platform (default ${DEFAULT-VALUE}).")
    int metrics = 60;

    @Option(
            names = "--platforms",
            paramLabel = "N",
            description = "Platforms; every second one counts instructions (default ${DEFAULT-VALUE}).")
    int platforms = 6;

    @Option(
            names = "--boots",
            paramLabel = "N",
            description = "Boots of a kernel on a platform (default ${DEFAULT-VALUE}).")
    int boots = 5;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same one gives the same values (default ${DEFAULT-VALUE}).")
    long seed = 1;

    DemoDataCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        DemoSize size = new DemoSize(kernels, metrics, platforms, boots, seed);
        try (Database database = context.database(common)) {
            long from = System.nanoTime();
            new DemoData(database, size, Clock.systemUTC()).write(context.progress(common));
            double seconds = (System.nanoTime() - from) / 1e9;
            if (common.json) {
                context.json(Map.of("kernels", kernels, "samples", size.samples(), "seconds", seconds));
            } else {
                context.print(String.format(
                        Locale.ROOT,
                        "%,d samples of %d made-up kernels stored in %.0f s. See them: kpulse serve%n",
                        size.samples(),
                        kernels,
                        seconds));
            }
            return 0;
        }
    }
}
