package org.kpulse.bisect.transcript;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;

/** A bisection in the form of {@code git bisect log}, for {@code git bisect replay}: what the last decision is sure of. */
public final class GitBisectLog {

    private static final double SURE = 0.95;

    private GitBisectLog() {}

    /** Its lines; commits of which neither good nor bad is sure are comments. */
    public static String of(Transcript transcript) {
        StringBuilder text = new StringBuilder("git bisect start\n");
        CommitGraph graph = transcript.candidates().graph();
        said(text, "bad", transcript.bisection().request().bad(), subject(transcript, graph.bad()));
        transcript.bisection().request().good().forEach(good -> said(text, "good", good, "good end"));
        List<DecisionRow> decisions = transcript.decisions();
        if (decisions.isEmpty()) {
            return text.toString();
        }
        double[] posterior = decisions.get(decisions.size() - 1).posterior().stream()
                .mapToDouble(Float::doubleValue)
                .toArray();
        double[] bad = graph.ancestry().sums(posterior);
        Set<Integer> tested = new LinkedHashSet<>();
        for (ProbeRow probe : transcript.probes()) {
            int commit = probe.commit();
            if (commit == CommitGraph.GOOD || commit == graph.bad() || !tested.add(commit)) {
                continue;
            }
            if (probe.outcome().filter(Probe.Skipped.class::isInstance).isPresent()) {
                said(text, "skip", graph.name(commit), subject(transcript, commit));
            } else if (bad[commit] >= SURE || bad[commit] <= 1 - SURE) {
                said(text, bad[commit] >= SURE ? "bad" : "good", graph.name(commit), subject(transcript, commit));
            } else {
                text.append(String.format(
                        Locale.ROOT, "# undecided: [%s] bad with %.2f%n", graph.name(commit), bad[commit]));
            }
        }
        return text.toString();
    }

    private static void said(StringBuilder text, String word, String revision, String subject) {
        text.append("# ")
                .append(word)
                .append(": [")
                .append(revision)
                .append("] ")
                .append(subject)
                .append('\n');
        text.append("git bisect ").append(word).append(' ').append(revision).append('\n');
    }

    private static String subject(Transcript transcript, int commit) {
        return transcript.candidates().subjects().get(commit).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
