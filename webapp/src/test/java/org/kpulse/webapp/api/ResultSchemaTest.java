package org.kpulse.webapp.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.people.Accounts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ResultSchemaTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SAMPLE = """
            {"benchmark":"tbench","metric":"rate","iteration":0,"value":812.5}""";

    @TempDir
    Path home;

    /** One way to spoil a field. */
    private record Change(String name, BiConsumer<ObjectNode, String> to) {}

    private static final List<Change> CHANGES = List.of(
            new Change("gone", ObjectNode::remove),
            new Change("null", ObjectNode::putNull),
            new Change("empty", (object, field) -> object.put(field, "")),
            new Change("negative", (object, field) -> object.put(field, -1)),
            new Change("list", ObjectNode::putArray),
            new Change("misspelt", (object, field) -> object.set(field + "_", object.remove(field))),
            new Change("more", (object, field) -> object.put("unheard_of", 1)));

    @Test
    void theServerTakesWhatTheSchemaAllowsAndNothingElse() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "result.schema.json")), InputFormat.JSON);
        List<String> wrong = new ArrayList<>();
        int allowed = 0;
        int refused = 0;
        try (Site site = Site.open(home)) {
            Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
            for (List<String> lines : bodies()) {
                boolean valid = lines.stream()
                        .allMatch(line -> schema.validate(JSON.readTree(line)).isEmpty());
                String body = String.join("\n", lines);
                HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/api/v1/results"))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Idempotency-Key", "key-" + allowed + "-" + refused)
                        .header("Authorization", "Bearer token of OPERATOR")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
                if (answer.statusCode() / 100 != (valid ? 2 : 4)) {
                    wrong.add((valid ? "allowed: " : "not allowed: ") + answer.statusCode() + " " + body);
                }
                allowed += valid ? 1 : 0;
                refused += valid ? 0 : 1;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(allowed).isGreaterThan(1);
        assertThat(refused).isGreaterThan(150);
    }

    /** Head and sample as they should be, and with each field of each object spoilt in each way. */
    private static List<List<String>> bodies() {
        List<List<String>> bodies = new ArrayList<>();
        bodies.add(List.of(SubmittedResultsTest.HEAD, SAMPLE));
        for (String at : List.of("", "/kernel", "/platform", "/benchmarks/0", "/benchmarks/0/metrics/0", "/run")) {
            spoilt(SubmittedResultsTest.HEAD, at).forEach(head -> bodies.add(List.of(head, SAMPLE)));
        }
        spoilt(SAMPLE, "").forEach(sample -> bodies.add(List.of(SubmittedResultsTest.HEAD, sample)));
        return bodies;
    }

    private static List<String> spoilt(String line, String at) {
        List<String> spoilt = new ArrayList<>();
        for (String field : JSON.readTree(line).at(at).propertyNames()) {
            for (Change change : CHANGES) {
                JsonNode copy = JSON.readTree(line);
                change.to().accept((ObjectNode) copy.at(at), field);
                spoilt.add(copy.toString());
            }
        }
        return spoilt;
    }
}
