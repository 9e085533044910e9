package org.kpulse.webapp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;

class ReadingApiTest {

    @TempDir
    static Path home;

    private static Site site;
    private static long base;
    private static long candidate;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Stored stored = new Stored(site.database());
        base = stored.kernel("debian:1", 'a');
        candidate = stored.kernel(Stored.HOSTILE, 'b');
        stored.experiment(base, candidate, 1.2);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void aCursorGoesThroughAllRunsOnceWhileNewOnesAreStored() {
        List<Long> seen = new ArrayList<>();
        String path = "/api/v1/runs?limit=2";
        while (path != null) {
            HttpResponse<String> answer = site.get(path);
            JsonNode listing = site.json(path);
            listing.get("items").forEach(run -> seen.add(run.get("id").asLong()));
            path = answer.headers()
                    .firstValue("Link")
                    .map(link -> URI.create(link.replaceAll("^<|>; rel=\"next\"$", "")))
                    .map(uri -> uri.getRawPath() + "?" + uri.getRawQuery())
                    .orElse(null);
            assertThat(listing.get("next").isNull()).isEqualTo(path == null);
            assertThat(listing.get("items").size()).isLessThanOrEqualTo(2);
        }

        assertThat(seen).hasSize(6).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void filtersAreExactAndNamesComeAsTheyAre() {
        String kernel = java.net.URLEncoder.encode(Stored.HOSTILE, java.nio.charset.StandardCharsets.UTF_8);

        JsonNode runs =
                site.json("/api/v1/runs?state=FINISHED&kernel=" + kernel).get("items");

        assertThat(runs).hasSize(3).allMatch(run -> run.get("kernel").asString().equals(Stored.HOSTILE));
        assertThat(runs.get(0).get("started").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(site.json("/api/v1/kernels/" + candidate).get("image_sha256").asString())
                .isEqualTo("b".repeat(64));
    }

    @Test
    void whatNeverChangesIsNotSentTwice() {
        long run = site.json("/api/v1/runs").get("items").get(0).get("id").asLong();
        HttpResponse<String> first = site.get("/api/v1/runs/" + run);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = site.send(HttpRequest.newBuilder(site.at("/api/v1/runs/" + run))
                .header("If-None-Match", tag)
                .build());

        assertThat(first.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void everySampleIsALine() {
        long run = site.json("/api/v1/runs").get("items").get(0).get("id").asLong();

        HttpResponse<String> answer = site.get("/api/v1/runs/" + run + "/samples");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        assertThat(answer.body().lines())
                .hasSize(9)
                .allMatch(line -> line.matches("\\{\"benchmark\":\"hackbench\",\"metric\":.*\"value\":[0-9.E-]+}"));
    }

    @Test
    void aComparisonIsTheSameFrozenAndJudgedNow() {
        JsonNode listed = site.json("/api/v1/comparisons?candidate=" + candidate)
                .get("items")
                .get(0);
        JsonNode frozen = site.json("/api/v1/comparisons/" + listed.get("id").asLong());
        JsonNode now = site.json("/api/v1/compare?base=" + base + "&candidate=" + candidate);

        assertThat(listed.get("verdicts").get("REGRESSION").asInt()).isEqualTo(1);
        assertThat(frozen.get("metrics")).hasSize(3);
        assertThat(now.get("platforms").get(0).get("metrics")).hasSize(3);
    }

    @Test
    void whatMakesNoSenseIsAProblemWithACode() {
        for (String[] each : new String[][] {
            {"/api/v1/runs?limit=0", "bad-parameter", "limit"},
            {"/api/v1/runs?limit=501", "bad-parameter", "limit"},
            {"/api/v1/runs?cursor=%22", "bad-parameter", "cursor"},
            {"/api/v1/runs?cursor=YmVmb3JlIHg", "bad-parameter", "cursor"},
            {"/api/v1/runs?state=ODD", "bad-parameter", "state"},
            {"/api/v1/runs?kernel=%00", "bad-parameter", "kernel"},
            {"/api/v1/compare?base=1", "missing-parameter", "candidate"},
            {"/api/v1/compare?base=1&candidate=1", "bad-parameter", "candidate"},
            {"/api/v1/compare?base=999&candidate=1", "bad-parameter", "base"},
            {"/api/v1/kernels/x", "bad-parameter", "id"},
            {"/api/v1/runs/99999", "not-found", "run 99999"},
            {"/api/v1/runs/99999/samples", "not-found", "run 99999"},
            {"/api/v1/comparisons/99999", "not-found", "comparison 99999"},
            {"/api/v1/bisections/99999", "not-found", "bisection 99999"},
            {"/api/v1/nothing", "not-found", "no page"}
        }) {
            JsonNode problem = site.json(each[0]);
            assertThat(problem.get("code").asString()).as(each[0]).isEqualTo(each[1]);
            assertThat(problem.get("detail").asString()).as(each[0]).contains(each[2]);
        }
    }
}
