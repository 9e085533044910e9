package org.kpulse.webapp.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Envelope;
import org.kpulse.webapp.mail.MailSettings;
import org.kpulse.webapp.mail.MailSettings.Secret;
import org.kpulse.webapp.mail.MailSettings.Security;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.reports.ReportDesk.Hand;
import org.kpulse.webapp.reports.ReportSettings.KnownTree;

/** From a regression to a mail, with a real database and a real mail server. */
class ReportDeskTest {

    private static final ReportSettings SETTINGS = new ReportSettings(
            "https://kpulse.example.org",
            "kpulse@example.org",
            List.of("everybody@example.org"),
            List.of("list@example.org", "ann@example.org"),
            Map.of("linus", new KnownTree("linus", "/srv/linux", "ann@example.org")));

    /** Of a kernel that is of no tree: To and Cc. */
    private static final int READERS = 3;

    @TempDir
    static Path home;

    private static Database database;
    private static Stored stored;
    private static long base;
    private static int kernels;
    private static GreenMail server;
    private static ReportStore reports;
    private static ReportDesk desk;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        stored = new Stored(database);
        base = stored.kernel("debian:6.1.0", 'a');
        server = new GreenMail(ServerSetupTest.SMTP.dynamicPort().port(0));
        server.start();
        reports = new ReportStore(database);
        desk = new ReportDesk(database, mailer(server.getSmtp().getPort()), Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        server.stop();
        database.close();
    }

    private static Mailer mailer(int port) {
        return new Mailer(
                new MailSettings("127.0.0.1", port, Security.OFF, "", new Secret(""), "kpulse@example.org"),
                Clock.systemUTC());
    }

    private static long regression(String ref) {
        long candidate = stored.kernel(ref, "0123456789bcdef".charAt(kernels++));
        stored.experiment(base, candidate, 1.3);
        return database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                .param(candidate)
                .query(Long.class)
                .single());
    }

    private static ReportRow draft(long regression) {
        Drafting.Answer answer = new Drafting(database, SETTINGS).regression(regression, "ann", List.of());
        return ((Drafting.Drafted) answer).report();
    }

    private static ReportRow done(ReportDesk.Answer answer) {
        return ((ReportDesk.Done) answer).report();
    }

    private static Hand ann(ReportRow report) {
        return new Hand("ann", report.version());
    }

    private static long received(String messageId) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getMessageID().equals(messageId);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
    }

    @Test
    void aDraftGoesNowhereUntilItIsApprovedAndThenItsRegressionIsReported() {
        long regression = regression("git:linus#v6.1.1");
        ReportRow draft = draft(regression);

        assertThat(draft.state()).isEqualTo(ReportState.DRAFT);
        assertThat(draft.envelope().to()).containsExactly("ann@example.org");
        assertThat(draft.envelope().cc()).containsExactly("list@example.org");
        assertThat(draft.letter().subject()).isEqualTo("[linus] linus#v6.1.1: hackbench.time +30.0% regression");
        assertThat(draft.letter().body())
                .contains("https://kpulse.example.org/regressions/" + regression, "kpulse run --base debian:6.1.0")
                .doesNotContain("/srv/linux");
        assertThat(desk.send(draft.id(), ann(draft))).isInstanceOf(ReportDesk.Refused.class);
        assertThat(received(draft.messageId())).isZero();

        ReportRow approved = done(desk.approve(draft.id(), ann(draft)));
        ReportRow sent = done(desk.send(draft.id(), ann(approved)));

        assertThat(sent.state()).isEqualTo(ReportState.SENT);
        assertThat(sent.sent()).isPresent();
        assertThat(received(draft.messageId())).isEqualTo(2);
        assertThat(new RegressionStore(database).find(regression).orElseThrow().state())
                .isEqualTo(RegressionState.REPORTED);
        assertThat(reports.events(draft.id()).stream().map(ReportRow.Event::what))
                .containsExactly("sent", "sending", "approved", "drafted");
        assertThat(new RegressionStore(database).events(regression).get(0).note())
                .isEqualTo("report " + draft.id());
        assertThat(desk.send(draft.id(), ann(sent))).isInstanceOf(ReportDesk.Refused.class);
        assertThat(desk.discard(draft.id(), ann(sent))).isInstanceOf(ReportDesk.Refused.class);
        assertThat(received(draft.messageId())).isEqualTo(2);
    }

    @Test
    void aMailThatWasNotSentStaysApprovedWithTheReasonAndGoesOutLaterUnderTheSameMessageId() {
        ReportRow approved = approved(regression("debian:6.1.2"));
        ReportDesk away = new ReportDesk(database, mailer(1), Clock.systemUTC());

        ReportDesk.Answer answer = away.send(approved.id(), ann(approved));

        ReportRow kept = reports.find(approved.id()).orElseThrow();
        assertThat(answer).isInstanceOf(ReportDesk.NotSent.class);
        assertThat(kept.state()).isEqualTo(ReportState.APPROVED);
        assertThat(reports.events(kept.id()).get(0).note()).contains("The mail server 127.0.0.1 did not take it");
        assertThat(done(desk.send(kept.id(), ann(kept))).state()).isEqualTo(ReportState.SENT);
        assertThat(received(approved.messageId())).isEqualTo(READERS);
    }

    private static ReportRow approved(long regression) {
        ReportRow draft = draft(regression);
        return done(desk.approve(draft.id(), ann(draft)));
    }

    @Test
    void aKillBetweenSendingAndStoringLeavesAReportThatCanBeSentAgainUnderTheSameMessageId() {
        ReportRow approved = approved(regression("debian:6.1.3"));
        database.write(jdbc -> {
            ReportStore.append(jdbc, approved.id(), new ReportStore.Change("ann", "sending", ReportState.APPROVED, ""));
            return true;
        });
        ReportRow left = reports.find(approved.id()).orElseThrow();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6));

        assertThat(desk.send(left.id(), ann(left)))
                .isEqualTo(
                        new ReportDesk.Refused("Report " + left.id() + " is being sent right now; look at it again."));
        ReportRow sent =
                done(new ReportDesk(database, mailer(server.getSmtp().getPort()), later).send(left.id(), ann(left)));

        assertThat(sent.state()).isEqualTo(ReportState.SENT);
        assertThat(sent.messageId()).isEqualTo(approved.messageId());
    }

    @Test
    void ofTwoWhoSendAtOnceOneDoes() throws Exception {
        ReportRow approved = approved(regression("debian:6.1.4"));
        ExecutorService two = Executors.newFixedThreadPool(2);
        Callable<ReportDesk.Answer> send = () -> desk.send(approved.id(), ann(approved));

        List<Future<ReportDesk.Answer>> answers = two.invokeAll(List.of(send, send));
        two.shutdown();

        int done = 0;
        for (Future<ReportDesk.Answer> answer : answers) {
            done += answer.get() instanceof ReportDesk.Done ? 1 : 0;
        }
        assertThat(done).isOne();
        assertThat(received(approved.messageId())).isEqualTo(READERS);
    }

    @Test
    void whoeverHasNotSeenTheNewestVersionIsToldWhoWasFaster() {
        ReportRow draft = draft(regression("debian:6.1.5"));
        Letter other = new Letter("another subject", "another text");
        ReportRow edited =
                done(desk.edit(draft.id(), ann(draft), other, new Envelope(List.of("bob@example.org"), List.of())));

        assertThat(desk.approve(draft.id(), new Hand("bob", draft.version())))
                .isEqualTo(new ReportDesk.Refused("Report " + draft.id()
                        + " was changed since you looked at it: ann (edited). Nothing was done; look at it again."));
        assertThat(edited.letter()).isEqualTo(other);
        assertThat(edited.messageId()).isEqualTo(draft.messageId());
        ReportRow approved = done(desk.approve(draft.id(), ann(edited)));
        assertThat(desk.approve(draft.id(), ann(approved))).isInstanceOf(ReportDesk.Refused.class);
        ReportRow again = done(desk.edit(draft.id(), ann(approved), other, edited.envelope()));
        assertThat(again.state()).as("what was not read is not approved").isEqualTo(ReportState.DRAFT);
    }

    @Test
    void aReportWithoutReadersCannotBeApproved() {
        ReportSettings nobody = new ReportSettings("", "", List.of(), List.of(), Map.of());
        Drafting.Answer answer =
                new Drafting(database, nobody).regression(regression("debian:6.1.6"), "ann", List.of());
        ReportRow draft = ((Drafting.Drafted) answer).report();

        assertThat(draft.envelope().to()).isEmpty();
        assertThat(desk.approve(draft.id(), ann(draft))).isInstanceOf(ReportDesk.Refused.class);
        assertThat(reports.find(draft.id()).orElseThrow().state()).isEqualTo(ReportState.DRAFT);
    }

    @Test
    void thereIsOneOpenReportOfARegressionAndAfterItIsDiscardedAnotherCanBeDrafted() {
        long regression = regression("debian:6.1.7");
        ReportRow draft = draft(regression);

        Drafting.Answer second = new Drafting(database, SETTINGS).regression(regression, "bob", List.of());
        assertThat(((Drafting.Exists) second).report().id()).isEqualTo(draft.id());
        done(desk.discard(draft.id(), ann(draft)));

        assertThat(draft(regression).id()).isNotEqualTo(draft.id());
        assertThat(reports.ofRegression(regression)).hasSize(2);
    }

    @Test
    void whatNoLongerStandsIsNotReported() {
        long regression = regression("debian:6.1.8");
        long candidate =
                new RegressionStore(database).find(regression).orElseThrow().candidateId();
        stored.experiment(base, candidate, 1);

        assertThat(new Drafting(database, SETTINGS).regression(regression, "ann", List.of()))
                .isInstanceOf(Drafting.Nothing.class);
        assertThat(new Drafting(database, SETTINGS).regression(999_999, "ann", List.of()))
                .isInstanceOf(Drafting.Unknown.class);
    }

    @Test
    void aPersonsVerdictIsNotTakenBackByASentReport() {
        long regression = regression("debian:6.1.9");
        ReportRow approved = approved(regression);
        int version =
                new RegressionStore(database).find(regression).orElseThrow().version();
        new RegressionJudge(database)
                .judge(regression, version, "bob", new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), ""));

        assertThat(done(desk.send(approved.id(), ann(approved))).state()).isEqualTo(ReportState.SENT);

        assertThat(new RegressionStore(database).find(regression).orElseThrow().state())
                .isEqualTo(RegressionState.NOISE);
    }

    @Test
    void hostileNamesAreDraftedToo() {
        ReportRow draft = draft(regression(Stored.HOSTILE));

        assertThat(draft.letter().subject()).doesNotContain("\u202e").contains("[U+202E]");
        assertThat(draft.created()).isBefore(Instant.now().plusSeconds(60));
    }
}
