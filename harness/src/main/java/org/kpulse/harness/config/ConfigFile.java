package org.kpulse.harness.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads a configuration file: YAML mappings to any depth, flattened to dotted keys; a list becomes values with commas between. */
final class ConfigFile {

    private final Path path;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private ConfigFile(Path path) {
        this.path = path;
    }

    /** Every key of the file with its value and line, known or not; nothing when there is no such file. */
    static Map<String, Setting> read(Path path) {
        if (!Files.exists(path)) {
            return Map.of();
        }
        ConfigFile file = new ConfigFile(path);
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), Files.readString(path))) {
            file.parse(parser);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new UsageException(path + ":" + line + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse("unreadable") + ".");
        } catch (CharacterCodingException e) {
            throw new UsageException(path + " is not text in UTF-8.", e);
        } catch (IOException e) {
            throw new UsageException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
        return file.settings;
    }

    private void parse(JsonParser parser) {
        Deque<String> prefix = new ArrayDeque<>();
        String name = "";
        int depth = 0;
        @Nullable JsonToken token;
        while ((token = parser.nextToken()) != null) {
            int line = parser.currentTokenLocation().getLineNr();
            switch (token) {
                case PROPERTY_NAME -> name = parser.currentName();
                case START_OBJECT -> {
                    if (depth++ > 0) {
                        prefix.addLast(name);
                    }
                }
                case END_OBJECT -> {
                    depth--;
                    prefix.pollLast();
                }
                case START_ARRAY -> {
                    requireKey(depth, line);
                    put(prefix, name, line, String.join(",", list(parser)));
                }
                default -> {
                    requireKey(depth, line);
                    put(prefix, name, line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
                }
            }
        }
    }

    private void requireKey(int depth, int line) {
        if (depth == 0) {
            throw new UsageException(path + ":" + line + ": expected keys with values, such as run.boots: 3.");
        }
    }

    private List<String> list(JsonParser parser) {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw new UsageException(path + ":"
                        + parser.currentTokenLocation().getLineNr() + ": a list may hold only plain values.");
            }
            items.add(parser.getString());
        }
        return items;
    }

    private void put(Deque<String> prefix, String name, int line, String value) {
        String key = prefix.isEmpty() ? name : String.join(".", prefix) + "." + name;
        if (settings.put(key, new Setting(value, path + ":" + line)) != null) {
            throw new UsageException(path + ":" + line + ": " + key + " is said twice.");
        }
    }
}
