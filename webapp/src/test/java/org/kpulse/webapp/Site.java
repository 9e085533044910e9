package org.kpulse.webapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.IndexWeightsFile;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.webapp.server.Parts;
import org.kpulse.webapp.server.WebSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a real database, and a client of it. */
public final class Site implements AutoCloseable {

    private static final Path BENCHMARKS = Path.of("..", "benchmarks");

    private final Database database;
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Site(Database database, WebServer server) {
        this.database = database;
        this.server = server;
    }

    /**
     * Starts both.
     *
     * @param home state directory of its own
     */
    public static Site open(Path home) {
        return open(home, true);
    }

    /** The same with configuration keys of one's own. */
    public static Site open(Path home, Map<String, String> settings) {
        return open(home, true, settings);
    }

    /** The same, with pages that can only be read after signing in if so wanted. */
    public static Site open(Path home, boolean everybodyReads) {
        return open(home, everybodyReads, Map.of());
    }

    private static Site open(Path home, boolean everybodyReads, Map<String, String> settings) {
        Database database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        return open(home, everybodyReads, database, settings);
    }

    /** The same on this database, which is closed with the server. */
    public static Site open(Path home, boolean everybodyReads, Database database) {
        return open(home, everybodyReads, database, Map.of());
    }

    private static Site open(Path home, boolean everybodyReads, Database database, Map<String, String> settings) {
        Comparison comparison =
                new Comparison(database, IndexWeightsFile.read(BENCHMARKS.resolve(IndexWeightsFile.NAME)));
        return new Site(
                database,
                WebServer.start(
                        new WebSettings("127.0.0.1", 0, everybodyReads),
                        new Parts(database, comparison, BENCHMARKS, lab(home, settings))));
    }

    private static Lab lab(Path home, Map<String, String> settings) {
        Config config = Config.load(new Config.Sources(home, home, Map.of(), settings));
        return new Lab(config, new StateDirectory(home), Map.of(), Clock.systemUTC(), Progress.silent(), BENCHMARKS);
    }

    public Database database() {
        return database;
    }

    /** The running server. */
    public WebServer server() {
        return server;
    }

    /** The address of a path. */
    public URI at(String path) {
        return URI.create(server.url()).resolve(path);
    }

    /** The answer to GET. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    /** The answer to any request. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer to GET as JSON. */
    public JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path).body());
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
