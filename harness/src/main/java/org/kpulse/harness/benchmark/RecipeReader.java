package org.kpulse.harness.benchmark;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Direction;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes a {@link Benchmark} of a recipe folder, or says everything that is wrong with it. */
final class RecipeReader {

    private static final int DEFAULT_MEMORY_MIB = 256;
    private static final int DEFAULT_TEST_LIMIT_SECONDS = 60;

    private final RecipeSchema schema = RecipeSchema.ofBenchmarks();
    private final Set<String> parsers;

    /** A reader for which {@code parser:} may name one of these. */
    RecipeReader(Set<String> parsers) {
        this.parsers = Set.copyOf(parsers);
    }

    /** The benchmark; empty when anything was added to {@code errors}, which are in the order of the file's lines. */
    Optional<Benchmark> read(RecipeFolder folder, String shownDirectory, List<RecipeError> errors) {
        if (!Files.isRegularFile(folder.recipe())) {
            String missing = "has no " + RecipeFolder.RECIPE + ", which every folder here needs";
            errors.add(new RecipeError(shownDirectory + "/" + folder.name(), 0, "", missing));
            return Optional.empty();
        }
        List<RecipeError> own = new ArrayList<>();
        String file = shownDirectory + "/" + folder.name() + "/" + RecipeFolder.RECIPE;
        Optional<RecipeDocument> document = RecipeDocument.read(file, folder.text(), own);
        if (document.isPresent()) {
            own.addAll(schema.check(document.get()));
            own.addAll(RecipeChecks.check(folder, document.get(), parsers));
        }
        own.sort(Comparator.comparingInt(RecipeError::line).thenComparing(RecipeError::key));
        errors.addAll(own);
        return own.isEmpty() ? document.map(each -> benchmark(folder, each.root())) : Optional.empty();
    }

    private static Benchmark benchmark(RecipeFolder folder, JsonNode root) {
        String source = root.path("source").asString("");
        Optional<TestSet> tests = tests(folder, root);
        return new Benchmark(
                folder.name(),
                root.path("measures").asString().strip(),
                root.path("subsystem").asString(),
                source.isEmpty() && tests.isEmpty() ? root.path("program").asString() : "/kpulse/bin/" + folder.name(),
                source.isEmpty() ? null : folder.path().resolve(source),
                needs(root),
                parameters(root.path("parameters")),
                perKind(root.get("warmup"), 0, JsonNode::asInt),
                perKind(root.get("iterations"), 1, JsonNode::asInt),
                root.path("time_limit_seconds").asInt(),
                new Steps(
                        root.path("setup").asString(""),
                        tests.filter(set -> set.format().isForeign())
                                .map(set -> set.command(folder.name()))
                                .orElseGet(() -> root.path("command").asString()),
                        root.path("teardown").asString("")),
                list(root.path("metrics"), RecipeReader::metric),
                tests.orElse(null),
                tests.map(TestSet::source)
                        .filter(TestSource.Folder.class::isInstance)
                        .map(each -> folder.contentSha256(((TestSource.Folder) each).path()))
                        .orElseGet(folder::contentSha256));
    }

    private static Optional<TestSet> tests(RecipeFolder folder, JsonNode root) {
        if (!root.has("tests") && !root.has("kselftest")) {
            return Optional.empty();
        }
        JsonNode kselftest = root.path("kselftest");
        TestSource source = root.has("tests")
                ? new TestSource.Folder(folder.beside(root.path("tests").asString()))
                : new TestSource.Kselftest(
                        kselftest.path("source").asString(), list(kselftest.path("collections"), JsonNode::asString));
        TestFormat format = TestFormat.of(root.path("format")
                .asString(root.has("tests") ? TestFormat.FSYSTEST.label() : TestFormat.KTAP.label()));
        Map<String, String> skip = new TreeMap<>();
        root.path("skip")
                .properties()
                .forEach(each ->
                        skip.put(each.getKey(), each.getValue().asString().strip()));
        return Optional.of(
                new TestSet(source, format, root.path("test_limit_seconds").asInt(DEFAULT_TEST_LIMIT_SECONDS), skip));
    }

    private static Needs needs(JsonNode root) {
        return new Needs(
                list(root.path("packages"), JsonNode::asString),
                Needs.Scratch.valueOf(root.path("scratch").asString("none").toUpperCase(Locale.ROOT)),
                root.path("scratch_mib").asInt(0),
                root.path("memory_mib").asInt(DEFAULT_MEMORY_MIB));
    }

    private static List<Parameter> parameters(JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            JsonNode value = each.getValue();
            parameters.add(new Parameter(
                    each.getKey(),
                    value.path("description").asString(),
                    perKind(value.get("default"), "", JsonNode::asString),
                    list(value.path("allowed"), JsonNode::asString)));
        }
        return parameters;
    }

    private static MetricSpec metric(JsonNode node) {
        return new MetricSpec(
                node.path("name").asString(),
                node.path("unit").asString(),
                node.path("direction").asString().equals("higher")
                        ? Direction.HIGHER_IS_BETTER
                        : Direction.LOWER_IS_BETTER,
                node.path("description").asString().strip(),
                extraction(node));
    }

    private static Extraction extraction(JsonNode node) {
        double scale = node.path("scale").asDouble(1.0);
        if (node.has("pattern")) {
            String take = node.path("take").asString("last").toUpperCase(Locale.ROOT);
            return new Extraction.Lines(
                    Pattern.compile(node.path("pattern").asString()), scale, Extraction.Take.valueOf(take));
        }
        if (node.has("json")) {
            return new Extraction.Json(JsonPointer.compile(node.path("json").asString()), scale);
        }
        return new Extraction.Named(node.path("parser").asString());
    }

    /** A plain value for both kinds, or {@code {time: ..., instructions: ...}}. */
    private static <T> PerKind<T> perKind(@Nullable JsonNode node, T absent, Function<JsonNode, T> read) {
        if (node == null) {
            return PerKind.both(absent);
        }
        return node.isObject()
                ? new PerKind<>(read.apply(node.path("time")), read.apply(node.path("instructions")))
                : PerKind.both(read.apply(node));
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> read) {
        return StreamSupport.stream(node.spliterator(), false).map(read).toList();
    }
}
