package org.kpulse.webapp.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.cli.ServiceParts;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.service.Service;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.WebServer;
import org.kpulse.webapp.server.Parts;
import org.kpulse.webapp.server.WebSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All of it for ever: sources are polled, policies followed, requests worked on, pages served. */
@Command(
        name = "up",
        description = {
            "Watch for new kernels, test them as the policies say and serve the pages, until it is stopped.",
            "Several on one database share the work; one may die."
        })
final class UpCommand extends Leaf {

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0: any free one (web.port).")
    @Nullable
    Integer port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on (web.bind).")
    @Nullable
    String bind;

    UpCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) {
            flags.put(ConfigKey.WEB_PORT.key(), String.valueOf(port));
        }
        if (bind != null) {
            flags.put(ConfigKey.WEB_BIND.key(), bind);
        }
        Config config = context.config(common(), flags);
        ServiceParts parts = new ServiceParts(context, common(), config);
        try (Database database = context.database(common(), config);
                WebServer server = WebServer.start(
                        new WebSettings(
                                config.text(ConfigKey.WEB_BIND),
                                config.number(ConfigKey.WEB_PORT),
                                config.text(ConfigKey.WEB_READ).equals("everybody")),
                        new Parts(database, context.comparison(database), context.benchmarks(), parts.lab()));
                Service service = parts.start(database, false)) {
            if (common().isJson()) {
                context.json(Map.of("url", server.url(), "worker", service.name()));
            } else {
                context.print("Pages at " + server.url() + ", worker " + service.name() + " (Ctrl-C ends)\n");
                server.firstPassword()
                        .ifPresent(password -> context.print("To change anything sign in as admin with the password "
                                + password + " (good once, to choose another; it is not shown again)\n"));
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            return 0; // Ctrl-C and SIGTERM: all is closed
        }
        return 0;
    }
}
