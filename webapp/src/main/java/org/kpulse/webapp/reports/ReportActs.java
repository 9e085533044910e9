package org.kpulse.webapp.reports;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Envelope;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.reports.ReportDesk.Hand;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.Fields;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** What operators do with reports, over a page or the API; all of it is noted. */
@Component
public class ReportActs {

    private final ReportStore reports;
    private final Drafting drafting;
    private final ReportDesk desk;
    private final Audit audit;
    private final Clock clock;

    ReportActs(Database database, ReportSettings settings, Mailer mailer, Clock clock, Audit audit) {
        this.reports = new ReportStore(database);
        this.drafting = new Drafting(database, settings);
        this.desk = new ReportDesk(database, mailer, clock);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A text and where it goes.
     *
     * @param to addresses with commas or blanks between
     */
    public record Edited(
            @Nullable String subject,
            @Nullable String body,
            @Nullable String to,
            @Nullable String cc) {}

    /**
     * Drafts the report of a regression; if an open one is there, that one.
     *
     * @throws NotFound if there is no such regression
     * @throws Conflict if there is nothing to report
     */
    public Drafted draft(long regression, String to, Actor actor) {
        List<String> addresses = addresses("to", to);
        return audit.together(() -> drafted(drafting.regression(regression, actor.name(), addresses), actor));
    }

    /**
     * Drafts the digest of a week; if there is one that was not discarded, that one.
     *
     * @param week as 2026-W48; blank is the last that is over
     */
    public Drafted digest(@Nullable String week, String to, Actor actor) {
        Week asked;
        try {
            asked = Week.asked(Fields.given("week", week).orElse(null), clock.instant());
        } catch (UsageException e) {
            throw new BadParameter("week", String.valueOf(e.getMessage()));
        }
        List<String> addresses = addresses("to", to);
        return audit.together(() -> drafted(drafting.digest(asked, actor.name(), addresses), actor));
    }

    /**
     * A draft.
     *
     * @param isNew whether it was made now
     */
    public record Drafted(ReportRow report, boolean isNew) {}

    private Drafted drafted(Drafting.Answer answer, Actor actor) {
        if (answer instanceof Drafting.Drafted made) {
            audit.note(
                    actor,
                    "report.draft",
                    made.report().id() + ": " + made.report().about());
            return new Drafted(made.report(), true);
        }
        if (answer instanceof Drafting.Exists there) {
            return new Drafted(there.report(), false);
        }
        if (answer instanceof Drafting.Nothing nothing) {
            throw new Conflict(nothing.why());
        }
        throw new NotFound("There is no such regression.");
    }

    /** Stores another text and addresses of a draft; what is left out stays. */
    public ReportRow edit(long id, int version, Edited edited, Actor actor) {
        ReportRow now = find(id);
        Letter letter;
        try {
            letter = new Letter(
                    edited.subject() == null
                            ? now.letter().subject()
                            : edited.subject().strip(),
                    edited.body() == null ? now.letter().body() : edited.body());
        } catch (UsageException e) {
            throw new BadParameter("body", String.valueOf(e.getMessage()));
        }
        Envelope envelope = envelope(
                edited.to() == null ? now.envelope().to() : addresses("to", edited.to()),
                edited.cc() == null ? now.envelope().cc() : addresses("cc", edited.cc()));
        return audit.together(() ->
                noted(desk.edit(id, new Hand(actor.name(), version), letter, envelope), id, "edit", actor));
    }

    /** Lets it go out. */
    public ReportRow approve(long id, int version, Actor actor) {
        return audit.together(() -> noted(desk.approve(id, new Hand(actor.name(), version)), id, "approve", actor));
    }

    /** Lets it go nowhere. */
    public ReportRow discard(long id, int version, Actor actor) {
        return audit.together(() -> noted(desk.discard(id, new Hand(actor.name(), version)), id, "discard", actor));
    }

    /** Sends it; a mail that was not sent leaves the report approved, and its history says why. */
    public ReportRow send(long id, int version, Actor actor) {
        return noted(desk.send(id, new Hand(actor.name(), version)), id, "send", actor);
    }

    private ReportRow noted(ReportDesk.Answer answer, long id, String act, Actor actor) {
        if (answer instanceof ReportDesk.Unknown) {
            throw new NotFound("There is no report " + id + ".");
        }
        if (answer instanceof ReportDesk.Refused refused) {
            throw new Conflict(refused.why());
        }
        boolean failed = answer instanceof ReportDesk.NotSent;
        audit.note(actor, "report." + act + (failed ? ".failed" : ""), String.valueOf(id));
        return find(id);
    }

    private ReportRow find(long id) {
        return reports.find(id).orElseThrow(() -> new NotFound("There is no report " + id + "."));
    }

    private static List<String> addresses(String parameter, String text) {
        List<String> addresses = Envelope.parse(text);
        try {
            return new Envelope(addresses, List.of()).to();
        } catch (UsageException e) {
            throw new BadParameter(parameter, String.valueOf(e.getMessage()));
        }
    }

    private static Envelope envelope(List<String> to, List<String> cc) {
        try {
            return new Envelope(to, cc);
        } catch (UsageException e) {
            throw new BadParameter("cc", String.valueOf(e.getMessage()));
        }
    }
}
