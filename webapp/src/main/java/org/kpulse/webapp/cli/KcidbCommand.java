package org.kpulse.webapp.cli;

import java.util.List;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.kcidb.KcidbExport;
import org.kpulse.webapp.reports.ReportSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A kernel for KCIDB. */
@Command(
        name = "kcidb",
        description = {
            "Print a kernel with its runs, tests and judged regressions",
            "as KCIDB takes it (JSON, version 5.3). Nothing is sent."
        })
final class KcidbCommand extends Leaf {

    @Parameters(paramLabel = "KERNEL", description = "Its exact reference, or its number in the database.")
    String kernel = "";

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "Name that KCIDB knows this lab by: a-z, 0-9 and _ (default kpulse).")
    String origin = "kpulse";

    KcidbCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            List<Long> ids = database.read(
                    jdbc -> jdbc.sql("SELECT id FROM kernel WHERE ref = ? OR id::text = ? ORDER BY id DESC")
                            .params(kernel, kernel)
                            .query(Long.class)
                            .list());
            if (ids.isEmpty()) {
                throw new UsageException("There is no kernel \"" + kernel + "\"; kpulse kernels list names them.");
            }
            context.json(new KcidbExport(database, ReportSettings.of(context.config(common)), origin).of(ids.get(0)));
            return 0;
        }
    }
}
