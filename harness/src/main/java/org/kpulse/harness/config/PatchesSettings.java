package org.kpulse.harness.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/** What the configuration says of one place where series of patches arrive. */
public final class PatchesSettings extends NamedSettings<PatchesKey> {

    PatchesSettings(String name, Map<PatchesKey, Setting> said) {
        super("patches", name, said);
    }

    /** A {@link UsageException} unless it says what is watched, and what series are for; {@code trees} are those there are. */
    void require(Collection<String> trees) {
        if (optional(PatchesKey.MAILDIR).isPresent()
                == optional(PatchesKey.DIRECTORY).isPresent()) {
            throw new UsageException(
                    origin(PatchesKey.MAILDIR) + ": patches." + name() + " needs either a maildir or a directory.");
        }
        if (optional(PatchesKey.TREE).isEmpty() && optional(PatchesKey.BASE).isEmpty()) {
            throw new UsageException(origin(PatchesKey.TREE) + ": patches." + name()
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
