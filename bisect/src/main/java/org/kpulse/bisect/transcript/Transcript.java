package org.kpulse.bisect.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;

/**
 * All that a bisection's decisions were made from, and what they were.
 *
 * @param bisection what was asked for
 * @param candidates with the weights of the start
 * @param factors by what they touch, none if all weigh the same
 * @param beforehand by platform
 * @param decisions in order
 * @param probes in order
 */
public record Transcript(
        BisectionRow bisection,
        Candidates candidates,
        List<Double> factors,
        Map<String, Beforehand> beforehand,
        List<DecisionRow> decisions,
        List<ProbeRow> probes) {

    public Transcript {
        factors = List.copyOf(factors);
        beforehand = Map.copyOf(beforehand);
        decisions = List.copyOf(decisions);
        probes = List.copyOf(probes);
    }

    /** As it is stored. */
    public static Transcript of(BisectionStore store, BisectionRow row) {
        Map<String, Beforehand> beforehand = new LinkedHashMap<>();
        row.request().where().all().forEach(p -> beforehand.put(p, store.beforehand(row.id(), p)));
        return new Transcript(
                row,
                store.unweighed(row.id()),
                store.weighing(row.id()).map(w -> w.factors()).orElse(List.of()),
                beforehand,
                store.decisions(row.id()),
                store.probes().list(row.id()));
    }

    /** From what {@link #object} was printed as; a {@link org.kpulse.harness.fault.UsageException} for anything else. */
    public static Transcript parse(String json) {
        return TranscriptReader.read(json);
    }

    /** The candidates as they were weighed for a decision. */
    Candidates weighed(DecisionRow decision) {
        int bad = candidates.graph().bad();
        boolean began = probes.stream()
                .anyMatch(p ->
                        p.decision() <= decision.position() && p.commit() != CommitGraph.GOOD && p.commit() != bad);
        return began || decision.answer().isPresent() ? candidates.weighed(factors) : candidates;
    }

    /** As a JSON object. */
    public Map<String, @Nullable Object> object() {
        BisectionRequest request = bisection.request();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", 1);
        object.put("id", bisection.id());
        object.put("tree", request.tree());
        object.put("good", request.good());
        object.put("bad", request.bad());
        object.put("benchmark", request.wanted().benchmark());
        object.put("metric", request.wanted() instanceof Wanted.Metric metric ? metric.metric() : null);
        object.put("test", request.wanted() instanceof Wanted.Test test ? test.test() : null);
        object.put("platforms", request.platforms());
        object.put("reported", request.where().reported());
        object.put("platform_at", bisection.platformAt());
        object.put("confidence", request.terms().confidence());
        object.put("change", request.terms().claim());
        object.put("weighted", request.terms().weighted());
        object.put(
                "budget_seconds",
                request.terms().seconds().isPresent()
                        ? request.terms().seconds().getAsDouble()
                        : null);
        object.put(
                "budget_boots",
                request.terms().boots().isPresent() ? request.terms().boots().getAsInt() : null);
        List<Object> known = new ArrayList<>();
        beforehand.forEach((platform, each) -> known.add(platform(platform, each)));
        object.put("beforehand", known);
        List<Object> commits = new ArrayList<>();
        for (int commit = 0; commit < candidates.graph().size(); commit++) {
            commits.add(commit(commit));
        }
        object.put("commits", commits);
        object.put("factors", factors);
        object.put("decisions", decisions.stream().map(Transcript::decision).toList());
        object.put("probes", probes.stream().map(Transcript::probe).toList());
        return object;
    }

    private static Map<String, Object> platform(String platform, Beforehand each) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("platform", platform);
        object.put("noise_variance", each.noise().variance());
        object.put("noise_degrees", each.noise().degreesOfFreedom());
        object.put("build_ratio", each.buildEffect().ratio());
        object.put("build_degrees", Math.min(each.buildEffect().degreesOfFreedom(), BisectionStore.MOST_DEGREES));
        object.put("build_seconds", each.prices().build());
        object.put("run_seconds", each.prices().run());
        return object;
    }

    private Map<String, Object> commit(int commit) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("revision", candidates.graph().name(commit));
        object.put("parents", candidates.graph().parents(commit));
        object.put("weight", candidates.weights().get(commit));
        object.put("subject", candidates.subjects().get(commit));
        return object;
    }

    private static Map<String, @Nullable Object> decision(DecisionRow decision) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("position", decision.position());
        object.put("probes", decision.probes());
        object.put("why", decision.why());
        object.put("best", decision.best());
        object.put("share", decision.bestShare());
        object.put("entropy", decision.entropy());
        object.put("answer", decision.answer().orElse(null));
        object.put("made", decision.made().toString());
        return object;
    }

    private static Map<String, @Nullable Object> probe(ProbeRow probe) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", probe.id());
        object.put("decision", probe.decision());
        object.put("platform", probe.platform());
        object.put("commit", probe.commit());
        object.put("purpose", probe.purpose().name());
        object.put("layout", probe.layout());
        object.put("runs", probe.runs());
        object.put("code", probe.code());
        object.put("build_seconds", probe.buildSeconds());
        object.put("run_seconds", probe.runSeconds());
        Probe.Outcome outcome = probe.outcome().orElse(null);
        object.put("samples", outcome instanceof Probe.Measured measured ? measured.values() : null);
        object.put("skipped", outcome instanceof Probe.Skipped skipped ? skipped.reason() : null);
        object.put("infra", outcome instanceof Probe.Infra infra ? infra.fault() : null);
        return object;
    }
}
