package org.kpulse.harness.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Keys whose second part the user chooses. */
    private static final Pattern TREE = Pattern.compile("trees\\.([a-z0-9][a-z0-9_-]*)(?:\\.(.*))?");

    private static final Pattern POLICY = Pattern.compile("policies\\.([a-z0-9][a-z0-9_-]*)(?:\\.(.*))?");
    private static final Pattern PATCHES = Pattern.compile("patches\\.([a-z0-9][a-z0-9_-]*)(?:\\.(.*))?");

    private final Map<ConfigKey, Setting> settings;
    private final Map<String, Map<TreeKey, Setting>> trees;
    private final Map<String, Map<PolicyKey, Setting>> policies;
    private final Map<String, Map<PatchesKey, Setting>> patches;

    private Config(
            Map<ConfigKey, Setting> settings,
            Map<String, Map<TreeKey, Setting>> trees,
            Map<String, Map<PolicyKey, Setting>> policies,
            Map<String, Map<PatchesKey, Setting>> patches) {
        this.settings = settings;
        this.trees = trees;
        this.policies = policies;
        this.patches = patches;
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
        Config config = new Config(new EnumMap<>(ConfigKey.class), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
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
        config.requireAddresses();
        config.patchesSettings().forEach(watch -> watch.require(config.trees.keySet()));
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
                && (name.equals("trees")
                        || name.equals("policies")
                        || name.equals("patches")
                        || ConfigKey.names().stream().anyMatch(key -> key.startsWith(name + ".")))) {
            return; // a section whose keys are all commented out
        }
        Matcher tree = TREE.matcher(name);
        if (tree.matches()) {
            putTree(tree, setting);
            return;
        }
        Matcher policy = POLICY.matcher(name);
        if (policy.matches()) {
            putPolicy(policy, setting);
            return;
        }
        Matcher watch = PATCHES.matcher(name);
        if (watch.matches()) {
            putPatches(watch, setting);
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

    /** {@code trees.NAME} alone is its address. */
    private void putTree(Matcher tree, Setting setting) {
        String field = Optional.ofNullable(tree.group(2)).orElse(TreeKey.URL.key());
        TreeKey key = TreeKey.named(field)
                .orElseThrow(() -> new UsageException(setting.origin() + ": unknown key trees." + tree.group(1) + "."
                        + field + Suggestion.among(field, TreeKey.names())
                        + (Suggestion.near(field, TreeKey.names()).isEmpty() ? "." : "")));
        if (!key.range().accepts(setting.value())) {
            String name = tree.group(2) == null ? tree.group() : "trees." + tree.group(1) + "." + field;
            throw new UsageException(setting.origin() + ": " + name + " must be "
                    + key.range().words() + ", not \"" + setting.value() + "\".");
        }
        trees.computeIfAbsent(tree.group(1), name -> new EnumMap<>(TreeKey.class))
                .put(key, setting);
    }

    private void putPolicy(Matcher policy, Setting setting) {
        String field = Optional.ofNullable(policy.group(2)).orElse("");
        PolicyKey key = PolicyKey.named(field)
                .orElseThrow(() -> new UsageException(setting.origin() + ": unknown key " + policy.group()
                        + Suggestion.among(field, PolicyKey.names())
                        + (Suggestion.near(field, PolicyKey.names()).isEmpty() ? "." : "")));
        if (!key.range().accepts(setting.value())) {
            throw new UsageException(setting.origin() + ": " + policy.group() + " must be "
                    + key.range().words() + ", not \"" + setting.value() + "\".");
        }
        policies.computeIfAbsent(policy.group(1), name -> new EnumMap<>(PolicyKey.class))
                .put(key, setting);
    }

    private void putPatches(Matcher watch, Setting setting) {
        String field = Optional.ofNullable(watch.group(2)).orElse("");
        PatchesKey key = PatchesKey.named(field)
                .orElseThrow(() -> new UsageException(setting.origin() + ": unknown key " + watch.group()
                        + Suggestion.among(field, PatchesKey.names())
                        + (Suggestion.near(field, PatchesKey.names()).isEmpty() ? "." : "")));
        if (!key.range().accepts(setting.value())) {
            throw new UsageException(setting.origin() + ": " + watch.group() + " must be "
                    + key.range().words() + ", not \"" + setting.value() + "\".");
        }
        patches.computeIfAbsent(watch.group(1), name -> new EnumMap<>(PatchesKey.class))
                .put(key, setting);
    }

    private void requireAddresses() {
        trees.forEach((name, said) -> {
            if (!said.containsKey(TreeKey.URL)) {
                String where = said.values().iterator().next().origin();
                throw new UsageException(where + ": trees." + name + " has no url.");
            }
        });
    }

    /** The same with another value of a key. */
    public Config with(ConfigKey key, String value) {
        Config other = new Config(new EnumMap<>(settings), trees, policies, patches);
        other.put(key.key(), new Setting(value, "Kpulse itself"));
        return other;
    }

    /** Git trees by the names that the user gave them, {@code trees.NAME}: paths or URLs, and where that was said. */
    public Map<String, Setting> trees() {
        Map<String, Setting> addresses = new TreeMap<>();
        trees.forEach((name, said) -> addresses.put(name, Objects.requireNonNull(said.get(TreeKey.URL), name)));
        return Collections.unmodifiableMap(addresses);
    }

    /** All that is said of each git tree, by name. */
    public List<TreeSettings> treeSettings() {
        return trees.entrySet().stream()
                .map(tree -> new TreeSettings(tree.getKey(), tree.getValue()))
                .toList();
    }

    /** All that is said of each policy, by name. */
    public List<PolicySettings> policySettings() {
        return policies.entrySet().stream()
                .map(policy -> new PolicySettings(policy.getKey(), policy.getValue()))
                .toList();
    }

    /** All that is said of each place where series of patches arrive, by name. */
    public List<PatchesSettings> patchesSettings() {
        return patches.entrySet().stream()
                .map(watch -> new PatchesSettings(watch.getKey(), watch.getValue()))
                .toList();
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
