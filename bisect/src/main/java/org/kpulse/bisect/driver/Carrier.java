package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RowLocks;

/** Carries bisections out on the machines of this host, several in turns: one thing of each. */
public final class Carrier {

    private final BisectionStore store;
    private final Driver driver;
    private final Map<Long, HarnessLab> labs = new HashMap<>();
    private final Lab lab;
    private final Database database;
    private final Workspace workspace;

    public Carrier(Lab lab, Database database, Workspace workspace) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
        this.store = new BisectionStore(database);
        this.driver = new Driver(
                store,
                new Driver.Means(this::lab, new ProfileWeigher(lab, database)),
                new CulpritChecks(
                        new CheckStore(database),
                        this::lab,
                        bisection -> new HarnessChecks(lab, database, lab(bisection))),
                lab.progress());
    }

    private HarnessLab lab(BisectionRow bisection) {
        return labs.computeIfAbsent(bisection.id(), id -> new HarnessLab(lab, database, workspace, bisection));
    }

    /**
     * Goes on with these until each is over or waits for a person, or the turn is over.
     *
     * @return those of them that this process had; what another process carries out is left to it
     */
    public List<Long> carryOut(List<Long> bisections) {
        try (RowLocks locks = new RowLocks(database, RowLocks.Kind.BISECTION)) {
            List<Long> mine = bisections.stream().filter(id -> mine(locks, id)).toList();
            List<Long> open = new ArrayList<>(mine);
            while (!open.isEmpty()) {
                for (long id : List.copyOf(open)) {
                    if (isOver()) {
                        return mine;
                    }
                    if (!mine(locks, id) || !driver.advance(id)) {
                        open.remove(id);
                    }
                }
            }
            return mine;
        }
    }

    /** The same of one, until a fault of ours ends a probe: then it throws an {@link InfraException}, and another may go on elsewhere. */
    void carryOutWhileAllIsWell(long bisection) {
        try (RowLocks locks = new RowLocks(database, RowLocks.Kind.BISECTION)) {
            while (!isOver() && mine(locks, bisection) && driver.advance(bisection)) {
                Optional<ProbeRow> last =
                        store.probes().list(bisection).stream().reduce((one, next) -> next);
                if (last.flatMap(ProbeRow::outcome).orElse(null) instanceof Probe.Infra infra) {
                    throw new InfraException("bisection " + bisection + ": " + infra.fault());
                }
            }
        }
    }

    private boolean isOver() {
        return workspace.turn().over().isPresent();
    }

    private boolean mine(RowLocks locks, long bisection) {
        boolean mine = locks.tryTake(bisection);
        if (!mine) {
            lab.progress().warn("bisection " + bisection + " is being carried out by another process");
        }
        return mine;
    }
}
