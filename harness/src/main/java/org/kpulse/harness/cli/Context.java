package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.IndexWeightsFile;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.PlatformStore;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What commands work with, made when asked for. */
public final class Context {

    private static final String PASSWORD_VARIABLE = "KPULSE_DATABASE_PASSWORD";

    private final Terminal terminal;

    Context(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    public Config config(Common common) {
        return config(common, Map.of());
    }

    /** The configuration with these keys said on the command line beside {@code --set}. */
    public Config config(Common common, Map<String, String> flags) {
        Map<String, String> all = new LinkedHashMap<>(common.settings);
        all.putAll(flags);
        return Config.load(new Config.Sources(Path.of(""), home(), terminal.environment(), all));
    }

    Clock clock() {
        return terminal.clock();
    }

    public StateDirectory state() {
        return StateDirectory.of(terminal.environment(), home());
    }

    public Progress progress(Common common) {
        return common.quiet ? Progress.silent() : new TerminalProgress(terminal);
    }

    public Lab lab(Common common) {
        return lab(common, config(common));
    }

    Lab lab(Common common, Config config) {
        return new Lab(config, state(), terminal.environment(), clock(), progress(common), benchmarks());
    }

    public Database database(Common common) {
        return database(common, config(common));
    }

    public Database database(Common common, Config config) {
        return Database.open(settings(config), state(), progress(common));
    }

    public Comparison comparison(Database database) {
        return new Comparison(database, IndexWeightsFile.read(benchmarks().resolve(IndexWeightsFile.NAME)));
    }

    /** Directory of the recipes: beside the launcher. */
    public Path benchmarks() {
        return Path.of(Optional.ofNullable(terminal.environment().get("KPULSE_TOP"))
                        .orElse("."))
                .resolve("benchmarks");
    }

    /** Prints an object or list as JSON. */
    public void json(Object value) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        terminal.out().println(mapper.writeValueAsString(value));
    }

    /** Prints text that ends in a line break. */
    public void print(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }

    /** Refuses the id of an experiment that is not stored. */
    static void requireExperiment(Database database, @Nullable Long id) {
        if (id != null && new ExperimentStore(database).find(id).isEmpty()) {
            throw new UsageException("There is no experiment " + id + "; kpulse runs list --json names them.");
        }
    }

    /** Platforms in the order they were first used, as a main job prints them. */
    static List<PlatformStore.PlatformRow> oldestFirst(List<PlatformStore.PlatformRow> platforms) {
        return platforms.stream()
                .sorted(Comparator.comparingLong(PlatformStore.PlatformRow::id))
                .toList();
    }

    private Path home() {
        return terminal.home();
    }

    private DatabaseSettings settings(Config config) {
        Optional<String> password = Optional.ofNullable(terminal.environment().get(PASSWORD_VARIABLE))
                .or(() -> config.optional(ConfigKey.DATABASE_PASSWORD_FILE).map(Context::firstLine));
        return new DatabaseSettings(
                config.optional(ConfigKey.DATABASE_URL),
                config.optional(ConfigKey.DATABASE_USER),
                password,
                Duration.ofSeconds(config.number(ConfigKey.DATABASE_PATIENCE)));
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("Cannot read the password file " + file + " (database.password-file).", e);
        }
    }

    /** {@code debian:latest} and {@code debian:previous} mean what apt offers now; all else is looked up as it is. */
    String exact(String text, Common common) {
        return text.matches("debian:(latest|previous)")
                ? lab(common).kernels().resolve(text, progress(common)).toString()
                : text;
    }
}
