package org.kpulse.harness.config;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/** What the configuration says of one place where series of patches arrive. Immutable. */
public final class PatchesSettings {

    private final String name;
    private final Map<PatchesKey, Setting> said;

    PatchesSettings(String name, Map<PatchesKey, Setting> said) {
        this.name = name;
        this.said = new EnumMap<>(said);
    }

    public String name() {
        return name;
    }

    /** Everything that was said, and where. */
    public Map<PatchesKey, Setting> said() {
        return Map.copyOf(said);
    }

    /** The value as text. */
    public String text(PatchesKey key) {
        return Optional.ofNullable(said.get(key)).map(Setting::value).orElse(key.builtIn());
    }

    /** The value as text, empty when it is blank. */
    public Optional<String> optional(PatchesKey key) {
        return Optional.of(text(key)).filter(value -> !value.isBlank());
    }

    /** The value of a key whose range is a number. */
    public int number(PatchesKey key) {
        return Integer.parseInt(text(key));
    }

    /** The values of a key that holds several, comma between. */
    public List<String> list(PatchesKey key) {
        return text(key).isBlank() ? List.of() : List.of(text(key).split(",", -1));
    }

    /** Where this was said; if it was not, where anything of the place was. */
    public String origin(PatchesKey key) {
        return Optional.ofNullable(said.get(key))
                .or(() -> said.values().stream().findFirst())
                .map(Setting::origin)
                .orElse("patches." + name);
    }

    /** A {@link UsageException} unless it says what is watched, and what series are for; {@code trees} are those there are. */
    void require(Collection<String> trees) {
        if (optional(PatchesKey.MAILDIR).isPresent()
                == optional(PatchesKey.DIRECTORY).isPresent()) {
            throw new UsageException(
                    origin(PatchesKey.MAILDIR) + ": patches." + name + " needs either a maildir or a directory.");
        }
        if (optional(PatchesKey.TREE).isEmpty() && optional(PatchesKey.BASE).isEmpty()) {
            throw new UsageException(origin(PatchesKey.TREE) + ": patches." + name
                    + " needs a tree, which has the base-commit of a series, or a base.");
        }
        Optional<String> unknown = optional(PatchesKey.TREE).filter(tree -> !trees.contains(tree));
        if (unknown.isPresent()) {
            throw new UsageException(origin(PatchesKey.TREE) + ": there is no trees." + unknown.get()
                    + Suggestion.among(unknown.get(), trees)
                    + (Suggestion.near(unknown.get(), trees).isEmpty() ? "." : ""));
        }
    }
}
