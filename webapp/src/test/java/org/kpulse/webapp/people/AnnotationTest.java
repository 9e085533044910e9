package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.platform.Platform;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class AnnotationTest {

    private static final String TIME = "/series/pipe/time/qemu-time";
    private static final String RATE = "/series/pipe/rate/qemu-time";
    private static final String HOSTILE = "<b>compiler</b> \u202echanged";

    @TempDir
    static Path home;

    private static Site site;
    private static Visitor ann;
    private static long first;
    private static long second;
    private static long elsewhere;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        History history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
        first = history.measured("debian:1", 10, 10.1);
        second = history.measured("debian:2", 10, 10.1);
        elsewhere = new History(site.database(), "qemu-other", Platform.Kind.TIME).measured("debian:3", 1, 1.1);
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
        ann = Visitor.operator(site, "ann");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static HttpResponse<String> annotate(long kernel, String text, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("kernel", String.valueOf(kernel));
        fields.put("text", text);
        return ann.post(TIME, TIME + "/annotate", fields);
    }

    /** As a program of an operator. */
    private static HttpResponse<String> post(String path, String body) {
        return site.send(HttpRequest.newBuilder(site.at(path))
                .header("Authorization", "Bearer token of OPERATOR")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String said(String path, long kernel) {
        for (JsonNode row : site.json(path + ".json").get("rows")) {
            if (row.get("kernel_id").asLong() == kernel) {
                return row.get("annotations").isNull()
                        ? ""
                        : row.get("annotations").asString();
            }
        }
        throw new AssertionError("no kernel " + kernel);
    }

    private static long noted() {
        return site.database()
                .read(jdbc -> jdbc.sql("SELECT count(*) FROM audit WHERE action = 'series.annotate'")
                        .query(Long.class)
                        .single());
    }

    @Test
    void whatAnOperatorSaysIsMarkedWithWhoAndWhenEscapedAndNoted() {
        HttpResponse<String> answer = annotate(second, HOSTILE, Map.of("pin", String.valueOf(second)));

        assertThat(Visitor.leads(answer)).isEqualTo(TIME + "?pin=" + second);
        assertThat(said(TIME, second)).contains(HOSTILE + " (ann, 20");
        assertThat(said(RATE, second)).as("of one metric only").doesNotContain("compiler");
        assertThat(site.get(TIME + "?pin=" + second).body())
                .contains("class=\"mark annotation\"", "; ✎ ", "&lt;b&gt;compiler&lt;/b&gt; [U+202E]changed (ann, 20")
                .doesNotContain("<b>compiler", "\u202e");
        assertThat(new Audit(site.database()).newest(10))
                .anyMatch(e -> e.action().equals("series.annotate")
                        && e.who().equals("ann")
                        && e.subject().equals("pipe/time on qemu-time, kernel " + second));
    }

    @Test
    void oneOfEveryMetricIsShownWithAllOfThePlatform() {
        annotate(first, "new host", Map.of("every", "yes"));

        assertThat(said(TIME, first)).contains("new host (ann, ");
        assertThat(said(RATE, first)).contains("new host (ann, ");
    }

    @Test
    void theSameIsSaidOnlyOnceAndWhatIsNotStoredIsNotNoted() {
        annotate(first, "twice", Map.of());
        long before = noted();

        assertThat(annotate(first, " twice ", Map.of()).statusCode()).isEqualTo(409);
        assertThat(said(TIME, first).split("twice", -1)).hasSize(2);
        assertThat(noted()).isEqualTo(before);
        assertThat(annotate(first, "twice", Map.of("every", "yes")).statusCode())
                .isEqualTo(302);
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        assertThat(annotate(first, "a\tb", Map.of()).body()).contains("Parameter &quot;text&quot;");
        assertThat(annotate(first, "x".repeat(501), Map.of()).statusCode()).isEqualTo(400);
        assertThat(annotate(first, " ", Map.of()).statusCode()).isEqualTo(400);
        assertThat(annotate(elsewhere, "not here", Map.of()).body()).contains("Parameter &quot;kernel&quot;");
        assertThat(annotate(999_999, "not there", Map.of()).statusCode()).isEqualTo(400);
        assertThat(ann.post(TIME, "/series/pipe/no/qemu-time/annotate", Map.of("kernel", "1", "text", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(annotate(first, "é".repeat(500), Map.of()).statusCode()).isEqualTo(302);
    }

    @Test
    void anAnnotationIsNeverChanged() {
        annotate(second, "kept", Map.of());

        for (String change : new String[] {"UPDATE annotation SET text = 'x'", "DELETE FROM annotation"}) {
            assertThatThrownBy(
                            () -> site.database().write(jdbc -> jdbc.sql(change).update()))
                    .hasMessageContaining("is refused");
        }
    }

    @Test
    void oneThatIsWithdrawnIsShownNoLongerButStaysStoredWithWhoTookItBack() {
        annotate(second, "mistaken", Map.of());
        Visitor bob = Visitor.operator(site, "bob");
        long id = site.json("/api/v1/annotations?limit=1")
                .get("items")
                .get(0)
                .get("id")
                .asLong();
        String withdraw = TIME + "/annotations/" + id + "/withdraw";
        assertThat(ann.get(TIME).body()).contains("action=\"" + withdraw + "\"", "debian:2: mistaken (ann, 20");

        HttpResponse<String> answer = bob.post(TIME, withdraw, Map.of("pin", String.valueOf(second)));

        assertThat(Visitor.leads(answer)).isEqualTo(TIME + "?pin=" + second);
        assertThat(said(TIME, second)).doesNotContain("mistaken");
        assertThat(ann.get(TIME).body()).doesNotContain("mistaken", withdraw);
        JsonNode stored = site.json("/api/v1/annotations/" + id);
        assertThat(stored.get("text").asString()).isEqualTo("mistaken");
        assertThat(stored.get("who").asString()).isEqualTo("ann");
        assertThat(stored.get("withdrawn").get("who").asString()).isEqualTo("bob");
        assertThat(new Audit(site.database()).newest(10))
                .anyMatch(e -> e.action().equals("series.withdraw")
                        && e.who().equals("bob")
                        && e.subject().equals("annotation " + id + " of kernel " + second));
        assertThat(bob.post(TIME, withdraw, Map.of()).statusCode()).isEqualTo(409);
        assertThat(bob.post(TIME, TIME + "/annotations/999999/withdraw", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void programsAnnotateAndWithdrawAsPeopleDo() {
        String body = "{\"benchmark\": \"pipe\", \"metric\": \"time\", \"platform\": \"qemu-time\", \"kernel\": "
                + first + ", \"text\": \"by a program\"}";

        HttpResponse<String> added = post("/api/v1/annotations", body);

        assertThat(added.statusCode()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow();
        JsonNode one = site.json(path);
        assertThat(one.get("of").get("metric").asString()).isEqualTo("time");
        assertThat(one.get("kernel").asString()).isEqualTo("debian:1");
        assertThat(one.get("withdrawn").isNull()).isTrue();
        assertThat(said(TIME, first)).contains("by a program");
        assertThat(post("/api/v1/annotations", body).statusCode()).isEqualTo(409);
        assertThat(post("/api/v1/annotations", "{\"kernel\": 1}").body()).contains("benchmark");
        assertThat(post(path + "/withdraw", "").statusCode()).isEqualTo(200);
        assertThat(said(TIME, first)).doesNotContain("by a program");
    }

    @Test
    void onlyOperatorsFindTheForm() {
        assertThat(site.get(TIME).body()).doesNotContain("/annotate");
        assertThat(ann.get(TIME).body()).contains("action=\"" + TIME + "/annotate\"");
    }
}
