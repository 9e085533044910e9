package org.kpulse.webapp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.people.Accounts;
import tools.jackson.databind.json.JsonMapper;

/** Runs that were made elsewhere. */
class SubmittedResultsTest {

    static final String HEAD =
            ("{'kernel':{'ref':'release:6.12.3','release':'6.12.3','architecture':'x86_64','image_sha256':'"
                            + "a".repeat(64)
                            + "'},'platform':{'name':'rack-7','kind':'time','architecture':'x86_64','acceleration':'none','cpus':64,'memory_mib':262144,"
                            + "'processor':'EPYC'},'benchmarks':[{'name':'tbench','recipe_sha256':'" + "b".repeat(64)
                            + "','metrics':[{'name':'rate','unit':'MB/s','direction':'higher'}]}],'run':{'seed':1,'started':'2026-11-01T10:00:00Z',"
                            + "'total_seconds':61.5,'kernel_command_line':'root=/dev/sda','machine':'rack-7-3','host_processor':'EPYC','sent_by':'lab'}}")
                    .replace('\'', '"');

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String sample(int iteration, String value) {
        return "{\"benchmark\":\"tbench\",\"metric\":\"rate\",\"iteration\":" + iteration + ",\"value\":" + value + "}";
    }

    private static HttpResponse<String> send(String key, String body) {
        return send(key, body, "OPERATOR");
    }

    private static HttpResponse<String> send(String key, String body, String role) {
        return site.send(HttpRequest.newBuilder(site.at("/api/v1/results"))
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", key)
                .header("Authorization", "Bearer token of " + role)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static long runs() {
        return site.database()
                .read(jdbc ->
                        jdbc.sql("SELECT count(*) FROM run").query(Long.class).single());
    }

    private static void refused(String key, String body, int status, String code, String sentence) {
        long before = runs();
        HttpResponse<String> answer = send(key, body);

        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("code").asString())
                .isEqualTo(code);
        assertThat(answer.body()).contains(sentence);
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    void aRunFromOutsideIsStoredWholeAndIsSeenLikeAnyOther() {
        HttpResponse<String> answer = send("first", HEAD + "\n" + sample(0, "812.5") + "\n" + sample(1, "815") + "\n");

        assertThat(answer.statusCode()).isEqualTo(201);
        String run = answer.headers().firstValue("Location").orElseThrow();
        assertThat(site.get(run + "/samples").body()).isEqualTo("""
                        {"benchmark":"tbench","metric":"rate","unit":"MB/s","iteration":0,"value":812.5}
                        {"benchmark":"tbench","metric":"rate","unit":"MB/s","iteration":1,"value":815.0}
                        """);
        assertThat(site.json(run).get("run").get("kernel").asString()).isEqualTo("release:6.12.3");
        assertThat(site.get("/series/tbench/rate/rack-7").statusCode()).isEqualTo(200);
    }

    @Test
    void theSameKeyStoresOnceAlsoWhenSentTwiceAtOnce() throws Exception {
        String body = HEAD + "\n" + sample(0, "1");
        long before = runs();
        ExecutorService two = Executors.newFixedThreadPool(4);
        List<Future<HttpResponse<String>>> answers = IntStream.range(0, 8)
                .mapToObj(i -> two.submit(() -> send("twice", body)))
                .toList();
        List<Integer> statuses = new java.util.ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        two.shutdown();

        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(runs()).isEqualTo(before + 1);
        refused("twice", body + "\n" + sample(1, "2"), 409, "conflict", "another body");
    }

    @Test
    void aLineThatMakesNoSenseIsNamedAndNothingIsStored() {
        refused("bad", "", 400, "bad-line", "Line 1:");
        refused("bad", "{", 400, "bad-line", "Line 1:");
        refused("bad", "null\n", 400, "bad-line", "Line 1:");
        refused("bad", HEAD, 400, "bad-line", "Line 2: a run has at least one sample");
        refused("bad", HEAD + "\n" + sample(0, "1") + "\n{\"benchmark\":", 400, "bad-line", "Line 3:");
        refused("bad", HEAD + "\n" + sample(0, "-1"), 400, "bad-line", "Line 2: sample of tbench/rate");
        refused("bad", HEAD + "\n" + sample(0, "NaN"), 400, "bad-line", "Line 2:");
        refused("bad", HEAD + "\n" + sample(-1, "1"), 400, "bad-line", "Line 2:");
        refused("bad", HEAD + "\n" + sample(0, "1").replace("rate", "odd"), 400, "bad-line", "no metric tbench/odd");
        refused("bad", HEAD + "\n" + sample(0, "1").replace("value", "valve"), 400, "bad-line", "'value'");
        refused(
                "bad",
                HEAD.replace("'time'", "").replace("\"time\"", "\"day\"") + "\n" + sample(0, "1"),
                400,
                "bad-line",
                "platform.kind");
        refused(
                "bad",
                HEAD.replace("rate", "kB/s") + "\n" + sample(0, "1"),
                400,
                "bad-line",
                "benchmarks.metrics.name");
        refused("bad", HEAD.replace("tbench", "..") + "\n" + sample(0, "1"), 400, "bad-line", "benchmarks.name");
        refused("bad", HEAD.replace("aaaa", "AAAA") + "\n" + sample(0, "1"), 400, "bad-line", "kernel.image_sha256");
        refused("bad", HEAD + "\n" + sample(0, "1") + "\n" + sample(0, "2"), 400, "bad-line", "Two samples");
    }

    @Test
    void aBodyOverTheLimitsIsRefused() {
        refused("large", "{\"kernel\":\"" + "x".repeat(SubmissionReader.MOST_LINE), 400, "bad-line", "longer than");
        refused("empty", HEAD + "\n".repeat(SubmissionReader.MOST_SAMPLES + 2), 413, "too-large", "empty lines");
        refused(
                "many",
                HEAD + "\n"
                        + IntStream.rangeClosed(0, SubmissionReader.MOST_SAMPLES)
                                .mapToObj(i -> sample(i, "1"))
                                .collect(Collectors.joining("\n")),
                413,
                "too-large",
                "at most");
    }

    @Test
    void aKeyIsNeededAndAViewerMayNot() {
        assertThat(send("viewer", HEAD + "\n" + sample(0, "1"), "VIEWER").statusCode())
                .isEqualTo(403);
        assertThat(site.send(HttpRequest.newBuilder(site.at("/api/v1/results"))
                                .header("Content-Type", "application/x-ndjson")
                                .header("Authorization", "Bearer token of OPERATOR")
                                .POST(HttpRequest.BodyPublishers.ofString(HEAD))
                                .build())
                        .statusCode())
                .isEqualTo(400);
        refused("with blank", HEAD, 400, "bad-parameter", "Idempotency-Key");
    }
}
