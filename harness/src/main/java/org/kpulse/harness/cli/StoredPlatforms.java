package org.kpulse.harness.cli;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;

/** Finds platforms in the database by what a person types. */
final class StoredPlatforms {

    private final PlatformStore store;

    StoredPlatforms(Database database) {
        this.store = new PlatformStore(database);
    }

    /** The platforms of this name, or all, the oldest first; {@link UsageException} if nothing was measured on one of it. */
    List<PlatformStore.PlatformRow> named(Optional<String> name) {
        if (name.isEmpty()) {
            return Context.oldestFirst(store.list());
        }
        List<PlatformStore.PlatformRow> found = store.findByName(name.get());
        if (found.isEmpty()) {
            List<String> known = store.list().stream()
                    .map(p -> p.platform().name())
                    .distinct()
                    .toList();
            throw new UsageException("Unknown platform \"" + name.get() + "\"; measured on: "
                    + (known.isEmpty() ? "none yet" : String.join(", ", known)) + ".");
        }
        return Context.oldestFirst(found);
    }
}
