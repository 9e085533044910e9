package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports as everybody sees them and operators act on them; here because it signs in. */
class ReportPagesTest {

    @TempDir
    static Path home;

    private static GreenMail server;
    private static Site site;
    private static Stored stored;
    private static long base;
    private static int kernels;
    private static Visitor ann;
    private static Visitor bob;

    @BeforeAll
    static void open() {
        server = new GreenMail(ServerSetupTest.SMTP.dynamicPort().port(0));
        server.start();
        site = Site.open(
                home,
                Map.of(
                        "mail.host", "127.0.0.1",
                        "mail.port", String.valueOf(server.getSmtp().getPort()),
                        "mail.security", "off",
                        "mail.from", "kpulse@example.org",
                        "mail.to", "list@example.org",
                        "web.url", "https://kpulse.example.org"));
        stored = new Stored(site.database());
        base = stored.kernel("debian:6.1.0", 'a');
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
        ann = Visitor.operator(site, "ann");
        bob = Visitor.operator(site, "bob");
    }

    @AfterAll
    static void close() {
        site.close();
        server.stop();
    }

    private static long regression(String ref) {
        long candidate = stored.kernel(ref, "0123456789bcdef".charAt(kernels++));
        stored.experiment(base, candidate, 1.3);
        return site.database()
                .read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                        .param(candidate)
                        .query(Long.class)
                        .single());
    }

    /** The path of a report that was drafted from the regression's page. */
    private static String draft(long regression) {
        return Visitor.leads(
                ann.post("/regressions/" + regression, "/regressions/" + regression + "/report", Map.of()));
    }

    private static HttpResponse<String> act(Visitor who, String path, String act, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("version", site.json(path + ".json").get("version").asString());
        return who.post(path, path + "/" + act, all);
    }

    @Test
    void fromTheRegressionsPageToTheMailboxWithAnApprovalInBetween() throws Exception {
        long regression = regression("debian:6.1.1");
        String path = draft(regression);

        assertThat(path).startsWith("/reports/");
        assertThat(site.get(path).body())
                .contains("hackbench.time +30.0% regression")
                .doesNotContain("Approve", "list@example.org");
        assertThat(ann.get(path).body())
                .contains("Approve", "list@example.org")
                .doesNotContain("<button>Send</button>");
        assertThat(Visitor.leads(act(ann, path, "approve", Map.of()))).isEqualTo(path);
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(Visitor.leads(act(ann, path, "send", Map.of()))).isEqualTo(path);

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(site.get(path + ".txt").body())
                .startsWith("Subject: [debian] 6.1.1: hackbench.time +30.0% regression");
        assertThat(site.json(path + ".json").get("state").asString()).isEqualTo("sent");
        assertThat(site.json(path + ".json").toString()).doesNotContain("list@example.org");
        assertThat(ann.get(path).body()).doesNotContain("<button>Discard</button>");
        assertThat(site.json("/regressions/" + regression + ".json")
                        .get("state")
                        .asString())
                .isEqualTo("reported");
        assertThat(new Audit(site.database()).newest(50).stream().map(Audit.Entry::action))
                .contains("report.draft", "report.approve", "report.send");
    }

    @Test
    void whoHasNotSeenTheNewestTextDoesNotApproveIt() {
        String path = draft(regression("debian:6.1.2"));

        assertThat(Visitor.leads(act(
                        ann,
                        path,
                        "edit",
                        Map.of("subject", "mine", "body", "text <b>of</b> mine\r\nsecond", "to", "a@b.org", "cc", ""))))
                .isEqualTo(path);
        HttpResponse<String> late = act(bob, path, "approve", Map.of("version", "1"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("was changed since you looked at it: ann (edited)");
        assertThat(site.get(path).body()).contains("text &lt;b&gt;of").doesNotContain("<b>of");
        assertThat(site.json(path + ".json").get("state").asString()).isEqualTo("draft");
    }

    @Test
    void whatMakesNoSenseIsNamedAndNothingIsStored() {
        String path = draft(regression("debian:6.1.3"));

        assertThat(act(ann, path, "edit", Map.of("body", "x".repeat(79))).statusCode())
                .isEqualTo(400);
        assertThat(act(ann, path, "edit", Map.of("subject", "a\nBcc: b@c.de")).statusCode())
                .isEqualTo(400);
        assertThat(act(ann, path, "edit", Map.of("to", "nobody")).body()).contains("is no mail address");
        assertThat(act(ann, path, "send", Map.of()).body()).contains("approve it first");
        assertThat(act(ann, path, "discard", Map.of("version", "x")).statusCode())
                .isEqualTo(400);
        assertThat(ann.post(path, "/reports/999999/approve", Map.of("version", "1"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(site.get("/reports/999999").statusCode()).isEqualTo(404);
        assertThat(site.get("/reports/999999.txt").statusCode()).isEqualTo(404);
        assertThat(site.get("/reports?state=odd").statusCode()).isEqualTo(400);
        assertThat(site.json(path + ".json").get("version").asInt()).isOne();
        assertThat(ann.post(path + "/approve", Map.of("version", "1"), "forged").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aDigestIsDraftedFromThePageAndByAProgramOnceAWeek() {
        String path = Visitor.leads(ann.post("/reports", "/reports/digest", Map.of("week", "2026-W03")));
        HttpResponse<String> same = api("OPERATOR", "/reports/digest", "{\"week\": \"2026-W03\"}");
        HttpResponse<String> other =
                api("OPERATOR", "/reports/digest", "{\"week\": \"2026-W04\", \"to\": [\"a@b.org\"]}");

        assertThat(path).matches("/reports/[0-9]+");
        assertThat(site.get(path + ".txt").body()).contains("2026-W03");
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(same.headers().firstValue("Location")).contains("/api/v1" + path);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(JsonMapper.shared().readTree(other.body()).get("to").get(0).asString())
                .isEqualTo("a@b.org");
        for (String week : List.of(
                "last",
                "2026-W54",
                "2099-W01",
                LocalDate.now(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ISO_WEEK_DATE)
                        .replaceFirst("-[0-9]Z?$", ""))) {
            assertThat(api("OPERATOR", "/reports/digest", "{\"week\": \"" + week + "\"}")
                            .statusCode())
                    .as(week)
                    .isEqualTo(400);
        }
        assertThat(Visitor.leads(ann.post("/reports", "/reports/digest", Map.of("week", ""))))
                .as("the last week that is over")
                .matches("/reports/[0-9]+");
    }

    @Test
    void programsDoTheSameOverTheApi() {
        long regression = regression(Stored.HOSTILE);
        HttpResponse<String> made =
                api("OPERATOR", "/regressions/" + regression + "/report", "{\"to\": [\"a@b.org\"]}");

        assertThat(made.statusCode()).isEqualTo(201);
        String path = made.headers().firstValue("Location").orElseThrow();
        JsonNode report = JsonMapper.shared().readTree(made.body());
        assertThat(report.get("to").get(0).asString()).isEqualTo("a@b.org");
        assertThat(api("OPERATOR", "/regressions/" + regression + "/report", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("VIEWER", path.substring(7) + "/approve", "{\"version\": 1}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api("OPERATOR", path.substring(7) + "/approve", "{\"version\": 7}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(api("OPERATOR", path.substring(7) + "/edit", "{\"version\": 1, \"subject\": \"other\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("OPERATOR", path.substring(7) + "/approve", "{\"version\": 2}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("OPERATOR", path.substring(7) + "/discard", "{\"version\": 3}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.json(path).has("to")).isFalse();
        assertThat(site.json(path).get("subject").asString()).isEqualTo("other");
        assertThat(site.json("/api/v1/reports?state=discarded&limit=1")
                        .get("items")
                        .size())
                .isOne();
        assertThat(api("OPERATOR", "/regressions/999999/report", "{}").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> api(String role, String path, String body) {
        return site.send(HttpRequest.newBuilder(site.at("/api/v1" + path))
                .header("Authorization", "Bearer token of " + role)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
