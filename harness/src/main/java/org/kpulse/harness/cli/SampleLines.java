package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kpulse.harness.store.SampleExport;
import tools.jackson.databind.json.JsonMapper;

/** A sample as one line of CSV (RFC 4180) or JSON. Values are printed so that reading them gives the same double. */
final class SampleLines {

    static final String HEAD = "run,kernel,platform,benchmark,metric,unit,direction,boot,seed,iteration,value";

    private static final JsonMapper JSON = new JsonMapper();

    private final boolean json;

    SampleLines(boolean json) {
        this.json = json;
    }

    String line(SampleExport.ExportedSample sample) {
        return json ? JSON.writeValueAsString(object(sample)) : csv(sample);
    }

    private static Map<String, Object> object(SampleExport.ExportedSample sample) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("run", sample.runId());
        object.put("kernel", sample.kernel());
        object.put("platform", sample.platform());
        object.put("benchmark", sample.benchmark());
        object.put("metric", sample.metric());
        object.put("unit", sample.unit());
        object.put("direction", sample.direction());
        object.put("boot", sample.boot());
        object.put("seed", sample.seed());
        object.put("iteration", sample.iteration());
        object.put("value", sample.value());
        return object;
    }

    private static String csv(SampleExport.ExportedSample sample) {
        return List.copyOf(object(sample).values()).stream()
                .map(String::valueOf)
                .map(SampleLines::quoted)
                .collect(Collectors.joining(","));
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n].*") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }
}
