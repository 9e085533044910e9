package org.kpulse.harness.cli;

import java.util.Comparator;
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
        this(new KernelStore(database).list());
    }

    StoredKernels(List<KernelRow> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The kernel whose exact reference, reference without scheme, or release this is. Of builds with one reference it is the
     * newest stored; a release that several references have is a {@link UsageException} that names them.
     */
    KernelRow named(String text) {
        List<KernelRow> matching = all.stream()
                .filter(k -> k.ref().equals(text)
                        || k.ref().substring(k.ref().indexOf(':') + 1).equals(text)
                        || k.release().equals(text))
                .toList();
        List<KernelRow> exact =
                matching.stream().filter(k -> k.ref().equals(text)).toList();
        List<KernelRow> found = exact.isEmpty() ? matching : exact;
        List<String> refs =
                found.stream().map(KernelRow::ref).distinct().sorted().toList();
        if (refs.size() > 1) {
            throw new UsageException("\"" + text + "\" may mean " + String.join(" or ", refs) + "; say which.");
        }
        return found.stream()
                .max(Comparator.comparingLong(KernelRow::id))
                .orElseThrow(() -> new UsageException("No kernel \"" + text + "\" was run; stored: " + known() + "."));
    }

    private String known() {
        return all.isEmpty()
                ? "none yet"
                : all.stream().limit(SHOWN).map(KernelRow::ref).collect(Collectors.joining(", "))
                        + (all.size() > SHOWN ? ", ..." : "");
    }
}
