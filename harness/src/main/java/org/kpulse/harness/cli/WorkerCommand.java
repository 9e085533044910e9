package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.service.Service;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds this host to a service whose database is elsewhere. */
@Command(
        name = "worker",
        description =
                "Work on the requests of a database that several hosts share, until it is stopped (database.url).")
final class WorkerCommand extends Leaf {

    @Option(
            names = "--platform",
            paramLabel = "NAMES",
            description = "What to work on, comma between: qemu-time, qemu-instructions (worker.platforms).")
    @Nullable
    String platforms;

    WorkerCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (platforms != null) {
            flags.put(ConfigKey.WORKER_PLATFORMS.key(), platforms);
        }
        Config config = context.config(common, flags);
        if (config.optional(ConfigKey.DATABASE_URL).isEmpty()) {
            throw new UsageException(
                    "A worker needs the database of the service it works for (database.url); kpulse up has one of its own.");
        }
        ServiceParts parts = new ServiceParts(context, common, config);
        try (Database database = context.database(common, config);
                Service service = parts.start(database, true)) {
            context.print("Worker " + service.name() + " (Ctrl-C ends)\n");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            return 0; // Ctrl-C and SIGTERM: all is closed
        }
        return 0;
    }
}
