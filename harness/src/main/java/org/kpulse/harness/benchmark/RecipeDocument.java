package org.kpulse.harness.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file as a tree that remembers the line of every key, for errors that name it. Keys are written
 * {@code metrics[0].direction}; the whole document is the empty key.
 *
 * @param file the name shown in errors
 * @param root the content
 * @param lines 1-based line of each key
 */
record RecipeDocument(String file, JsonNode root, Map<String, Integer> lines) {

    private static final YAMLMapper YAML = new YAMLMapper();

    RecipeDocument {
        lines = Map.copyOf(lines);
    }

    /** Reads one document; mistakes of YAML itself, doubled keys among them, go to {@code errors}. */
    static Optional<RecipeDocument> read(String file, String text, List<RecipeError> errors) {
        try (JsonParser parser = YAML.createParser(text)) {
            Builder builder = new Builder(file, parser, errors);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                errors.add(new RecipeError(file, 1, "", "must be a YAML mapping of keys to values"));
                return Optional.empty();
            }
            int before = errors.size();
            JsonNode root = builder.value("");
            if (parser.nextToken() != null) {
                errors.add(
                        new RecipeError(file, line(parser), "", "must be one YAML document; a second one begins here"));
            }
            return errors.size() == before
                    ? Optional.of(new RecipeDocument(file, root, builder.lines))
                    : Optional.empty();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            String reason = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
            errors.add(new RecipeError(file, line, "", "is not valid YAML: " + firstSentence(reason)));
            return Optional.empty();
        }
    }

    /** An error at a key of this document, with its line or that of the nearest enclosing key. */
    RecipeError error(String key, String message) {
        return new RecipeError(file, lineOf(key), key, message);
    }

    private int lineOf(String key) {
        String at = key;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = cut < 0 ? "" : at.substring(0, cut);
        }
        return lines.getOrDefault(at, 1);
    }

    static String child(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /** SnakeYAML says "while parsing X", a position, what it found, a position and a drawing of the place. */
    private static String firstSentence(String reason) {
        return String.join(
                ", ",
                reason.lines()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty() && !each.startsWith("in ") && !each.startsWith("at ["))
                        .filter(each -> each.matches("[a-zA-Z][^:]*( [^ ]+)+"))
                        .limit(2)
                        .toList());
    }

    private static final class Builder {

        private final String file;
        private final JsonParser parser;
        private final List<RecipeError> errors;
        private final Map<String, Integer> lines = new HashMap<>();

        Builder(String file, JsonParser parser, List<RecipeError> errors) {
            this.file = file;
            this.parser = parser;
            this.errors = errors;
        }

        JsonNode value(String key) {
            JsonNodeFactory make = JsonNodeFactory.instance;
            JsonToken token = parser.currentToken();
            lines.putIfAbsent(key, line(parser));
            return switch (token) {
                case START_OBJECT -> object(key);
                case START_ARRAY -> array(key);
                case VALUE_NUMBER_INT -> make.numberNode(parser.getBigIntegerValue());
                case VALUE_NUMBER_FLOAT -> make.numberNode(parser.getDecimalValue());
                case VALUE_TRUE -> make.booleanNode(true);
                case VALUE_FALSE -> make.booleanNode(false);
                case VALUE_NULL -> make.nullNode();
                default -> make.stringNode(parser.getString());
            };
        }

        private ObjectNode object(String key) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                String child = child(key, name);
                int line = line(parser);
                if (lines.putIfAbsent(child, line) != null) {
                    errors.add(
                            new RecipeError(file, line, child, "stands here twice; first on line " + lines.get(child)));
                }
                parser.nextToken();
                node.set(name, value(child));
            }
            return node;
        }

        private ArrayNode array(String key) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                node.add(value(key + "[" + node.size() + "]"));
            }
            return node;
        }
    }
}
