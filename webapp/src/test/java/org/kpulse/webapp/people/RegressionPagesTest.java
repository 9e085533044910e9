package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;

/** Regressions as everybody sees them and operators act on them; here because it signs in. */
class RegressionPagesTest {

    @TempDir
    static Path home;

    private static Site site;
    private static Stored stored;
    private static long base;
    private static Visitor ann;
    private static Visitor bob;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        stored = new Stored(site.database());
        base = stored.kernel("debian:6.1.0", 'a');
        ann = Visitor.operator(site, "ann");
        bob = Visitor.operator(site, "bob");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static long regression(String ref, char digit, double factor) {
        long candidate = stored.kernel(ref, digit);
        stored.experiment(base, candidate, factor);
        return site.database()
                .read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                        .param(candidate)
                        .query(Long.class)
                        .single());
    }

    private static int version(long id) {
        return site.json("/regressions/" + id + ".json").get("version").asInt();
    }

    private static HttpResponse<String> judge(Visitor who, long id, int version, Map<String, String> said) {
        Map<String, String> fields = new HashMap<>(said);
        fields.put("version", String.valueOf(version));
        return who.post("/regressions/" + id, "/regressions/" + id + "/judge", fields);
    }

    @Test
    void theLargestImpactIsFirstAndEachLeadsToItsPage() {
        long small = regression("debian:6.1.1", 'b', 1.1);
        long large = regression(Stored.HOSTILE, 'c', 1.6);

        JsonNode rows = site.json("/regressions.json").get("rows");
        double before = Double.MAX_VALUE;
        for (JsonNode row : rows) {
            assertThat(row.get("impact").asDouble()).isLessThanOrEqualTo(before);
            before = row.get("impact").asDouble();
        }
        assertThat(rows.valueStream().map(r -> r.get("id").asLong())).containsSubsequence(large, small);
        assertThat(site.get("/regressions").body())
                .contains("href=\"/regressions/" + large + "\"", "&lt;script&gt;")
                .doesNotContain("<script>alert");
        assertThat(site.get("/regressions.csv").body()).startsWith("id,state,impact,candidate,base,metrics");
        assertThat(site.get("/").body()).contains("href=\"/regressions/" + large + "\"");
    }

    @Test
    void aPageShowsWhatMovedWithItsIntervalAndItsHistory() {
        long id = regression("debian:6.1.2'; rm -rf /", 'd', 1.3);

        String page = site.get("/regressions/" + id).body();

        assertThat(page)
                .contains("hackbench", "class=\"chart interval regression\"", "detected", "called", "3 + 3")
                .contains(
                        "kpulse run --base debian:6.1.0 --candidate &#39;debian:6.1.2&#39;\\&#39;&#39;; rm -rf /&#39;")
                .doesNotContain("Say what it is");
        assertThat(site.get("/regressions/" + id + "/metrics.csv").body()).contains("qemu-time,hackbench,time,");
        assertThat(site.json("/regressions/" + id + "/history.json")
                        .get("rows")
                        .get(0)
                        .get("who")
                        .asString())
                .isEqualTo("Kpulse");
        assertThat(site.json("/regressions/" + id + ".json").get("calls").size())
                .isEqualTo(1);
        assertThat(ann.get("/regressions/" + id).body()).contains("Say what it is", "name=\"_csrf\"");
    }

    @Test
    void aVerdictClosesItWithANoteAndIsAudited() {
        long id = regression("debian:6.1.3", 'e', 1.3);

        HttpResponse<String> answer =
                judge(ann, id, version(id), Map.of("verdict", "noise", "note", "host <b>busy</b>"));

        assertThat(Visitor.leads(answer)).isEqualTo("/regressions/" + id);
        assertThat(site.get("/regressions/" + id).body())
                .contains("Regression " + id + ": noise", "host &lt;b&gt;busy")
                .doesNotContain("<b>busy");
        assertThat(site.json("/regressions.json")
                        .get("rows")
                        .valueStream()
                        .map(r -> r.get("id").asLong()))
                .doesNotContain(id);
        assertThat(site.json("/regressions.json?state=noise")
                        .get("rows")
                        .valueStream()
                        .map(r -> r.get("id").asLong()))
                .contains(id);
        assertThat(site.get("/").body()).doesNotContain("\"/regressions/" + id + "\"");
        assertThat(new Audit(site.database()).newest(50))
                .anyMatch(e -> e.who().equals("ann")
                        && e.action().equals("regression.noise")
                        && e.subject().equals(String.valueOf(id)));
        JsonNode judged = site.json("/about/error-rate/judged.json").get("rows");
        assertThat(judged.get(0).get("noise").asLong()).isPositive();
        assertThat(site.get("/about/error-rate").body()).contains("False alarms that people found");
    }

    @Test
    void itsKernelsAreAskedForOnceMoreByTheSuiteThatCalledIt() {
        long id = regression("debian:6.1.10", '1', 1.3);
        String version = String.valueOf(version(id));
        String path = "/regressions/" + id + "/again";

        HttpResponse<String> late = ann.post("/regressions/" + id, path, Map.of("version", "0"));
        HttpResponse<String> asked = ann.post("/regressions/" + id, path, Map.of("version", version));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(Visitor.leads(asked)).isEqualTo("/queue");
        JsonNode rows = site.json("/queue/open.json").get("rows");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("candidate").asString()).isEqualTo("debian:6.1.10");
        assertThat(rows.get(0).get("base").asString()).isEqualTo("debian:6.1.0");
        assertThat(rows.get(0).get("suite").asString()).isEqualTo("smoke");
        assertThat(rows.get(0).get("platform").asString()).isEqualTo(Stored.PLATFORM);
        assertThat(rows.get(0).get("why").asString()).isEqualTo("regression " + id + " once more");
        assertThat(new Audit(site.database()).newest(50))
                .anyMatch(e -> e.action().equals("request.add"));
    }

    @Test
    void ofTwoWhoActAtOnceTheSecondIsToldAndNothingOfItsIsStored() {
        long id = regression("debian:6.1.4", 'f', 1.3);
        int seen = version(id);

        assertThat(judge(ann, id, seen, Map.of("verdict", "accepted")).statusCode())
                .isEqualTo(302);
        HttpResponse<String> late = judge(bob, id, seen, Map.of("verdict", "noise"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("was changed since you looked at it: ann (accepted)");
        assertThat(site.json("/regressions/" + id + ".json").get("state").asString())
                .isEqualTo("accepted");
        assertThat(judge(bob, id, version(id), Map.of("verdict", "reopen")).statusCode())
                .isEqualTo(302);
        assertThat(site.json("/regressions/" + id + ".json").get("state").asString())
                .isEqualTo("detected");
    }

    @Test
    void aDuplicateLeadsToTheOther() {
        long id = regression("debian:6.1.5", '5', 1.3);
        long other = regression("debian:6.1.6", '6', 1.3);

        assertThat(judge(ann, id, version(id), Map.of("verdict", "duplicate", "of", String.valueOf(other)))
                        .statusCode())
                .isEqualTo(302);

        assertThat(site.get("/regressions/" + id).body()).contains("href=\"/regressions/" + other + "\"");
        assertThat(site.get("/regressions/" + other).body()).contains("href=\"/regressions/" + id + "\"");
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        long id = regression("debian:6.1.7", '7', 1.3);

        assertThat(judge(ann, id, version(id), Map.of("verdict", "wrong")).body())
                .contains("&quot;verdict&quot;");
        assertThat(judge(ann, id, version(id), Map.of("verdict", "duplicate")).statusCode())
                .isEqualTo(400);
        assertThat(judge(ann, id, version(id), Map.of("verdict", "duplicate", "of", "x"))
                        .body())
                .contains("&quot;of&quot;");
        assertThat(judge(ann, id, version(id), Map.of("verdict", "noise", "note", "a\0b"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(judge(ann, id, version(id), Map.of("verdict", "duplicate", "of", "999999"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(site.get("/regressions?state=odd").statusCode()).isEqualTo(400);
        assertThat(site.get("/regressions/999999").statusCode()).isEqualTo(404);
        assertThat(site.get("/regressions/" + id + "/no-such.json").statusCode())
                .isEqualTo(404);
        assertThat(site.json("/regressions/" + id + ".json").get("state").asString())
                .isEqualTo("detected");
    }

    @Test
    void kernelsThatAreNoCommitsCannotBeBisectedAndThePageSaysWhy() {
        long id = regression("debian:6.1.8", '8', 1.3);

        HttpResponse<String> answer = ann.post(
                "/regressions/" + id, "/regressions/" + id + "/bisect", Map.of("version", String.valueOf(version(id))));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("No bisection was begun", "not two commits of one git tree");
        assertThat(ann.post("/regressions/" + id, "/regressions/" + id + "/bisect", Map.of("version", "99"))
                        .body())
                .contains("was changed since you looked at it");
    }

    @Test
    void withoutTheSecretOfTheFormNothingIsJudged() {
        long id = regression("debian:6.1.9", '9', 1.3);

        HttpResponse<String> answer = ann.post(
                "/regressions/" + id + "/judge",
                Map.of("verdict", "noise", "version", String.valueOf(version(id))),
                "forged");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(site.json("/regressions/" + id + ".json").get("state").asString())
                .isEqualTo("detected");
    }
}
