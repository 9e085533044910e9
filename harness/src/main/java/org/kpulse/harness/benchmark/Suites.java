package org.kpulse.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import tools.jackson.databind.JsonNode;

/**
 * The suites of {@code benchmarks/suites.yaml}.
 *
 * @param list in the order of the file
 */
public record Suites(List<Suite> list) {

    static final String FILE = "suites.yaml";

    public Suites {
        list = List.copyOf(list);
    }

    /** The suite of this name; else a {@link UsageException} that names the known ones. */
    public Suite find(String name) {
        List<String> known = list.stream().map(Suite::name).toList();
        return list.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("Unknown suite \"" + name + "\";"
                        + Suggestion.sentence(name, known) + " known: " + String.join(", ", known) + "."));
    }

    /**
     * Reads the file; mistakes go to {@code errors}.
     *
     * @param benchmarks those that could be read
     * @param broken names of recipes that could not: entries with them are not looked at
     */
    static Suites read(Path directory, List<Benchmark> benchmarks, Set<String> broken, List<RecipeError> errors) {
        String file = directory.getFileName() + "/" + FILE;
        String text;
        try {
            text = Files.readString(directory.resolve(FILE));
        } catch (IOException e) {
            throw new InfraException("Cannot read " + directory.resolve(FILE) + ": " + e.getMessage() + ".", e);
        }
        Optional<RecipeDocument> document = RecipeDocument.read(file, text, errors);
        if (document.isEmpty()) {
            return new Suites(List.of());
        }
        List<RecipeError> wrong = RecipeSchema.ofSuites().check(document.get());
        errors.addAll(wrong);
        if (!wrong.isEmpty()) {
            return new Suites(List.of());
        }
        Map<String, Benchmark> byName = new LinkedHashMap<>();
        benchmarks.forEach(each -> byName.put(each.name(), each));
        return new Suites(new Reader(document.get(), byName, broken, errors).suites());
    }

    private record Reader(
            RecipeDocument document, Map<String, Benchmark> benchmarks, Set<String> broken, List<RecipeError> errors) {

        List<Suite> suites() {
            List<Suite> suites = new ArrayList<>();
            for (Map.Entry<String, JsonNode> each :
                    document.root().path("suites").properties()) {
                String key = "suites." + each.getKey();
                if (!each.getKey().matches(Benchmark.NAME)) {
                    errors.add(document.error(key, "the name must be lower-case letters, digits and dashes"));
                }
                Set<String> seen = new HashSet<>();
                List<Suite.Entry> entries =
                        entries(key + ".benchmarks", each.getValue().path("benchmarks"), seen);
                List<Suite.Entry> once = testSets(key + ".once", each.getValue().path("once"), seen);
                if (!entries.isEmpty()) {
                    String description =
                            each.getValue().path("description").asString().strip();
                    suites.add(new Suite(each.getKey(), description, entries, once));
                }
            }
            return suites;
        }

        private List<Suite.Entry> testSets(String list, JsonNode nodes, Set<String> seen) {
            List<Suite.Entry> entries = entries(list, nodes, seen);
            entries.stream()
                    .map(each -> each.benchmark())
                    .filter(each -> !each.isTestSet())
                    .forEach(each ->
                            errors.add(document.error(list, each.name() + " is no test set, and only those run once")));
            return entries.stream().filter(each -> each.benchmark().isTestSet()).toList();
        }

        private List<Suite.Entry> entries(String list, JsonNode nodes, Set<String> seen) {
            List<Suite.Entry> entries = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                String key = list + "[" + i + "]";
                JsonNode node = nodes.get(i);
                String name = node.isObject() ? node.path("name").asString() : node.asString();
                if (!seen.add(name)) {
                    errors.add(document.error(key, "benchmark " + name + " is in this suite already"));
                }
                @Nullable Benchmark benchmark = benchmarks.get(name);
                if (benchmark != null) {
                    entries.add(entry(key, node, benchmark));
                } else if (!broken.contains(name)) {
                    Set<String> known = new TreeSet<>(benchmarks.keySet());
                    errors.add(document.error(
                            key,
                            "unknown benchmark \"" + name + "\";" + Suggestion.sentence(name, known) + " known: "
                                    + String.join(", ", known)));
                }
            }
            return entries;
        }

        private Suite.Entry entry(String key, JsonNode node, Benchmark benchmark) {
            Map<String, String> parameters = new LinkedHashMap<>();
            node.path("parameters")
                    .properties()
                    .forEach(each ->
                            parameters.put(each.getKey(), each.getValue().asString()));
            Optional<String> objection = benchmark.objection(parameters);
            objection.ifPresent(wrong -> errors.add(document.error(key + ".parameters", wrong)));
            JsonNode count = node.path("iterations");
            @Nullable PerKind<Integer> iterations = null;
            if (count.isObject()) {
                iterations = new PerKind<>(
                        count.path("time").asInt(), count.path("instructions").asInt());
            } else if (count.isNumber()) {
                iterations = PerKind.both(count.asInt());
            }
            return new Suite.Entry(benchmark, objection.isPresent() ? Map.of() : parameters, iterations);
        }
    }
}
