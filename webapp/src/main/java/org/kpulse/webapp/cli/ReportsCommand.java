package org.kpulse.webapp.cli;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Group;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionReconciler;
import org.kpulse.webapp.mail.MailSettings;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportDesk;
import org.kpulse.webapp.reports.ReportDesk.Hand;
import org.kpulse.webapp.reports.ReportFilter;
import org.kpulse.webapp.reports.ReportLines;
import org.kpulse.webapp.reports.ReportRow;
import org.kpulse.webapp.reports.ReportSettings;
import org.kpulse.webapp.reports.ReportStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports, and what people do with them. */
@Command(
        name = "reports",
        description = "Reports: mails about regressions, drafted here, sent only after a person approved them.",
        subcommands = {
            ReportsCommand.ListAll.class,
            ReportsCommand.Show.class,
            ReportsCommand.Draft.class,
            DigestCommand.class,
            ReportsCommand.Approve.class,
            ReportsCommand.Send.class,
            ReportsCommand.Discard.class,
            KcidbCommand.class
        })
final class ReportsCommand extends Group {

    /** The account on this host; people of the pages have names of their own. */
    static String who() {
        return System.getProperty("user.name", "somebody") + " (command line)";
    }

    private static ReportRow find(ReportStore reports, long id) {
        return reports.find(id)
                .orElseThrow(() -> new UsageException(
                        "There is no report " + id + "; kpulse reports list --state all names them."));
    }

    /** Lists them. */
    @Command(name = "list", description = "List reports, the newest first.")
    static final class ListAll extends Leaf {

        private static final int MOST = 1000;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "open, all, draft, approved, sent or discarded; open if it is left out.")
        String state = "open";

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            ReportFilter filter = ReportFilter.of(state)
                    .orElseThrow(() -> new UsageException("--state is one of " + String.join(", ", ReportFilter.words())
                            + ", not \"" + state + "\"."));
            try (Database database = context.database(common)) {
                List<ReportRow> listed = new ReportStore(database).list(filter.states(), MOST, Long.MAX_VALUE);
                if (common.isJson()) {
                    context.json(listed.stream().map(ReportLines::json).toList());
                } else {
                    context.print(listed.isEmpty() ? "no such report is stored\n" : ReportLines.table(listed));
                }
                return 0;
            }
        }
    }

    /** One of them. */
    abstract static class OfOne extends Leaf {

        @Parameters(paramLabel = "ID", description = "Its number, as reports list prints it.")
        long id;

        OfOne(Context context) {
            super(context);
        }

        void print(Database database, ReportRow report) {
            if (common.isJson()) {
                context.json(ReportLines.json(report, new ReportStore(database).events(report.id()), true));
            } else {
                context.print("report " + report.id() + " is " + report.state().word() + "\n");
            }
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a report: its text, where it goes and what happened to it.")
    static final class Show extends OfOne {

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                ReportStore reports = new ReportStore(database);
                ReportRow report = find(reports, id);
                if (common.isJson()) {
                    context.json(ReportLines.json(report, reports.events(id), true));
                } else {
                    context.print(ReportLines.text(report, reports.events(id)));
                }
                return 0;
            }
        }
    }

    /** Drafts one. */
    @Command(name = "draft", description = "Draft the report of a regression. It goes nowhere by itself.")
    static final class Draft extends Leaf {

        @Parameters(paramLabel = "REGRESSION", description = "Number of the regression, as regressions list prints it.")
        long regression;

        @Option(
                names = "--to",
                paramLabel = "ADDRESS",
                split = ",",
                description = "Whom it goes to; else the tree's owner, else mail.to.")
        List<String> to = new ArrayList<>();

        Draft(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Config config = context.config(common);
            try (Database database = context.database(common)) {
                RegressionReconciler.reconcile(database);
                Drafting.Answer answer =
                        new Drafting(database, ReportSettings.of(config)).regression(regression, who(), to);
                if (answer instanceof Drafting.Unknown) {
                    throw new UsageException("There is no regression " + regression
                            + "; kpulse regressions list --state all names them.");
                }
                if (answer instanceof Drafting.Nothing nothing) {
                    throw new UsageException(nothing.why());
                }
                if (answer instanceof Drafting.Exists there) {
                    throw new UsageException("Report " + there.report().id() + " of it is "
                            + there.report().state().word() + " already; discard it first.");
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

    /** Does something with one that needs the version it has. */
    abstract static class Act extends OfOne {

        Act(Context context) {
            super(context);
        }

        abstract ReportDesk.Answer act(ReportDesk desk, Hand hand);

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            Mailer mailer = new Mailer(MailSettings.of(lab.config(), lab.environment()), lab.clock());
            try (Database database = context.database(common)) {
                int version = find(new ReportStore(database), id).version();
                ReportDesk.Answer answer = act(new ReportDesk(database, mailer, lab.clock()), new Hand(who(), version));
                if (answer instanceof ReportDesk.Refused refused) {
                    throw new UsageException(refused.why());
                }
                if (answer instanceof ReportDesk.NotSent failed) {
                    throw new InfraException(failed.why() + ". Report " + id + " stays approved; kpulse reports send "
                            + id + " tries again.");
                }
                print(database, find(new ReportStore(database), id));
                return 0;
            }
        }
    }

    /** Approves one. */
    @Command(name = "approve", description = "Say that you have read a report and that it may go out.")
    static final class Approve extends Act {

        Approve(Context context) {
            super(context);
        }

        @Override
        ReportDesk.Answer act(ReportDesk desk, Hand hand) {
            return desk.approve(id, hand);
        }
    }

    /** Sends one. */
    @Command(
            name = "send",
            description = {
                "Send an approved report over SMTP (mail.host).",
                "One that was not sent stays approved; send it again."
            })
    static final class Send extends Act {

        Send(Context context) {
            super(context);
        }

        @Override
        ReportDesk.Answer act(ReportDesk desk, Hand hand) {
            return desk.send(id, hand);
        }
    }

    /** Discards one. */
    @Command(name = "discard", description = "Let a report go nowhere; another can be drafted.")
    static final class Discard extends Act {

        Discard(Context context) {
            super(context);
        }

        @Override
        ReportDesk.Answer act(ReportDesk desk, Hand hand) {
            return desk.discard(id, hand);
        }
    }
}
