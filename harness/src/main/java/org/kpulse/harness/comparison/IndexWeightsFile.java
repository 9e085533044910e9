package org.kpulse.harness.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.index.WeightRule;
import org.kpulse.analysis.index.Weights;
import org.kpulse.harness.fault.UsageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code benchmarks/index-weights.yaml}: weights given by people, and the rule for all other benchmarks. */
public final class IndexWeightsFile {

    /** Its name in the directory of the recipes. */
    public static final String NAME = "index-weights.yaml";

    private IndexWeightsFile() {}

    /** The weights of this file; {@link UsageException} that names it when it is wrong. */
    public static Weights read(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            if (!root.isObject()) {
                throw new UsageException(file + ": rule and benchmarks are missing.");
            }
            Map<String, Double> byBenchmark = new HashMap<>();
            for (JsonNode entry : root.path("benchmarks")) {
                double weight = number(
                        entry,
                        "weight_per_metric",
                        file + ": benchmark " + entry.path("name").asString("without a name"));
                for (JsonNode recipe : entry.path("recipes")) {
                    if (byBenchmark.put(recipe.asString(), weight) != null) {
                        throw new UsageException(file + ": " + recipe.asString() + " has two weights.");
                    }
                }
            }
            JsonNode rule = root.path("rule");
            return new Weights(
                    Map.of(),
                    byBenchmark,
                    new WeightRule(
                            number(rule, "least_deviation_percent", file + ": rule"),
                            number(rule, "unknown_deviation_percent", file + ": rule"),
                            number(rule, "largest_share", file + ": rule")));
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no " + file + ", which says how the metrics weigh in the index.", e);
        } catch (IOException e) {
            throw new UsageException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        } catch (JacksonException e) {
            throw new UsageException(file + " is not YAML: " + e.getOriginalMessage() + ".", e);
        } catch (AnalysisException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }

    private static double number(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw new UsageException(where + ": " + key + " must be a number.");
        }
        return value.doubleValue();
    }
}
