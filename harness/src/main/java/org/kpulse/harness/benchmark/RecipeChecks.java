package org.kpulse.harness.benchmark;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.kpulse.harness.fault.Suggestion;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a schema cannot say about a recipe. Copes with a recipe that its schema does not allow, so that all is said at once. */
final class RecipeChecks {

    private final RecipeFolder folder;
    private final RecipeDocument document;
    private final Set<String> parsers;
    private final List<RecipeError> errors = new ArrayList<>();

    private RecipeChecks(RecipeFolder folder, RecipeDocument document, Set<String> parsers) {
        this.folder = folder;
        this.document = document;
        this.parsers = new TreeSet<>(parsers);
    }

    /** All mistakes of meaning; {@code parsers} are the names that {@code parser:} may have. */
    static List<RecipeError> check(RecipeFolder folder, RecipeDocument document, Set<String> parsers) {
        RecipeChecks checks = new RecipeChecks(folder, document, parsers);
        checks.program();
        checks.tests();
        checks.parameters();
        checks.placeholders();
        checks.scratch();
        checks.metrics();
        return checks.errors;
    }

    private void program() {
        if (!folder.name().matches(Benchmark.NAME)) {
            add(
                    "",
                    "the folder's name is the benchmark's: lower-case letters, digits and dashes (found \""
                            + folder.name() + "\")");
        }
        exactlyOne("", document.root(), List.of("program", "source", "tests", "kselftest"));
        exactlyOne("", document.root(), List.of("metrics", "tests", "kselftest"));
        String source = document.root().path("source").asString("");
        if (!source.isEmpty() && !Files.isRegularFile(folder.path().resolve(source))) {
            add("source", "there is no file " + source + " beside the recipe");
        }
        if (document.root().has("program") && !document.root().has("packages")) {
            add("", "needs the key \"packages\": the Debian packages that have the program");
        }
    }

    private boolean isTestSet() {
        return document.root().has("tests") || document.root().has("kselftest");
    }

    /** Whether Kpulse's own runner runs it: there is no command, and no other place for a test's name. */
    private boolean isForeign() {
        JsonNode root = document.root();
        return isTestSet()
                && !root.path("format")
                        .asString(root.has("tests") ? "fsystest" : "ktap")
                        .equals("fsystest");
    }

    private void tests() {
        JsonNode root = document.root();
        String tests = root.path("tests").asString("");
        if (!tests.isEmpty()
                && !Files.isRegularFile(folder.beside(tests).resolve("Makefile"))
                && !(isForeign() && Files.isDirectory(folder.beside(tests)))) {
            String missing = isForeign() ? "there is no folder " + tests : "there is no Makefile in " + tests;
            add("tests", missing + " beside the folder of the recipes");
        }
        if (root.has("kselftest") && !isForeign()) {
            add("format", "kselftest does not print what fsystest prints: ktap, ltp or exit-code");
        }
        for (String key : List.of("format", "test_limit_seconds", "skip")) {
            if (root.has(key) && !isTestSet()) {
                add(key, "goes with tests or kselftest only");
            }
        }
        for (String key : List.of("test_limit_seconds", "skip")) {
            if (root.has(key) && isTestSet() && !isForeign()) {
                add(key, "goes with format: ktap, ltp or exit-code only");
            }
        }
        root.path("skip").properties().stream()
                .filter(each -> !TestSet.isName(each.getKey()))
                .forEach(each -> add("skip." + each.getKey(), "is not the name of a test"));
        if (isForeign() && root.has("command")) {
            add("command", "cannot be chosen: with this format Kpulse runs the programs one after the other");
        }
        if (!isForeign() && !root.has("command")) {
            add("", "needs the key \"command\"");
        }
    }

    private void parameters() {
        for (Map.Entry<String, JsonNode> each :
                document.root().path("parameters").properties()) {
            String key = "parameters." + each.getKey();
            if (!Parameter.NAME.matcher(each.getKey()).matches()) {
                add(key, "the name must be lower-case letters, digits and underscores, a letter first");
            }
            List<String> allowed = new ArrayList<>();
            each.getValue().path("allowed").forEach(value -> allowed.add(value.asString("")));
            for (int i = 0; i < allowed.size(); i++) {
                if (!Parameter.VALUE.matcher(allowed.get(i)).matches()) {
                    add(
                            key + ".allowed[" + i + "]",
                            "must be a plain word of letters, digits, dots, dashes, underscores and"
                                    + " plus signs, since it goes into a shell line (found \"" + allowed.get(i)
                                    + "\")");
                }
            }
            JsonNode standard = each.getValue().path("default");
            if (standard.isObject()) {
                standard.properties()
                        .forEach(kind -> checkDefault(
                                key + ".default." + kind.getKey(),
                                kind.getValue().asString(""),
                                allowed));
            } else if (!standard.isMissingNode()) {
                checkDefault(key + ".default", standard.asString(""), allowed);
            }
        }
    }

    private void checkDefault(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            add(key, "must be one of the allowed values " + String.join(", ", allowed) + " (found \"" + value + "\")");
        }
    }

    private void placeholders() {
        Set<String> known = new TreeSet<>();
        document.root().path("parameters").properties().forEach(each -> known.add(each.getKey()));
        if (isTestSet()) {
            known.add(TestSet.PLACEHOLDER);
            once();
        }
        Set<String> unused = new TreeSet<>(known);
        for (String step : List.of("setup", "command", "teardown")) {
            Matcher matcher = PlannedBenchmark.PLACEHOLDER.matcher(
                    document.root().path(step).asString(""));
            while (matcher.find()) {
                String name = matcher.group(1);
                unused.remove(name);
                if (!known.contains(name)) {
                    add(
                            step,
                            "{" + name + "} is not a parameter;" + Suggestion.sentence(name, known) + " known: "
                                    + (known.isEmpty() ? "none" : String.join(", ", known)));
                }
            }
        }
        if (isTestSet() && unused.remove(TestSet.PLACEHOLDER) && !isForeign()) {
            add("command", "needs {test}: where the name of a test goes that is to run alone");
        }
        unused.forEach(each -> add("parameters." + each, "is never used: no step has {" + each + "}"));
    }

    private void once() {
        if (!document.root().path("iterations").asString("").equals("1")
                || document.root().has("warmup")) {
            add("iterations", "must be 1, without warm-up, for tests: fresh boots repeat them");
        }
    }

    private void scratch() {
        JsonNode root = document.root();
        boolean none = root.path("scratch").asString("none").equals("none");
        if (none && root.path("scratch_mib").asInt(0) > 0) {
            add("scratch_mib", "needs scratch: tmpfs or ext4");
        }
        if (!none && root.path("scratch_mib").asInt(0) == 0) {
            add("scratch", "needs scratch_mib: the room it takes, in MiB");
        }
        for (String step : List.of("setup", "command", "teardown")) {
            if (none && root.path(step).asString("").contains("SCRATCH")) {
                add(step, "uses $SCRATCH, which needs scratch: tmpfs or ext4");
            }
        }
    }

    private void metrics() {
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode each : document.root().path("metrics")) {
            String key = "metrics[" + index + "]";
            if (each.has("name") && !names.add(each.path("name").asString(""))) {
                add(
                        key + ".name",
                        "another metric is called \"" + each.path("name").asString("") + "\" already");
            }
            exactlyOne(key, each, List.of("pattern", "json", "parser"));
            checkPattern(key + ".pattern", each.path("pattern").asString(""));
            checkPointer(key + ".json", each.path("json").asString(""));
            String parser = each.path("parser").asString("");
            if (!parser.isEmpty() && !parsers.contains(parser)) {
                add(
                        key + ".parser",
                        "unknown parser \"" + parser + "\";" + Suggestion.sentence(parser, parsers) + " known: "
                                + String.join(", ", parsers));
            }
            if (each.has("take") && !each.has("pattern")) {
                add(key + ".take", "goes with pattern only");
            }
            if (each.has("scale") && each.has("parser")) {
                add(key + ".scale", "goes with pattern or json only");
            }
            index++;
        }
    }

    private void checkPattern(String key, String regex) {
        if (regex.isEmpty()) {
            return;
        }
        try {
            int groups = Pattern.compile(regex).matcher("").groupCount();
            if (groups != 1) {
                add(
                        key,
                        "needs exactly one capturing group around the number, (?:...) for others (found " + groups
                                + ")");
            }
        } catch (PatternSyntaxException e) {
            add(key, "is not a regular expression: " + e.getDescription() + " near index " + e.getIndex());
        }
    }

    private void checkPointer(String key, String pointer) {
        if (pointer.isEmpty()) {
            return;
        }
        try {
            JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            add(key, "must be a JSON pointer like /jobs/0/read/iops (found \"" + pointer + "\")");
        }
    }

    private void exactlyOne(String key, JsonNode node, List<String> alternatives) {
        List<String> present =
                Stream.of(alternatives).flatMap(List::stream).filter(node::has).toList();
        if (node.isObject() && present.size() != 1) {
            add(
                    key,
                    "needs exactly one of " + String.join(", ", alternatives) + " (found "
                            + (present.isEmpty() ? "none" : String.join(" and ", present)) + ")");
        }
    }

    private void add(String key, String message) {
        errors.add(document.error(key, message));
    }
}
