package org.kpulse.harness.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/**
 * A section of the configuration in which the user names things, as in {@code trees.NAME.url}.
 *
 * @param <K> what can be said of each
 */
final class NamedSection<K extends Enum<K> & NamedKey> {

    private final String section;
    private final Class<K> keys;
    private final Optional<K> alone;
    private final Pattern pattern;
    private final Map<String, Map<K, Setting>> said = new TreeMap<>();

    /**
     * An empty one.
     *
     * @param alone what {@code section.NAME} says without a key; empty if that is none
     */
    NamedSection(String section, Class<K> keys, Optional<K> alone) {
        this.section = section;
        this.keys = keys;
        this.alone = alone;
        this.pattern = Pattern.compile(section + "\\.([a-z0-9][a-z0-9_-]*)(?:\\.(.*))?");
    }

    /** Its own name. */
    String section() {
        return section;
    }

    /** Takes it if it is of this section, and answers whether it is. A {@link UsageException} if the key or the value is wrong. */
    boolean take(String whole, Setting setting) {
        Matcher matcher = pattern.matcher(whole);
        if (!matcher.matches()) {
            return false;
        }
        String field = Optional.ofNullable(matcher.group(2))
                .or(() -> alone.map(NamedKey::key))
                .orElse("");
        List<String> names =
                Arrays.stream(keys.getEnumConstants()).map(NamedKey::key).toList();
        K key = Arrays.stream(keys.getEnumConstants())
                .filter(each -> each.key().equals(field))
                .findFirst()
                .orElseThrow(() -> new UsageException(setting.origin() + ": unknown key " + whole
                        + Suggestion.among(field, names)
                        + (Suggestion.near(field, names).isEmpty() ? "." : "")));
        if (!key.range().accepts(setting.value())) {
            throw new UsageException(setting.origin() + ": " + whole + " must be "
                    + key.range().words() + ", not \"" + setting.value() + "\".");
        }
        said.computeIfAbsent(matcher.group(1), name -> new EnumMap<>(keys)).put(key, setting);
        return true;
    }

    /** The names. */
    Set<String> names() {
        return said.keySet();
    }

    /** All that is said of each, by name. */
    <S extends NamedSettings<K>> List<S> settings(BiFunction<String, Map<K, Setting>, S> of) {
        return said.entrySet().stream()
                .map(each -> of.apply(each.getKey(), each.getValue()))
                .toList();
    }
}
