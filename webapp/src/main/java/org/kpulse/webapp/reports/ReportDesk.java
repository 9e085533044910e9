package org.kpulse.webapp.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Envelope;
import org.kpulse.webapp.mail.MailTrouble;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.reports.ReportStore.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do with reports: edit, approve, discard, send. Each needs the version that they have seen. */
public final class ReportDesk {

    /** A sending that did not say how it ended is over by then: the mail server's limits are shorter. */
    private static final Duration SENDING = Duration.ofMinutes(5);

    private final Database database;
    private final ReportStore reports;
    private final Mailer mailer;
    private final Clock clock;

    public ReportDesk(Database database, Mailer mailer, Clock clock) {
        this.database = database;
        this.reports = new ReportStore(database);
        this.mailer = mailer;
        this.clock = clock;
    }

    /** How it went. */
    public sealed interface Answer {}

    /** It is stored. */
    public record Done(ReportRow report) implements Answer {}

    /** Nothing was done: there is no such report. */
    public record Unknown() implements Answer {}

    /** Nothing was done: somebody changed it since, or its state does not allow it. */
    public record Refused(String why) implements Answer {}

    /** The mail was not sent, or it is not known whether it was; the report stays approved. */
    public record NotSent(String why) implements Answer {}

    /**
     * Who does something.
     *
     * @param name of a person, or what stands for one
     * @param version of the report that they have seen
     */
    public record Hand(String name, int version) {}

    /** Stores another text and other addresses; an approved report is a draft again. */
    public Answer edit(long id, Hand hand, Letter letter, Envelope envelope) {
        return move(id, hand, "edited", ReportState.DRAFT, (jdbc, now) -> {
            ReportStore.rewrite(jdbc, id, letter, envelope);
            return Optional.empty();
        });
    }

    /** Lets it go out. */
    public Answer approve(long id, Hand hand) {
        return move(
                id,
                hand,
                "approved",
                ReportState.APPROVED,
                (jdbc, now) -> now.state() == ReportState.APPROVED
                        ? Optional.of("Report " + id + " is approved already.")
                        : now.envelope().to().isEmpty()
                                ? Optional.of("Report " + id + " has no address to go to; give it one first.")
                                : Optional.empty());
    }

    /** Lets it go nowhere. */
    public Answer discard(long id, Hand hand) {
        return move(id, hand, "discarded", ReportState.DISCARDED, (jdbc, now) -> Optional.empty());
    }

    private Answer move(
            long id, Hand hand, String what, ReportState to, BiFunction<JdbcClient, ReportRow, Optional<String>> more) {
        Optional<ReportRow> found = reports.find(id);
        if (found.isEmpty()) {
            return new Unknown();
        }
        ReportRow now = found.get();
        if (now.version() != hand.version()) {
            return new Refused(database.read(jdbc -> changed(jdbc, id)));
        }
        if (!now.state().isOpen()) {
            return new Refused(
                    "Report " + id + " is " + now.state().word() + "; nothing can be done with it any more.");
        }
        Optional<String> refusal = database.write(jdbc -> {
            if (!ReportStore.isOf(jdbc, id, hand.version())) {
                return Optional.of(changed(jdbc, id));
            }
            Optional<String> why = isBeingSent(now)
                    ? Optional.of("Report " + id + " is being sent right now; look at it again.")
                    : more.apply(jdbc, now);
            if (why.isEmpty()) {
                ReportStore.append(jdbc, id, new Change(hand.name(), what, to, ""));
            }
            return why;
        });
        return refusal.<Answer>map(Refused::new).orElseGet(() -> done(id));
    }

    private Answer done(long id) {
        return reports.find(id).<Answer>map(Done::new).orElseGet(Unknown::new);
    }

    private static String changed(JdbcClient jdbc, long id) {
        return "Report " + id + " was changed since you looked at it: " + ReportStore.last(jdbc, id)
                + ". Nothing was done; look at it again.";
    }

    private boolean isBeingSent(ReportRow now) {
        Instant until = now.updated().plus(SENDING);
        return now.last().equals("sending") && clock.instant().isBefore(until);
    }

    /**
     * Sends an approved report and stores that it was. That a sending begins is stored before, so that two who send at once do not both;
     * when Kpulse is killed in between the report stays approved, and sending it again sends the same Message-ID. A regression that it is
     * about is then one of which somebody was told.
     */
    public Answer send(long id, Hand hand) {
        Optional<String> missing = mailer.missing();
        if (missing.isPresent()) {
            return new Refused(missing.get() + " Nothing was sent.");
        }
        Answer begun = move(
                id,
                hand,
                "sending",
                ReportState.APPROVED,
                (jdbc, now) -> now.state() == ReportState.APPROVED
                        ? Optional.empty()
                        : Optional.of("Report " + id + " is a draft; approve it first."));
        if (!(begun instanceof Done sending)) {
            return begun;
        }
        ReportRow report = sending.report();
        try {
            mailer.send(report.messageId(), report.letter(), report.envelope());
        } catch (MailTrouble e) {
            String why = String.valueOf(e.getMessage());
            ended(report, new Change(hand.name(), "not-sent", ReportState.APPROVED, why));
            return new NotSent(why);
        }
        ended(
                report,
                new Change(
                        hand.name(),
                        "sent",
                        ReportState.SENT,
                        String.join(", ", report.envelope().to())));
        return done(id);
    }

    private void ended(ReportRow report, Change change) {
        database.write(jdbc -> {
            if (!ReportStore.isOf(jdbc, report.id(), report.version())) {
                return false; // stored already, by a try whose answer was lost
            }
            ReportStore.append(jdbc, report.id(), change);
            if (change.to() == ReportState.SENT) {
                told(jdbc, report, change.who());
            }
            return true;
        });
    }

    /** A regression in a state that "reported" does not fit stays as it is. */
    private static void told(JdbcClient jdbc, ReportRow report, String who) {
        if (report.regression().isPresent()) {
            RegressionJudge.judge(
                    jdbc,
                    report.regression().getAsLong(),
                    who,
                    new Judgement(Judgement.Act.REPORTED, OptionalLong.empty(), "report " + report.id()));
        }
    }
}
