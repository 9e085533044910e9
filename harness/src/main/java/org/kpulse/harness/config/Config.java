package org.kpulse.harness.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/** The configuration in force: every key with its value and where that was said. Immutable. */
public final class Config {

    /** Variables that are no configuration keys: where things are, and secrets. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "KPULSE_HOME",
            "KPULSE_TOP",
            "KPULSE_TERMINAL",
            "KPULSE_DATABASE_PASSWORD",
            "KPULSE_MAIL_PASSWORD",
            "KPULSE_WEBHOOKS_SECRET",
            "KPULSE_WEB_OIDC_CLIENT_SECRET");

    private final Map<ConfigKey, Setting> settings;
    private final Sections sections;

    /** Those in which the user names things. */
    private record Sections(
            NamedSection<TreeKey> trees, NamedSection<PolicyKey> policies, NamedSection<PatchesKey> patches) {

        static Sections empty() {
            return new Sections(
                    new NamedSection<>("trees", TreeKey.class, Optional.of(TreeKey.URL)),
                    new NamedSection<>("policies", PolicyKey.class, Optional.empty()),
                    new NamedSection<>("patches", PatchesKey.class, Optional.empty()));
        }

        List<NamedSection<?>> all() {
            return List.of(trees, policies, patches);
        }
    }

    private Config(Map<ConfigKey, Setting> settings, Sections sections) {
        this.settings = settings;
        this.sections = sections;
    }

    /**
     * Where a configuration is read from.
     *
     * @param directory the working directory: {@code kpulse.yaml} in it
     * @param home the user's home: {@code .config/kpulse/config.yaml} in it
     * @param environment the environment's variables
     * @param flags {@code key} to value, as said on the command line
     */
    public record Sources(Path directory, Path home, Map<String, String> environment, Map<String, String> flags) {}

    /** Reads the configuration; the first wrong key or value is a {@link UsageException} that names its place. */
    public static Config load(Sources sources) {
        Config config = new Config(new EnumMap<>(ConfigKey.class), Sections.empty());
        for (ConfigKey key : ConfigKey.values()) {
            config.settings.put(key, new Setting(key.builtIn(), "built-in"));
        }
        Path users = Optional.ofNullable(sources.environment().get("XDG_CONFIG_HOME"))
                .filter(d -> !d.isBlank())
                .map(Path::of)
                .orElse(sources.home().resolve(".config"))
                .resolve("kpulse/config.yaml");
        ConfigFile.read(users).forEach(config::put);
        ConfigFile.read(sources.directory().resolve("kpulse.yaml")).forEach(config::put);
        refuseUnknownVariables(sources.environment().keySet());
        for (ConfigKey key : ConfigKey.values()) {
            Optional.ofNullable(sources.environment().get(key.variable()))
                    .ifPresent(value -> config.put(key.key(), new Setting(value, key.variable())));
        }
        sources.flags().forEach((name, value) -> config.put(name, new Setting(value, "command line")));
        config.treeSettings().forEach(TreeSettings::require);
        config.patchesSettings()
                .forEach(watch -> watch.require(config.sections.trees().names()));
        return config;
    }

    private static void refuseUnknownVariables(Set<String> variables) {
        Set<String> known = new TreeSet<>(OTHER_VARIABLES);
        Arrays.stream(ConfigKey.values()).map(ConfigKey::variable).forEach(known::add);
        for (String variable : new TreeSet<>(variables)) {
            if (variable.startsWith("KPULSE_") && !known.contains(variable)) {
                throw new UsageException("Unknown variable " + variable + " in the environment"
                        + Suggestion.among(variable, known) + ".");
            }
        }
    }

    private void put(String name, Setting setting) {
        if (setting.value().isEmpty()
                && (sections.all().stream().anyMatch(each -> name.equals(each.section()))
                        || ConfigKey.names().stream().anyMatch(key -> key.startsWith(name + ".")))) {
            return; // a section whose keys are all commented out
        }
        if (sections.all().stream().anyMatch(each -> each.take(name, setting))) {
            return;
        }
        ConfigKey key = ConfigKey.named(name).orElseThrow(() -> {
            String meant = Suggestion.among(name, ConfigKey.names());
            return new UsageException(setting.origin() + ": unknown key " + name + (meant.isEmpty() ? "." : meant));
        });
        if (!key.range().accepts(setting.value())) {
            throw new UsageException(setting.origin() + ": " + name + " must be "
                    + key.range().words() + ", not \"" + setting.value() + "\".");
        }
        settings.put(key, setting);
    }

    /** The same with another value of a key. */
    public Config with(ConfigKey key, String value) {
        Config other = new Config(new EnumMap<>(settings), sections);
        other.put(key.key(), new Setting(value, "Kpulse itself"));
        return other;
    }

    /** Git trees by the names that the user gave them, {@code trees.NAME}: paths or URLs, and where that was said. */
    public Map<String, Setting> trees() {
        Map<String, Setting> addresses = new TreeMap<>();
        treeSettings().forEach(tree -> addresses.put(tree.name(), tree.address()));
        return Collections.unmodifiableMap(addresses);
    }

    /** All that is said of each git tree, by name. */
    public List<TreeSettings> treeSettings() {
        return sections.trees().settings(TreeSettings::new);
    }

    /** All that is said of each policy, by name. */
    public List<PolicySettings> policySettings() {
        return sections.policies().settings(PolicySettings::new);
    }

    /** All that is said of each place where series of patches arrive, by name. */
    public List<PatchesSettings> patchesSettings() {
        return sections.patches().settings(PatchesSettings::new);
    }

    /** The value and where it was said. */
    public Setting setting(ConfigKey key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            throw new IllegalStateException("no setting for " + key);
        }
        return setting;
    }

    /** The value as text. */
    public String text(ConfigKey key) {
        return setting(key).value();
    }

    /** The value as text, empty when it is blank. */
    public Optional<String> optional(ConfigKey key) {
        return Optional.of(text(key)).filter(v -> !v.isBlank());
    }

    /** The value of a key whose range is a number. */
    public int number(ConfigKey key) {
        return Integer.parseInt(text(key));
    }

    /** The values of a key that holds several, comma between. */
    public List<String> list(ConfigKey key) {
        return text(key).isBlank()
                ? List.of()
                : new ArrayList<>(Arrays.asList(text(key).split(",", -1)));
    }
}
