package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    void onlyOperatorsFindTheForm() {
        assertThat(site.get(TIME).body()).doesNotContain("/annotate");
        assertThat(ann.get(TIME).body()).contains("action=\"" + TIME + "/annotate\"");
    }
}
