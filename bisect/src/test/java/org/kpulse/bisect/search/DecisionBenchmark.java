package org.kpulse.bisect.search;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.graph.RealHistory;
import org.kpulse.bisect.search.Probe.Purpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time of one decision in the middle of a search: 20 runs of the good end, 5 of the bad one, and what the search itself asked for in
 * {@value #STEPS} steps at a change of one deviation. The line has 10,000 commits, the real history 14,995 with 4,174 merges. Run by
 * docs/benchmarks/jmh.sh.
 */
@State(Scope.Benchmark)
public class DecisionBenchmark {

    private static final int STEPS = 60;

    @Param({"line", "real"})
    public String history = "";

    private SearchState state = Searches.begin(CommitGraph.line(1), Searches.level(1), Searches.PLAIN);

    /** Goes through the first steps. */
    @Setup
    public void begin() {
        CommitGraph graph = history.equals("line") ? CommitGraph.line(10_000) : RealHistory.graph();
        SplittableRandom random = new SplittableRandom(1);
        int culprit = graph.size() / 3;
        state = Searches.with(
                Searches.begin(graph, Searches.level(1), Searches.PLAIN),
                Searches.search(CommitGraph.GOOD, values(20, 0, random)),
                Searches.search(graph.bad(), values(5, 1, random)));
        for (int step = 0; step < STEPS; step++) {
            int commit = Bisection.decide(state).steps().get(0).commit();
            boolean bad = commit != CommitGraph.GOOD && graph.isBad(commit, culprit);
            state = Searches.with(
                    state,
                    Searches.probe(commit, Purpose.SEARCH, "build of " + commit, values(1, bad ? 1 : 0, random)));
        }
    }

    private static double[] values(int count, double level, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToDouble(i -> level + random.nextGaussian())
                .toArray();
    }

    /** The next decision. */
    @Benchmark
    public Decision decided() {
        return Bisection.decide(state);
    }
}
