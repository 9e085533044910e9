package org.kpulse.harness.cli;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;

/** What {@code runs show} says of one kind of {@link org.kpulse.harness.profile.Collected}. */
interface CollectedView {

    /** Its key in the JSON object. */
    String key();

    /** As text that begins with an empty line; empty if nothing of it was collected in this run. */
    Optional<String> text(Database database, long run);

    /** As JSON; likewise. */
    Optional<Map<String, @Nullable Object>> json(Database database, long run);
}
