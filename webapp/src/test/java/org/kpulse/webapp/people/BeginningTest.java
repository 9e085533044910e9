package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From two commits of a real tree, named on a page or by a program, to a stored bisection. */
class BeginningTest {

    @TempDir
    static Path home;

    private static Site site;
    private static Visitor ann;
    private static String first;
    private static String last;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        TinyTree tree = new TinyTree(home.resolve("tree"));
        first = tree.commit("one");
        tree.commit("two");
        tree.commit("three");
        last = tree.commit("four");
        site = Site.open(home, Map.of("trees.tiny", tree.directory().toString(), "bisect.budget", "40boots"));
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
        ann = Visitor.operator(site, "ann");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static HttpResponse<String> api(String body) {
        return site.send(HttpRequest.newBuilder(site.at("/api/v1/bisections"))
                .header("Authorization", "Bearer token of OPERATOR")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void aFormBeginsABisectionAndTheSameOneOnlyOnce() {
        Map<String, String> form = Map.of(
                "tree", "tiny", "good", first, "benchmark", "syscall-latency", "metric", "pipe-self", "change", "1.5");

        String page = Visitor.leads(ann.post("/bisections", "/bisections", form));
        HttpResponse<String> again = ann.post("/bisections", "/bisections", form);

        assertThat(page).matches("/bisections/[0-9]+");
        JsonNode stored = site.json(page + ".json");
        assertThat(stored.get("good").get(0).asString()).isEqualTo(first);
        assertThat(stored.get("bad").asString()).isEqualTo(last);
        assertThat(site.get(page).body()).contains("syscall-latency/pipe-self");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("seeks the same and is not over");
        String id = page.replaceFirst(".*/", "");
        assertThat(new Audit(site.database()).newest(20))
                .anyMatch(
                        e -> e.action().equals("bisection.start") && e.subject().startsWith(id + ": "));
    }

    @Test
    void aProgramBeginsASearchForATest() {
        HttpResponse<String> made = api("{\"range\": {\"tree\": \"tiny\", \"good\": \"" + first
                + "\", \"bad\": \"master\"}, \"sought\": {\"test\": \"signals/peeksiginfo\","
                + " \"platforms\": \"qemu-instructions\"}, \"limits\": {\"confidence\": 0.99, \"budget\": \"2h\"}}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode bisection = JsonMapper.shared().readTree(made.body());
        assertThat(bisection.get("state").asString()).isEqualTo("running");
        assertThat(made.body()).contains("signals/peeksiginfo", last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "~good~: ~FIRST~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | tree",
                "~tree~: ~/etc~, ~good~: ~FIRST~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | known: tiny",
                "~tree~: ~.~, ~good~: ~FIRST~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | known: tiny",
                "~tree~: ~tiny~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | good",
                "~tree~: ~tiny~, ~good~: ~--all~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | no commit --all",
                "~tree~: ~tiny~, ~good~: ~FIRST~, ~bad~: ~mas\\tter~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | is no revision",
                "~tree~: ~tiny~, ~good~: ~FIRST~, ~path~: ~/~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | relative to the top",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~benchmark~: ~syscall-latency~, ~crash~: false | a metric, a crash or a test",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~benchmark~: ~syscall-latency~, ~crash~: ~perhaps~ | true or false",
                "~tree~: ~tiny~, ~good~: ~master~ | ~benchmark~: ~hackbench-pipe-thread~, ~crash~: ~on~ | good",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~benchmark~: ~no-such~, ~crash~: ~on~ | no-such",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~benchmark~: ~syscall-latency~ | a metric, a crash or a test",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~benchmark~: ~syscall-latency~, ~metric~: ~no-such~ | no-such",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~test~: ~no-such/test~ | no-such/test",
                "~tree~: ~tiny~, ~good~: ~FIRST~ | ~test~: ~signals/peeksiginfo~, ~platforms~: ~moon~ | moon",
            })
    void whatMakesNoSenseIsRefusedByName(String range, String sought, String named) {
        String body = "{~range~: {" + range + "}, ~sought~: {" + sought + "}}";
        int before = site.json("/api/v1/bisections").get("items").size();

        HttpResponse<String> answer = api(body.replace("FIRST", first).replace('~', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(named, "\"code\":");
        assertThat(site.json("/api/v1/bisections").get("items").size()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"change, lots", "confidence, 2", "confidence, NaN", "budget, forever", "change, -1"})
    void aLimitThatIsNoneIsRefused(String name, String value) {
        HttpResponse<String> answer = api(("{~range~: {~tree~: ~tiny~, ~good~: ~" + first
                        + "~}, ~sought~: {~test~: ~signals/peeksiginfo~}, ~limits~: {~" + name + "~: ~" + value + "~}}")
                .replace('~', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(value);
    }

    @Test
    void aBodyWithoutItsPartsIsRefusedByName() {
        assertThat(api("{}").body()).contains("range");
        assertThat(api("{\"range\": {}}").body()).contains("sought");
    }
}
