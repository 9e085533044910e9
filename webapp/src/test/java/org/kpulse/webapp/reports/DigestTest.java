package org.kpulse.webapp.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.mail.MailSettings;
import org.kpulse.webapp.mail.MailSettings.Secret;
import org.kpulse.webapp.mail.MailSettings.Security;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.reports.ReportDesk.Hand;

/** Digests of a database in which all happens in the week of now. */
class DigestTest {

    private static final ReportSettings SETTINGS = new ReportSettings(
            "https://kpulse.example.org", "kpulse@example.org", List.of("all@example.org"), List.of(), Map.of());

    @TempDir
    static Path home;

    /** In which all of it happens. */
    private static Week now;

    private static Database database;
    private static ReportStore reports;
    private static ReportDesk desk;

    @BeforeAll
    static void open() {
        now = new Week(Week.before(Instant.now()).monday().plusWeeks(1));
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        Stored stored = new Stored(database);
        long base = stored.kernel("debian:6.1.0", 'a');
        stored.experiment(base, stored.kernel("debian:6.1.1-slower", 'b'), 1.3);
        stored.experiment(base, stored.kernel("debian:6.1.2-noise", 'c'), 1.2);
        stored.experiment(base, stored.kernel("debian:6.1.3-fixed", 'd'), 1.1);
        stored.experiment(base, stored.kernel("debian:6.1.4-equal", 'a'), 1);
        stored.failed(
                stored.begun(base, stored.kernel("debian:6.1.1-slower", 'b')),
                0,
                new InfraFault(InfraFault.Kind.MACHINE_DIED, "it is gone"));
        judge("debian:6.1.2-noise", Judgement.Act.NOISE);
        judge("debian:6.1.3-fixed", Judgement.Act.FIXED);
        reports = new ReportStore(database);
        desk = new ReportDesk(
                database,
                new Mailer(
                        new MailSettings("127.0.0.1", 1, Security.OFF, "", new Secret(""), "kpulse@example.org"),
                        Clock.systemUTC()),
                Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void judge(String candidate, Judgement.Act act) {
        long id = database.read(jdbc -> jdbc.sql(
                        "SELECT r.id FROM regression r JOIN kernel k ON k.id = r.candidate_kernel_id WHERE k.ref = ?")
                .param(candidate)
                .query(Long.class)
                .single());
        assertThat(new RegressionJudge(database)
                        .judge(
                                id,
                                new RegressionStore(database)
                                        .find(id)
                                        .orElseThrow()
                                        .version(),
                                "ann",
                                new Judgement(act, OptionalLong.empty(), "")))
                .isInstanceOf(RegressionJudge.Stored.class);
    }

    private static Drafting drafting() {
        return new Drafting(database, SETTINGS);
    }

    private static ReportRow drafted(Week week) {
        return ((Drafting.Drafted) drafting().digest(week, "ann", List.of())).report();
    }

    @Test
    void aDigestSaysWhatHappenedInItsWeekAndNothingElse() {
        ReportRow told = drafted(now);
        ReportRow before = drafted(Week.before(Instant.now()));

        assertThat(told.kind()).isEqualTo(ReportRow.Kind.DIGEST);
        assertThat(told.state()).isEqualTo(ReportState.DRAFT);
        assertThat(told.week()).contains(now.monday());
        assertThat(told.envelope().to()).containsExactly("all@example.org");
        assertThat(told.letter().subject())
                .isEqualTo("[Kpulse] Week " + now.word() + ": 2 regressed, 1 fixed, 0 culprits found");
        assertThat(told.letter().body())
                .contains(
                        "debian:6.1.1-slower",
                        "hackbench.time +30.0%",
                        "People called 1 more noise",
                        "What was fixed (1):\n  regression 3, fixed-pending: hackbench.time +10.0%",
                        "none a week before",
                        "0 of 1 comparison had a false alarm",
                        "1 of 25 boots failed by a fault of ours",
                        "MACHINE_DIED: 1 on qemu-time",
                        "https://kpulse.example.org/regressions")
                .doesNotContain("6.1.2-noise");
        assertThat(before.letter().subject()).endsWith("0 regressed, 0 fixed, 0 culprits found");
        assertThat(before.letter().body())
                .contains("none was measured", "0 of 0 boots")
                .doesNotContain("debian:");
    }

    @Test
    void severalServicesAtOnceMakeOneDigestOfAWeek() throws Exception {
        Week week = Week.parse("2025-W10");
        ExecutorService services = Executors.newFixedThreadPool(4);
        Callable<Boolean> once = () -> {
            drafting().digestIfNone(week);
            return true;
        };
        for (Future<Boolean> each : services.invokeAll(List.of(once, once, once, once))) {
            assertThat(each.get()).isTrue();
        }
        services.shutdown();

        assertThat(of(week)).hasSize(1);
        assertThat(of(week).get(0).last()).isEqualTo("drafted");
    }

    private static List<ReportRow> of(Week week) {
        return reports.list(List.of(ReportState.values()), 1000, Long.MAX_VALUE).stream()
                .filter(each -> each.week().filter(week.monday()::equals).isPresent())
                .toList();
    }

    @Test
    void whatAPersonDiscardedComesBackByAPersonAlone() {
        Week week = Week.parse("2025-W11");
        ReportRow first = drafted(week);
        assertThat(drafting().digest(week, "bob", List.of())).isInstanceOf(Drafting.Exists.class);
        desk.discard(first.id(), new Hand("ann", first.version()));

        drafting().digestIfNone(week);

        assertThat(of(week)).hasSize(1);
        assertThat(drafted(week).id()).isNotEqualTo(first.id());
    }

    @Test
    void theDatabaseRefusesAnotherOfAWeekThatWasTold() {
        Week week = Week.parse("2025-W12");
        ReportRow draft = drafted(week);
        database.write(jdbc -> jdbc.sql("UPDATE report SET state = 'SENT', sent_at = now() WHERE id = ?")
                .param(draft.id())
                .update());

        assertThat(drafting().digest(week, "bob", List.of())).isInstanceOf(Drafting.Exists.class);
        assertThat(of(week)).hasSize(1);
    }

    @Test
    void aDigestIsApprovedAsAllReportsAre() {
        ReportRow draft = drafted(Week.parse("2025-W13"));

        assertThat(desk.send(draft.id(), new Hand("ann", draft.version()))).isInstanceOf(ReportDesk.Refused.class);
        assertThat(desk.approve(draft.id(), new Hand("ann", draft.version()))).isInstanceOf(ReportDesk.Done.class);
    }

    @Test
    void aWeekIsWrittenAsTheStandardSays() {
        assertThat(Week.parse("2026-W01").monday()).isEqualTo(LocalDate.of(2025, 12, 29));
        assertThat(Week.parse("2026-W53").word()).isEqualTo("2026-W53");
        assertThat(Week.parse("2026-W48").monday()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(Week.before(Instant.parse("2026-11-30T00:00:00Z")).word()).isEqualTo("2026-W48");
        assertThat(Week.before(Instant.parse("2026-11-29T23:59:59Z")).word()).isEqualTo("2026-W47");
        for (String none : List.of("2025-W53", "2026-W00", "2026-W54", "2026-48", "W48", "2026-W4\u0661", "")) {
            assertThatThrownBy(() -> Week.parse(none)).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void pagesDraftItByThemselvesOnlyWhereTheConfigurationSaysSo(@TempDir Path off, @TempDir Path weekly)
            throws InterruptedException {
        try (Site site = Site.open(weekly, Map.of("reports.digest", "weekly"))) {
            ReportStore store = new ReportStore(site.database());
            while (store.list(List.of(ReportState.DRAFT), 1, Long.MAX_VALUE).isEmpty()) {
                Thread.sleep(20);
            }
            ReportRow row =
                    store.list(List.of(ReportState.DRAFT), 9, Long.MAX_VALUE).get(0);
            assertThat(row.week()).contains(Week.before(Instant.now()).monday());
            assertThat(store.events(row.id()).get(0).who()).isEqualTo("Kpulse");
            assertThat(site.get("/reports/" + row.id()).body())
                    .contains("week of " + row.week().orElseThrow());
        }
        try (Site site = Site.open(off)) {
            assertThat(site.json("/reports.json?state=all").path("rows")).isEmpty();
        }
    }
}
