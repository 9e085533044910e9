package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people ask for on pages and through the API, in a real git tree; here because it signs in. */
class AskingTest {

    private static final int TOO_LARGE = 10_000_001;

    @TempDir
    static Path home;

    private static Site site;
    private static Visitor ann;
    private static String first;
    private static String second;
    private static String mailbox;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        TinyTree tree = new TinyTree(home.resolve("tree"));
        first = tree.commit("one");
        second = tree.commit("two");
        tree.commit("three");
        mailbox = tree.git("format-patch", "--stdout", "-1") + "\n";
        site = Site.open(
                home,
                Map.of(
                        "trees.tiny", tree.directory().toString(),
                        "run.platforms", "qemu-instructions",
                        "run.suite", "smoke"));
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
        ann = Visitor.operator(site, "ann");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static HttpResponse<String> api(String path, String type, String body) {
        return site.send(HttpRequest.newBuilder(site.at(path))
                .header("Authorization", "Bearer token of OPERATOR")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                .build());
    }

    private static JsonNode open(String candidate) {
        for (JsonNode row : site.json("/queue/open.json").get("rows")) {
            String it = row.get("candidate").asString();
            if (it.equals(candidate) || (candidate.endsWith(":") && it.startsWith(candidate))) {
                return row;
            }
        }
        throw new AssertionError("nothing is asked for " + candidate + ": "
                + site.get("/queue/open.json").body());
    }

    @Test
    void aFormAsksForAComparisonOfExactKernels() {
        HttpResponse<String> answer = ann.post(
                "/queue",
                "/queue",
                Map.of("base", "git:tiny#" + first, "candidate", "git:tiny#master~1", "boots", "3", "why", "to see"));

        assertThat(Visitor.leads(answer)).isEqualTo("/queue");
        JsonNode row = open("git:tiny#" + second);
        assertThat(row.get("base").asString()).isEqualTo("git:tiny#" + first);
        assertThat(row.get("platform").asString()).isEqualTo("qemu-instructions");
        assertThat(row.get("asked_by").asString()).isEqualTo("ann");
        assertThat(row.get("why").asString()).isEqualTo("to see");
        String id = row.get("request").asString();
        assertThat(new Audit(site.database()).newest(10))
                .anyMatch(e -> e.action().equals("request.add") && e.subject().startsWith(id + ": git:tiny#"));

        assertThat(Visitor.leads(ann.post("/queue", "/queue/cancel", Map.of("request", id))))
                .isEqualTo("/queue");
        assertThat(site.json("/queue/open.json")
                        .get("rows")
                        .valueStream()
                        .map(each -> each.get("request").asString()))
                .doesNotContain(id);
    }

    @Test
    void aProgramAsksAndTakesBack() {
        String body = "{\"base\": \"git:tiny#" + first + "\", \"candidate\": \"git:tiny#master\", \"bisect\": \"yes\"}";
        HttpResponse<String> made = api("/api/v1/requests", "application/json", body);

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode task = JsonMapper.shared().readTree(made.body()).get(0);
        String id = task.get("request").asString();
        assertThat(task.get("state").asString()).isEqualTo("QUEUED");
        assertThat(site.json("/api/v1/requests/" + id).get(0).get("request").asString())
                .isEqualTo(id);
        HttpResponse<String> back = api("/api/v1/requests/" + id + "/cancel", "application/json", "");
        assertThat(JsonMapper.shared().readTree(back.body()).get(0).get("state").asString())
                .isEqualTo("CANCELLED");
        assertThat(api("/api/v1/requests/999999/cancel", "application/json", "").statusCode())
                .isEqualTo(404);
        HttpResponse<String> late = api("/api/v1/requests/" + id + "/cancel", "application/json", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("has ended");
    }

    private static HttpResponse<String> keyed(String key, String boots) {
        String body = "{\"base\": \"git:tiny#" + second + "\", \"candidate\": \"git:tiny#" + first + "\", \"boots\": \""
                + boots + "\"}";
        return site.send(HttpRequest.newBuilder(site.at("/api/v1/requests"))
                .header("Authorization", "Bearer token of OPERATOR")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void whatIsSentTwiceWithOneKeyIsAskedForOnce() {
        HttpResponse<String> made = keyed("build-17", "4");
        HttpResponse<String> again = keyed("build-17", "4");
        HttpResponse<String> other = keyed("build-17", "5");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(made.headers().firstValue("Location"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("something else");
        assertThat(keyed("not visible", "4").statusCode()).isEqualTo(400);
    }

    @Test
    void aFormThatIsSentTwiceAsksOnce() {
        Matcher key = Pattern.compile("name=\"key\" value=\"([^\"]+)\"")
                .matcher(ann.get("/queue").body());
        assertThat(key.find()).isTrue();
        Map<String, String> form = Map.of(
                "base", "git:tiny#" + second, "candidate", "git:tiny#" + first, "boots", "7", "key", key.group(1));
        int before = site.json("/queue/open.json").get("rows").size();

        ann.post("/queue", "/queue", form);
        HttpResponse<String> again = ann.post("/queue", "/queue", form);

        assertThat(Visitor.leads(again)).isEqualTo("/queue");
        assertThat(site.json("/queue/open.json").get("rows").size()).isEqualTo(before + 1);
    }

    @Test
    void aSeriesIsAskedForFromAPageAndByAProgram() {
        HttpResponse<String> page = upload("box", mailbox, "git:tiny#" + second);
        assertThat(Visitor.leads(page)).isEqualTo("/queue");
        JsonNode row = open("git:tiny#" + second + "+patch:");
        assertThat(row.get("why").asString()).contains("three");

        HttpResponse<String> program = api(
                "/api/v1/requests/patch?base=" + URLEncoder.encode("git:tiny#" + second, StandardCharsets.UTF_8),
                "application/mbox",
                mailbox);
        assertThat(program.statusCode()).as(program.body()).isEqualTo(201);
        assertThat(program.body()).contains("+patch:");
    }

    private static HttpResponse<String> upload(String name, String content, String base) {
        Matcher field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(ann.get("/queue").body());
        assertThat(field.find()).isTrue();
        String body = "--part\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + field.group(1)
                + "\r\n--part\r\nContent-Disposition: form-data; name=\"base\"\r\n\r\n" + base
                + "\r\n--part\r\nContent-Disposition: form-data; name=\"mailbox\"; filename=\"" + name
                + "\"\r\n\r\n" + content + "\r\n--part--\r\n";
        return ann.send(HttpRequest.newBuilder(site.at("/queue/patch"))
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                .build());
    }

    @Test
    void aMailboxThatIsNoneOrTooLargeIsRefused() {
        HttpResponse<String> none = upload("box", "no mail at all", "git:tiny#" + second);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("mailbox");

        HttpResponse<String> large = api("/api/v1/requests/patch", "application/mbox", "x".repeat(TOO_LARGE));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("10 MB");

        HttpResponse<String> nothing = api("/queue/patch", "application/x-www-form-urlencoded", "base=x");
        assertThat(nothing.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | git:tiny#master | - | - | candidate",
                "git:tiny#master | - | - | - | base",
                "git:tiny#master | image:/etc/passwd | - | - | base",
                "git:/etc#master | git:tiny#master | - | - | candidate",
                "git:.#master | git:tiny#master | - | - | known: tiny",
                "git:tiny#master | git:tiny#master+patch:/etc/passwd | - | - | base",
                "git:tiny#master | nonsense | - | - | base",
                "git:tiny#master | git:nowhere#master | - | - | nowhere",
                "git:tiny#master | git:tiny#nothing | - | - | nothing",
                "git:tiny#master | git:tiny#master | no-suite | - | no-suite",
                "git:tiny#master | git:tiny#master | - | many | boots",
            })
    void whatMakesNoSenseIsRefusedByName(String candidate, String base, String suite, String boots, String named) {
        StringBuilder body = new StringBuilder();
        add(body, "base", base);
        add(body, "candidate", candidate);
        add(body, "suite", suite);
        add(body, "boots", boots);
        int before = site.json("/api/v1/requests").get("items").size();

        HttpResponse<String> answer = api("/api/v1/requests", "application/json", "{" + body + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(named, "\"code\":");
        assertThat(site.json("/api/v1/requests").get("items").size()).isEqualTo(before);
    }

    private static void add(StringBuilder body, String name, @Nullable String value) {
        if (value != null) {
            body.append(body.isEmpty() ? "" : ", ")
                    .append('"')
                    .append(name)
                    .append("\": \"")
                    .append(value)
                    .append('"');
        }
    }
}
