package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kpulse.harness.report.Schemas.errors;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aReportWithFailedRunsZeroBaseAndMissingMetricsIsAsTheSchemaSays() throws IOException {
        assertThat(errors("run.schema.json", RunJson.of(Reports.full()))).isEmpty();
    }

    @Test
    void aReportOfSingleBootsIsAsTheSchemaSays() throws IOException {
        RunReport report = Reports.report(Reports.part(
                Reports.comparison(
                        Reports.TIME, Reports.metric("b", "m", Reports.around(1, 0, 1), Reports.around(2, 0, 1))),
                Reports.run(1, Role.BASE, 0, 0, RunState.FINISHED)));

        Map<String, ?> object = RunJson.of(report);

        assertThat(errors("run.schema.json", object)).isEmpty();
        JsonNode metric = JSON.valueToTree(object).at("/platforms/0/metrics/0");
        for (String empty : List.of("/ci95", "/p", "/q", "/mde_percent", "/base/cv_percent")) {
            assertThat(metric.at(empty).isNull()).as(empty).isTrue();
        }
        assertThat(metric.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void aReportWhereNothingWasMeasuredIsAsTheSchemaSaysAndHasNoIndex() throws IOException {
        Map<String, ?> object = RunJson.of(Reports.report(Reports.part(Reports.comparison(Reports.TIME))));

        assertThat(errors("run.schema.json", object)).isEmpty();
        assertThat(JSON.valueToTree(object).at("/platforms/0/index").isNull()).isTrue();
    }

    @Test
    void aComparisonIsAsTheSchemaSays() throws IOException {
        Map<String, ?> object =
                RunJson.of(Reports.BASE, Reports.CANDIDATE, List.of(Reports.part(Reports.everything())));

        assertThat(errors("compare.schema.json", object)).isEmpty();
    }

    @Test
    void theFunctionsUnderAChangedMetricAreAsTheSchemaSays() throws IOException {
        Map<String, ?> object = RunJson.of(Reports.BASE, Reports.CANDIDATE, List.of(Moved.part()));

        assertThat(errors("compare.schema.json", object)).isEmpty();
        JsonNode metrics = JSON.valueToTree(object).at("/platforms/0/metrics");
        assertThat(metrics.at("/0/moved/0/function").asString()).isEqualTo("pipe_write");
        assertThat(metrics.at("/1/moved").isNull())
                .as("nothing is told of what did not change")
                .isTrue();
    }

    @Test
    void theBaseOfAnIndexIsTheReferenceOfTheBaseKernel() {
        JsonNode index = JSON.valueToTree(RunJson.of(Reports.full())).at("/platforms/0/index");

        assertThat(index.path("base").asString()).isEqualTo(Reports.BASE.ref());
        assertThat(index.path("ci95").isNull())
                .as("one metric has a single boot, so that there is no interval")
                .isTrue();
    }

    @Test
    void whatDiffersBesidesTheKernelIsSaid() {
        JsonNode platform = JSON.valueToTree(RunJson.of(Reports.full())).at("/platforms/0");

        assertThat(platform.path("provenance_warnings").get(0).asString()).contains("guest image");
    }

    @Test
    void anotherKeyOrAMissingOneIsRefused() throws IOException {
        Map<String, Object> more = new LinkedHashMap<>(RunJson.of(Reports.full()));
        more.put("surprise", 1);
        Map<String, Object> less = new LinkedHashMap<>(RunJson.of(Reports.full()));
        less.remove("page");

        assertThat(errors("run.schema.json", more)).hasSize(1);
        assertThat(errors("run.schema.json", less)).hasSize(1);
    }

    @Test
    void everyPropertyIsDescribedAndNoObjectTakesOthers() throws IOException {
        for (String file : List.of("run.schema.json", "compare.schema.json")) {
            List<String> wrong = new ArrayList<>();
            walk(file, JSON.readTree(Files.readString(Schemas.DOCS.resolve(file))), wrong);
            assertThat(wrong).isEmpty();
        }
    }

    private static void walk(String where, JsonNode node, List<String> wrong) {
        JsonNode properties = node.path("properties");
        if (properties.isObject() && !node.path("additionalProperties").isBoolean()) {
            wrong.add(where + " takes other properties");
        }
        properties.properties().forEach(each -> {
            JsonNode referred = each.getValue();
            if (!referred.has("description") && !referred.has("$ref")) {
                wrong.add(where + "/" + each.getKey() + " is not described");
            }
        });
        node.properties().forEach(each -> walk(where + "/" + each.getKey(), each.getValue(), wrong));
    }

    @Test
    void whatBothSchemasHaveIsTheSameInBoth() throws IOException {
        JsonNode run = JSON.readTree(Files.readString(Schemas.DOCS.resolve("run.schema.json")))
                .path("$defs");
        JsonNode compare = JSON.readTree(Files.readString(Schemas.DOCS.resolve("compare.schema.json")))
                .path("$defs");
        for (String shared : List.of("kernel", "side", "metric", "index")) {
            assertThat(run.path(shared)).as(shared).isEqualTo(compare.path(shared));
        }
    }
}
