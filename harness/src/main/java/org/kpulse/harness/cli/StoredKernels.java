package org.kpulse.harness.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;

/** Finds kernels in the database by what a person types. */
final class StoredKernels {

    private static final int SHOWN = 8;

    private final List<KernelRow> all;

    StoredKernels(Database database) {
        this.all = new KernelStore(database).list();
    }

    /** The kernel whose exact reference, reference without scheme, or release this is; the newest stored if several. */
    KernelRow named(String text) {
        return all.stream()
                .filter(k -> k.ref().equals(text)
                        || k.ref().substring(k.ref().indexOf(':') + 1).equals(text)
                        || k.release().equals(text))
                .reduce((a, b) -> a.id() > b.id() ? a : b)
                .orElseThrow(() -> new UsageException("No kernel \"" + text + "\" was run; stored: " + known() + "."));
    }

    private String known() {
        return all.isEmpty()
                ? "none yet"
                : all.stream().limit(SHOWN).map(KernelRow::ref).collect(Collectors.joining(", "))
                        + (all.size() > SHOWN ? ", ..." : "");
    }
}
