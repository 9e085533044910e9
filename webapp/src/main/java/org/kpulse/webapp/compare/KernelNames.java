package org.kpulse.webapp.compare;

import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Visible;
import org.springframework.stereotype.Component;

/** Finds a kernel by what an address says of it. */
@Component
class KernelNames {

    private static final int LONGEST = 500;
    private static final int OFFERED = 200;

    private final Database database;

    KernelNames(Database database) {
        this.database = database;
    }

    /**
     * The kernel with this id, reference, reference without its scheme, or release. Of builds with one reference it is the newest.
     *
     * @param parameter which says it
     * @throws BadParameter if it cannot be a name, or several kernels have it
     * @throws NotFound if no kernel has it
     */
    KernelRow named(String parameter, String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadParameter(
                    parameter, "a kernel is its reference, release or number, in at most " + LONGEST + " characters.");
        }
        KernelStore store = new KernelStore(database);
        if (text.matches("[0-9]{1,18}")) {
            return store.find(Long.parseLong(text)).orElseThrow(() -> unknown(text));
        }
        List<KernelRow> exact = store.findByRef(text);
        if (!exact.isEmpty()) {
            return exact.get(0);
        }
        List<String> refs = database.read(
                jdbc -> jdbc.sql("""
                        SELECT DISTINCT ref FROM kernel WHERE release = ? OR substr(ref, strpos(ref, ':') + 1) = ?
                        ORDER BY ref LIMIT 5""").params(text, text).query(String.class).list());
        if (refs.size() > 1) {
            throw new BadParameter(
                    parameter,
                    "\"" + text + "\" may be " + refs.stream().collect(Collectors.joining(" or ")) + "; say which.");
        }
        return refs.stream()
                .flatMap(ref -> store.findByRef(ref).stream())
                .findFirst()
                .orElseThrow(() -> unknown(text));
    }

    private static NotFound unknown(String text) {
        return new NotFound("No kernel \"" + Visible.of(text) + "\" was run.");
    }

    /** References of kernels with finished runs, the newest first and not all: what a form offers. */
    List<String> offered() {
        return database
                .read(jdbc -> jdbc.sql("""
                        SELECT ref FROM kernel k
                        WHERE EXISTS (SELECT FROM job j JOIN run r ON r.job_id = j.id
                            WHERE j.kernel_id = k.id AND r.state = 'FINISHED')
                        ORDER BY id DESC LIMIT ?""")
                        .param(2 * OFFERED) // one reference may have several builds
                        .query(String.class)
                        .list())
                .stream()
                .distinct()
                .limit(OFFERED)
                .toList();
    }
}
