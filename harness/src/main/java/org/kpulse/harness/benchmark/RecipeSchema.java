package org.kpulse.harness.benchmark;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.kpulse.harness.fault.Suggestion;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema of {@code benchmarks/}, packed into the jar, and its errors in our words. Where a rule is a pattern, the schema's
 * {@code title} beside it says in words what is expected.
 */
final class RecipeSchema {

    private final Schema schema;

    private RecipeSchema(Schema schema) {
        this.schema = schema;
    }

    /** {@code benchmarks/benchmark.schema.json}. */
    static RecipeSchema ofBenchmarks() {
        return load("benchmark.schema.json");
    }

    /** {@code benchmarks/suites.schema.json}. */
    static RecipeSchema ofSuites() {
        return load("suites.schema.json");
    }

    private static RecipeSchema load(String resource) {
        try (InputStream in = RecipeSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not packed beside " + RecipeSchema.class.getName());
            }
            return new RecipeSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the document that the schema does not allow. */
    List<RecipeError> check(RecipeDocument document) {
        List<RecipeError> errors = new ArrayList<>();
        for (Error each : schema.validate(document.root())) {
            String key = key(each.getInstanceLocation());
            if (each.getKeyword().equals("additionalProperties")) {
                errors.add(document.error(
                        RecipeDocument.child(key, each.getProperty()),
                        unknownKey(each.getProperty(), siblings(each).path("properties"))));
            } else {
                errors.add(document.error(key, message(each)));
            }
        }
        return errors;
    }

    private String message(Error error) {
        JsonNode rule = error.getSchemaNode();
        String found = " (found " + found(error.getInstanceNode()) + ")";
        return switch (error.getKeyword()) {
            case "required" -> "needs the key \"" + error.getProperty() + "\"";
            case "enum" -> "must be one of " + String.join(", ", words(rule)) + found + suggestion(error, words(rule));
            case "type" -> "must be " + types(rule) + found;
            case "pattern" ->
                "must be " + siblings(error).path("title").asString("text that matches " + rule.asString()) + found;
            case "minimum" -> "must be at least " + rule.asString() + found;
            case "maximum" -> "must be at most " + rule.asString() + found;
            case "minItems", "minLength", "minProperties" -> "must not be empty";
            case "maxItems", "maxLength" -> "is too long: at most " + rule.asString();
            case "exclusiveMinimum" -> "must be more than " + rule.asString() + found;
            default -> "breaks the rule \"" + error.getKeyword() + "\" of the schema" + found;
        };
    }

    private static String unknownKey(String name, JsonNode known) {
        List<String> names =
                known.properties().stream().map(each -> each.getKey()).toList();
        return "unknown key;" + Suggestion.sentence(name, names) + " known: " + String.join(", ", names);
    }

    /** The schema object that the failed rule stands in. */
    private JsonNode siblings(Error error) {
        JsonPointer rule =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        return schema.getSchemaNode().at(rule.head());
    }

    private static String key(NodePath path) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                key.append('[').append(index.intValue()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(path.getElement(i));
            }
        }
        return key.toString();
    }

    private static List<String> words(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String suggestion(Error error, List<String> known) {
        String sentence = Suggestion.sentence(error.getInstanceNode().asString(""), known);
        return sentence.isEmpty() ? "" : ";" + sentence;
    }

    private static String types(JsonNode rule) {
        if (rule.isString()) {
            return type(rule.asString());
        }
        return StreamSupport.stream(rule.spliterator(), false)
                .map(each -> type(each.asString()))
                .collect(Collectors.joining(" or "));
    }

    private static String type(String name) {
        return switch (name) {
            case "object" -> "a mapping";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "text";
            default -> name;
        };
    }

    private static String found(JsonNode node) {
        if (node.isNull()) {
            return "nothing";
        }
        if (node.isObject()) {
            return "a mapping";
        }
        if (node.isArray()) {
            return "a list";
        }
        String text = node.isString() ? "\"" + node.asString() + "\"" : node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
