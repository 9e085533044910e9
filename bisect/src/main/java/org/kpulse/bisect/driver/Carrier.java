package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RowLocks;

/** Carries bisections out on the machines of this host, several in turns: one thing of each. */
public final class Carrier {

    private final Driver driver;
    private final Map<Long, HarnessLab> labs = new HashMap<>();
    private final Lab lab;
    private final Database database;
    private final Workspace workspace;

    public Carrier(Lab lab, Database database, Workspace workspace) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
        this.driver = new Driver(
                new BisectionStore(database),
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

    /** Goes on with these until each is over or waits for a person, or the turn is over. What another process carries out is left to it. */
    public void carryOut(List<Long> bisections) {
        try (RowLocks locks = new RowLocks(database, RowLocks.Kind.BISECTION)) {
            List<Long> open = new ArrayList<>(bisections);
            while (!open.isEmpty() && workspace.turn().over().isEmpty()) {
                open.removeIf(id -> !mine(locks, id) || !driver.advance(id));
            }
        }
    }

    private boolean mine(RowLocks locks, long bisection) {
        boolean mine = locks.tryTake(bisection);
        if (!mine) {
            lab.progress().warn("bisection " + bisection + " is being carried out by another process");
        }
        return mine;
    }
}
