package org.kpulse.bisect.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.search.Symptom;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.fault.UsageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads records of bisections, which may be a stranger's. */
final class TranscriptReader {

    private static final JsonMapper JSON = new JsonMapper();

    private TranscriptReader() {}

    static Transcript read(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root.path("version").asInt(0) != 1) {
                throw new UsageException("This is no record of a bisection; kpulse bisect log ID --json prints one.");
            }
            Transcript transcript = transcript(root);
            require(transcript);
            return transcript;
        } catch (JacksonException | IllegalArgumentException | org.kpulse.analysis.AnalysisException e) {
            throw new UsageException("The record of the bisection cannot be read: " + e.getMessage(), e);
        }
    }

    private static void require(Transcript transcript) {
        int commits = transcript.candidates().graph().size();
        boolean factors = transcript.factors().isEmpty() || transcript.factors().size() == commits;
        boolean probes =
                transcript.probes().stream().allMatch(p -> p.commit() >= CommitGraph.GOOD && p.commit() < commits);
        boolean decisions = transcript.decisions().stream()
                .allMatch(d ->
                        d.probes() >= 0 && d.probes() <= transcript.probes().size());
        if (!factors || !probes || !decisions) {
            throw new UsageException("The record of the bisection names commits or probes that it does not have.");
        }
    }

    private static Transcript transcript(JsonNode root) {
        List<String> names = new ArrayList<>();
        List<int[]> parents = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (JsonNode commit : root.get("commits")) {
            names.add(commit.get("revision").asString());
            parents.add(list(commit.get("parents"), JsonNode::asInt).stream()
                    .mapToInt(i -> i)
                    .toArray());
            weights.add(commit.get("weight").asDouble());
            subjects.add(commit.get("subject").asString());
        }
        Map<String, Beforehand> beforehand = new LinkedHashMap<>();
        for (JsonNode each : root.get("beforehand")) {
            beforehand.put(
                    each.get("platform").asString(),
                    new Beforehand(
                            new Prices(
                                    each.get("build_seconds").asDouble(),
                                    each.get("run_seconds").asDouble()),
                            new VariancePrior(
                                    each.get("noise_variance").asDouble(),
                                    each.get("noise_degrees").asDouble()),
                            buildEffect(each)));
        }
        return new Transcript(
                bisection(root),
                new Candidates(new CommitGraph(names, parents.toArray(int[][]::new)), weights, subjects),
                list(root.get("factors"), JsonNode::asDouble),
                beforehand,
                list(root.get("decisions"), TranscriptReader::decision),
                list(root.get("probes"), TranscriptReader::probe));
    }

    /** Records from before builds could differ lack it. */
    private static Symptom.BuildEffect buildEffect(JsonNode platform) {
        return platform.has("build_ratio")
                ? new Symptom.BuildEffect(
                        platform.get("build_ratio").asDouble(),
                        platform.get("build_degrees").asDouble())
                : Symptom.BuildEffect.NONE;
    }

    private static BisectionRow bisection(JsonNode root) {
        String benchmark = root.get("benchmark").asString();
        JsonNode seconds = root.get("budget_seconds");
        JsonNode boots = root.get("budget_boots");
        return new BisectionRow(
                root.get("id").asLong(),
                new BisectionRequest(
                        root.get("tree").asString(),
                        list(root.get("good"), JsonNode::asString),
                        root.get("bad").asString(),
                        wanted(root, benchmark),
                        new BisectionRequest.Where(
                                list(root.get("platforms"), JsonNode::asString),
                                list(root.path("reported"), JsonNode::asString)),
                        new BisectionRequest.Terms(
                                root.get("confidence").asDouble(),
                                root.get("change").asDouble(),
                                root.get("weighted").asBoolean(),
                                seconds.isNull() ? OptionalDouble.empty() : OptionalDouble.of(seconds.asDouble()),
                                boots.isNull() ? OptionalInt.empty() : OptionalInt.of(boots.asInt()))),
                root.get("platform_at").asInt(),
                BisectionState.RUNNING,
                Optional.empty(),
                Instant.EPOCH);
    }

    /** Records that were written before tests could be looked for have no {@code test}. */
    private static Wanted wanted(JsonNode root, String benchmark) {
        JsonNode test = root.path("test");
        if (test.isString()) {
            return new Wanted.Test(benchmark, test.asString());
        }
        return root.get("metric").isNull()
                ? new Wanted.Crash(benchmark)
                : new Wanted.Metric(benchmark, root.get("metric").asString());
    }

    private static DecisionRow decision(JsonNode node) {
        return new DecisionRow(
                node.get("position").asInt(),
                node.get("probes").asInt(),
                node.get("why").asString(),
                node.get("best").asInt(),
                node.get("share").asDouble(),
                node.get("entropy").asDouble(),
                List.of(),
                node.get("answer").isNull()
                        ? Optional.empty()
                        : Optional.of(node.get("answer").asString()),
                Instant.parse(node.get("made").asString()));
    }

    private static ProbeRow probe(JsonNode node) {
        return new ProbeRow(
                node.get("id").asLong(),
                node.get("decision").asInt(),
                node.get("platform").asString(),
                node.get("commit").asInt(),
                Probe.Purpose.valueOf(node.get("purpose").asString()),
                node.get("layout").asInt(),
                node.get("runs").asInt(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                outcome(node),
                node.get("code").asString(),
                node.get("build_seconds").asDouble(),
                node.get("run_seconds").asDouble());
    }

    private static Optional<Probe.Outcome> outcome(JsonNode node) {
        if (!node.get("samples").isNull()) {
            return Optional.of(new Probe.Measured(list(node.get("samples"), JsonNode::asDouble)));
        }
        if (!node.get("skipped").isNull()) {
            return Optional.of(new Probe.Skipped(node.get("skipped").asString()));
        }
        return node.get("infra").isNull()
                ? Optional.empty()
                : Optional.of(new Probe.Infra(node.get("infra").asString()));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        List<T> list = new ArrayList<>();
        array.forEach(node -> list.add(each.apply(node)));
        return list;
    }
}
