package org.kpulse.webapp.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.WebServer;
import org.kpulse.webapp.server.Parts;
import org.kpulse.webapp.server.WebSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves pages and API until it is interrupted. */
@Command(name = "serve", description = "Serve the pages and the API from what is stored, until it is stopped.")
final class ServeCommand extends Leaf {

    /** How long a page waits for a database that is away. */
    private static final Duration READERS_WAIT = Duration.ofSeconds(2);

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0: any free one (web.port).")
    @Nullable
    Integer port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on (web.bind).")
    @Nullable
    String bind;

    ServeCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) {
            flags.put(ConfigKey.WEB_PORT.key(), String.valueOf(port));
        }
        if (bind != null) {
            flags.put(ConfigKey.WEB_BIND.key(), bind);
        }
        Config config = context.config(common(), flags);
        WebSettings settings = new WebSettings(
                config.text(ConfigKey.WEB_BIND),
                config.number(ConfigKey.WEB_PORT),
                config.text(ConfigKey.WEB_READ).equals("everybody"));
        try (Database database = context.database(common());
                WebServer server = WebServer.start(settings, parts(database.within(READERS_WAIT)))) {
            if (common().isJson()) {
                context.json(Map.of("url", server.url()));
            } else {
                context.print("Pages at " + server.url() + " (Ctrl-C ends)\n");
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

    private Parts parts(Database database) {
        return new Parts(database, context.comparison(database), context.benchmarks(), context.lab(common()));
    }
}
