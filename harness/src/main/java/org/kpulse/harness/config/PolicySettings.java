package org.kpulse.harness.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of one policy. Immutable. */
public final class PolicySettings {

    private final String name;
    private final Map<PolicyKey, Setting> said;

    PolicySettings(String name, Map<PolicyKey, Setting> said) {
        this.name = name;
        this.said = new EnumMap<>(said);
    }

    public String name() {
        return name;
    }

    /** Everything that was said, and where. */
    public Map<PolicyKey, Setting> said() {
        return Map.copyOf(said);
    }

    /** The value as text. */
    public String text(PolicyKey key) {
        return Optional.ofNullable(said.get(key)).map(Setting::value).orElse(key.builtIn());
    }

    /** The values of a key that holds several. */
    public List<String> list(PolicyKey key) {
        return List.of(text(key).split(",", -1));
    }

    /** The value of a key whose range is a number. */
    public int number(PolicyKey key) {
        return Integer.parseInt(text(key));
    }

    /** Where the key was said, or where the policy begins if it was not. */
    public String origin(PolicyKey key) {
        return Optional.ofNullable(said.get(key))
                .map(Setting::origin)
                .orElseGet(() -> Arrays.stream(PolicyKey.values())
                        .filter(said::containsKey)
                        .findFirst()
                        .map(first ->
                                said.getOrDefault(first, new Setting("", "")).origin())
                        .orElse("policies." + name));
    }
}
