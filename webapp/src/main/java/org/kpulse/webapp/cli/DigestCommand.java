package org.kpulse.webapp.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionReconciler;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportLines;
import org.kpulse.webapp.reports.ReportRow;
import org.kpulse.webapp.reports.ReportSettings;
import org.kpulse.webapp.reports.ReportStore;
import org.kpulse.webapp.reports.Week;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Drafts the digest of a week. */
@Command(
        name = "digest",
        description = {
            "Draft a mail about a week: what regressed, what was fixed, which commits were found,",
            "the index of each platform, and our own faults. It goes nowhere by itself."
        })
final class DigestCommand extends Leaf {

    @Option(
            names = "--week",
            paramLabel = "WEEK",
            description = "As 2026-W48 (ISO 8601, UTC); else the last that is over.")
    @Nullable
    String week;

    @Option(names = "--to", paramLabel = "ADDRESS", split = ",", description = "Whom it goes to; else mail.to.")
    List<String> to = new ArrayList<>();

    DigestCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Week asked = Week.asked(week, context.lab(common).clock().instant());
        try (Database database = context.database(common)) {
            RegressionReconciler.reconcile(database);
            Drafting.Answer answer = new Drafting(database, ReportSettings.of(context.config(common)))
                    .digest(asked, ReportsCommand.who(), to);
            if (answer instanceof Drafting.Exists there) {
                throw new UsageException("Report " + there.report().id() + " of week " + asked.word() + " is "
                        + there.report().state().word() + " already; there is one for each week.");
            }
            ReportRow report = ((Drafting.Drafted) answer).report();
            ReportStore reports = new ReportStore(database);
            if (common.isJson()) {
                context.json(ReportLines.json(report, reports.events(report.id()), true));
            } else {
                context.print(ReportLines.text(report, reports.events(report.id())));
            }
            return 0;
        }
    }
}
