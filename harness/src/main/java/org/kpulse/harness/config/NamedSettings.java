package org.kpulse.harness.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the configuration says of one thing that the user named. Immutable.
 *
 * @param <K> its keys
 */
public abstract class NamedSettings<K extends Enum<K> & NamedKey> {

    private final String section;
    private final String name;
    private final Map<K, Setting> said;

    /**
     * @param section such as {@code trees}
     * @param said at least one key
     */
    NamedSettings(String section, String name, Map<K, Setting> said) {
        this.section = section;
        this.name = name;
        this.said = new EnumMap<>(said);
    }

    public String name() {
        return name;
    }

    /** Everything that was said, by the whole key, in the keys' order. */
    public void forEach(BiConsumer<String, Setting> each) {
        said.forEach((key, setting) -> each.accept(section + "." + name + "." + key.key(), setting));
    }

    /** The value as text. */
    public String text(K key) {
        return Optional.ofNullable(said.get(key)).map(Setting::value).orElse(key.builtIn());
    }

    /** The value as text, empty when it is blank. */
    public Optional<String> optional(K key) {
        return Optional.of(text(key)).filter(value -> !value.isBlank());
    }

    /** The value of a key whose range is a number. */
    public int number(K key) {
        return Integer.parseInt(text(key));
    }

    /** The values of a key that holds several, comma between. */
    public List<String> list(K key) {
        return text(key).isBlank() ? List.of() : List.of(text(key).split(",", -1));
    }

    /** Where the key was said; if it was not, where the first that was said is. */
    public String origin(K key) {
        return Optional.ofNullable(said.get(key))
                .or(() -> said.values().stream().findFirst())
                .map(Setting::origin)
                .orElse(section + "." + name);
    }
}
