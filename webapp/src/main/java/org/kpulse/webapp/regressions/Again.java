package org.kpulse.webapp.regressions;

import org.kpulse.harness.store.RegressionRow;

/** What a person types to measure two kernels again. */
final class Again {

    private Again() {}

    /** One line for a POSIX shell; names are quoted, whatever is in them. */
    static String command(RegressionRow row) {
        return "kpulse run --base " + quoted(row.base()) + " --candidate " + quoted(row.candidate());
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_:#./+~@%=-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
