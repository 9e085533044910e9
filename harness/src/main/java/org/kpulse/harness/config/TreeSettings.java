package org.kpulse.harness.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of one git tree. Immutable. */
public final class TreeSettings {

    private final String name;
    private final Map<TreeKey, Setting> said;

    TreeSettings(String name, Map<TreeKey, Setting> said) {
        this.name = name;
        this.said = new EnumMap<>(said);
    }

    public String name() {
        return name;
    }

    /** Everything that was said, and where. */
    public Map<TreeKey, Setting> said() {
        return Map.copyOf(said);
    }

    /** The value as text. */
    public String text(TreeKey key) {
        return Optional.ofNullable(said.get(key)).map(Setting::value).orElse(key.builtIn());
    }

    /** The values of a key that holds several, comma between. */
    public List<String> list(TreeKey key) {
        return text(key).isBlank() ? List.of() : List.of(text(key).split(",", -1));
    }

    /** Whether new kernels in it are to be noticed. */
    public boolean isWatched() {
        return !list(TreeKey.BRANCHES).isEmpty() || !list(TreeKey.TAGS).isEmpty();
    }
}
