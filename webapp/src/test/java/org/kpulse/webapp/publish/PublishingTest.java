package org.kpulse.webapp.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.regression.Judgement.Act;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.browser.HtmlErrors;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.mail.MailSettings;
import org.kpulse.webapp.mail.MailSettings.Secret;
import org.kpulse.webapp.mail.MailSettings.Security;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportDesk;
import org.kpulse.webapp.reports.ReportDesk.Hand;
import org.kpulse.webapp.reports.ReportRow;
import org.kpulse.webapp.reports.ReportSettings;

/** What is published of a database with reviewed and unreviewed things in it. */
class PublishingTest {

    private static final String NOTE = "a note for us alone";
    private static final String PERSON = "zaphod";
    private static final String PATH = "/srv/lab/linux";
    private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";
    private static final String SUSPECT = "bad1de".repeat(6) + "bad1";
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final ReportSettings SETTINGS = new ReportSettings(
            "https://internal.example.org",
            "kpulse@example.org",
            List.of("operators@example.org"),
            List.of(),
            Map.of());

    @TempDir
    static Path home;

    @TempDir
    Path outside;

    private static Database database;
    private static Stored stored;
    private static long base;
    private static int kernels;
    private static final List<Long> REVIEWED = new ArrayList<>();
    private static final List<Long> OTHERS = new ArrayList<>();

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        stored = new Stored(database);
        base = stored.kernel("debian:6.1.0", 'a');
        long hostile = regression(Stored.HOSTILE);
        judge(hostile, Act.ACCEPTED);
        found(hostile, COMMIT, true);
        REVIEWED.add(hostile);
        long approved = regression("git:" + PATH + "#v6.2");
        ReportRow draft = draft(approved);
        Mailer nobody = new Mailer(
                new MailSettings("127.0.0.1", 1, Security.OFF, "", new Secret(""), "kpulse@example.org"),
                Clock.systemUTC());
        assertThat(new ReportDesk(database, nobody, Clock.systemUTC())
                        .approve(draft.id(), new Hand(PERSON, draft.version())))
                .isInstanceOf(ReportDesk.Done.class);
        found(approved, SUSPECT, false);
        REVIEWED.add(approved);
        OTHERS.add(regression("debian:6.1.7-nobody-looked"));
        long drafted = regression("debian:6.1.8-drafted");
        draft(drafted);
        OTHERS.add(drafted);
        OTHERS.add(judge(regression("debian:6.1.9-noise"), Act.NOISE));
        OTHERS.add(judge(regression("debian:6.1.10-ours"), Act.INFRA));
        OTHERS.add(judge(judge(regression("debian:6.1.11-reopened"), Act.ACCEPTED), Act.REOPEN));
        long gone = regression("debian:6.1.12-gone");
        judge(gone, Act.ACCEPTED);
        stored.experiment(
                base,
                database.read(jdbc -> jdbc.sql("SELECT candidate_kernel_id FROM regression WHERE id = ?")
                        .param(gone)
                        .query(Long.class)
                        .single()),
                1.0);
        OTHERS.add(gone);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static long regression(String ref) {
        long candidate = stored.kernel(ref, "0123456789bcdef".charAt(kernels++));
        stored.experiment(base, candidate, 1.3);
        return database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                .param(candidate)
                .query(Long.class)
                .single());
    }

    private static long judge(long regression, Act act) {
        int version =
                new RegressionStore(database).find(regression).orElseThrow().version();
        assertThat(new RegressionJudge(database)
                        .judge(regression, version, PERSON, new Judgement(act, OptionalLong.empty(), NOTE)))
                .isInstanceOf(RegressionJudge.Stored.class);
        return regression;
    }

    private static ReportRow draft(long regression) {
        return ((Drafting.Drafted) new Drafting(database, SETTINGS).regression(regression, PERSON, List.of())).report();
    }

    /** A bisection of it that ended with this commit. */
    private static void found(long regression, String commit, boolean confirmed) {
        BisectionStore bisections = new BisectionStore(database);
        long comparison = new RegressionStore(database)
                .held(regression)
                .orElseThrow()
                .calls()
                .get(0)
                .comparison();
        long id = bisections.create(
                new BisectionRequest(
                        PATH,
                        List.of("0".repeat(40)),
                        commit,
                        new Wanted.Metric("hackbench", "time"),
                        new BisectionRequest.Where(List.of(Stored.PLATFORM), List.of()),
                        new BisectionRequest.Terms(0.95, 1, true, OptionalDouble.empty(), OptionalInt.empty())),
                new Candidates(
                        new CommitGraph(List.of(commit), new int[][] {{-1}}), List.of(1.0), List.of("pipe: <b>slower")),
                Map.of(Stored.PLATFORM, new Beforehand(new Prices(10, 1), VariancePrior.NONE, BuildEffect.NONE)),
                OptionalLong.of(comparison));
        bisections.finish(
                id,
                "{\"answer\": \"culprit\", \"confirmed\": " + confirmed + ", \"culprit\": {\"revision\": \"" + commit
                        + "\", \"subject\": \"pipe: <b>slower\"}}");
    }

    private static Map<String, Object> publish(Path out) {
        return new Publishing(database, SETTINGS, Clock.systemUTC()).to(out);
    }

    /** All files of a site by their paths. */
    private static Map<String, String> files(Path out) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = out.toRealPath();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void whatAPersonStandsBehindIsInItAndNothingElse() throws IOException {
        Map<String, Object> written = publish(outside.resolve("site"));
        Map<String, String> files = files(outside.resolve("site"));

        assertThat(written.get("regressions")).isEqualTo(REVIEWED);
        assertThat(files.keySet().stream()
                        .filter(path -> path.matches("regressions/[0-9]+[.-].*"))
                        .map(path -> Long.parseLong(path.replaceAll("[^0-9]", "")))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(REVIEWED);
        assertThat(files.keySet())
                .filteredOn(path -> path.matches("comparisons/[0-9]+.html"))
                .hasSize(REVIEWED.size());
        assertThat(files.get("regressions.csv")).hasLineCount(1 + REVIEWED.size());
        assertThat(files.get("index.html")).contains(COMMIT).doesNotContain(SUSPECT);
        assertThat(files.get("kernels.html"))
                .contains("debian:6.1.7-nobody-looked"); // its index is a point of the line
        String other = files.get("kernels/"
                + database.read(jdbc -> jdbc.sql("SELECT candidate_kernel_id FROM regression WHERE id = ?")
                        .param(OTHERS.get(0))
                        .query(Long.class)
                        .single())
                + ".html");
        assertThat(other).contains("6.1.7-nobody-looked", "Index").doesNotContain("/regressions/", "hackbench");
        Set<String> listed = new TreeSet<>();
        ((List<?>) written.get("files")).forEach(path -> listed.add(String.valueOf(path)));
        listed.add(SiteDirectory.MARK);
        assertThat(files.keySet()).isEqualTo(listed);
    }

    @Test
    void everyLinkLeadsToAFileOfTheSiteAndEveryPageIsValidAndRunsNothing() throws IOException {
        publish(outside.resolve("site"));
        Map<String, String> files = files(outside.resolve("site"));
        List<String> wrong = new ArrayList<>();
        files.forEach((path, text) -> {
            if (!path.endsWith(".html")) {
                return;
            }
            wrong.addAll(HtmlErrors.of(path, text));
            Matcher links = LINK.matcher(text);
            while (links.find()) {
                String link = links.group(1).replaceFirst("#.*", "");
                String target =
                        URI.create("file:/" + path).resolve(link).getPath().substring(1);
                if (link.startsWith("/") || link.contains(":") || !(link.isEmpty() || files.containsKey(target))) {
                    wrong.add(path + " -> " + link);
                }
            }
            assertThat(text)
                    .as(path)
                    .contains("Content-Security-Policy", "default-src 'none'")
                    .doesNotContain("<script", "<b>", "<i>", "\u202e", "style=\"");
        });

        assertThat(wrong).isEmpty();
        assertThat(files.get("index.html")).contains("&lt;", "<svg", "href=\"platforms/");
        assertThat(files.get("index.html")).contains("[U+202E]");
        assertThat(files.keySet()).anyMatch(path -> path.matches("platforms/[0-9]+.svg"));
    }

    @Test
    void nothingSaysWhoOrWhereWeAre() throws IOException {
        publish(outside.resolve("site"));

        files(outside.resolve("site"))
                .forEach((path, text) -> assertThat(text)
                        .as(path)
                        .doesNotContain(PERSON, NOTE, PATH, "example.org", home.toString(), "/nowhere", "Xeon"));
    }

    @Test
    void publishedAgainItIsReplacedAtOnceAndOnlyTheOneBeforeStays() throws IOException {
        Path out = outside.resolve("site");
        publish(out);
        Path first = out.toRealPath();
        publish(out);
        Path second = out.toRealPath();

        assertThat(Files.isSymbolicLink(out)).isTrue();
        assertThat(second).isNotEqualTo(first);
        assertThat(first.resolve("index.html")).exists();

        publish(out);

        assertThat(first).doesNotExist();
        assertThat(second.resolve("index.html")).exists();
    }

    @Test
    void whatEndsHalfWayLeavesTheOldSiteAndIsSweptByTheNext() throws IOException {
        Path out = outside.resolve("site");
        publish(out);
        Path whole = out.toRealPath();
        assertThatThrownBy(() -> SiteDirectory.at(out).replace(files -> {
                    files.write("index.html", new byte[] {1});
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        Files.createSymbolicLink(outside.resolve(".site.kpulse-link"), Path.of("nowhere"));

        assertThat(out.toRealPath()).isEqualTo(whole);
        assertThat(Files.readString(out.resolve("index.html"))).contains("</html>");

        publish(out);

        try (Stream<Path> beside = Files.list(outside)) {
            assertThat(beside.filter(Files::isDirectory).filter(path -> !Files.isSymbolicLink(path)))
                    .as("the new one and the one before")
                    .hasSize(2);
        }
    }

    @Test
    void whatWasNotPublishedIsNotTouched() throws IOException {
        Path directory = Files.createDirectory(outside.resolve("www"));
        Files.writeString(directory.resolve("index.html"), "mine");
        Path link = Files.createSymbolicLink(outside.resolve("link"), directory);
        Path file = Files.writeString(outside.resolve("file"), "mine");

        for (Path out : List.of(directory, link, file)) {
            assertThatThrownBy(() -> publish(out))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("was not made by kpulse publish");
        }
        assertThat(Files.readString(directory.resolve("index.html"))).isEqualTo("mine");
        assertThat(Files.readString(file)).isEqualTo("mine");
    }
}
