package org.kpulse.webapp.regressions;

import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionReconciler;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** When pages begin, what was frozen before there were regressions is gathered; afterwards whoever freezes does it. */
@Component
class GatherAtStart implements ApplicationRunner {

    private final Database database;

    GatherAtStart(Database database) {
        this.database = database;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        RegressionReconciler.reconcile(database);
    }
}
