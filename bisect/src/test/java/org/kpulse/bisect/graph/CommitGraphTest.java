package org.kpulse.bisect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.UsageException;

class CommitGraphTest {

    @Test
    void aRealHistoryHasTheAncestorsThatAnotherProgramCounted() {
        CommitGraph graph = RealHistory.graph();
        Map<Integer, Integer> counts = RealHistory.ancestors();
        double[] ones = new double[graph.size()];
        Arrays.fill(ones, 1);
        double[] sums = graph.ancestry().sums(ones);

        assertThat(graph.size()).isEqualTo(14_995);
        assertThat(graph.merges()).isEqualTo(4_174);
        assertThat(counts).hasSize(42);
        counts.forEach((commit, count) -> {
            assertThat(sums[commit]).as("commit %d", commit).isEqualTo(count.doubleValue());
            int contained = 0;
            for (int ancestor = 0; ancestor < graph.size(); ancestor++) {
                contained += graph.isBad(commit, ancestor) ? 1 : 0;
            }
            assertThat(contained).as("commit %d", commit).isEqualTo(count);
        });
    }

    @Test
    void theBestHalvingCommitOfTheRealHistoryIsTheKnownOne() {
        CommitGraph graph = RealHistory.graph();
        double[] ones = new double[graph.size()];
        Arrays.fill(ones, 1);
        double[] sums = graph.ancestry().sums(ones);
        int best = 0;
        for (int commit = 0; commit < sums.length; commit++) {
            if (Math.abs(2 * sums[commit] - sums.length) < Math.abs(2 * sums[best] - sums.length)) {
                best = commit;
            }
        }

        assertThat(best).isEqualTo(7492);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 65, 130})
    void whoContainsWhomIsWhatAWalkOverTheParentsFinds(int size) {
        SplittableRandom random = new SplittableRandom(size);
        CommitGraph graph = random(size, random);
        double[] weights = random.doubles(size).toArray();
        double[] sums = graph.ancestry().sums(weights);

        for (int commit = 0; commit < size; commit++) {
            BitSet walked = walk(graph, commit);
            double sum = 0;
            for (int ancestor = 0; ancestor < size; ancestor++) {
                assertThat(graph.isBad(commit, ancestor)).isEqualTo(walked.get(ancestor));
                sum += walked.get(ancestor) ? weights[ancestor] : 0;
            }
            assertThat(sums[commit]).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void aLineAndItsBitsSayTheSame() {
        int size = 100;
        CommitGraph line = CommitGraph.line(size);
        int[][] parents = new int[size][];
        Arrays.setAll(parents, line::parents);
        BitAncestry bits = new BitAncestry(parents);
        double[] weights = new SplittableRandom(1).doubles(size).toArray();

        assertThat(line.ancestry()).isInstanceOf(LineAncestry.class);
        assertThat(line.ancestry().sums(weights))
                .containsExactly(bits.sums(weights), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(line.isBad(3, 4)).isFalse();
        assertThat(line.isBad(4, 4)).isTrue();
        assertThat(line.isBad(5, 4)).isTrue();
    }

    @Test
    void theGoodSideIsNeverBad() {
        assertThat(CommitGraph.line(3).isBad(CommitGraph.GOOD, 0)).isFalse();
    }

    @Test
    void aGraphThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new CommitGraph(List.of(), new int[0][])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CommitGraph(List.of("a", "b"), new int[][] {{1}, {-1}}))
                .hasMessageContaining("parents come first");
        assertThatThrownBy(() -> new CommitGraph(List.of("a", "b"), new int[][] {{-1}, {-1}}))
                .hasMessageContaining("not contained in the last one");
    }

    @Test
    void textNamesItsFirstWrongLine() {
        assertThat(GraphText.parse("# shape\n0 -\n\n1 0\n2 0 -\n3 1 2\n").merges())
                .isEqualTo(2);
        assertThatThrownBy(() -> GraphText.parse("0 -\n1 x\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Line 2");
        assertThatThrownBy(() -> GraphText.parse("0 -\n2 0\n")).hasMessageContaining("1 is due");
        assertThatThrownBy(() -> GraphText.parse("0 -\n1 1\n")).hasMessageContaining("does not stand before");
        assertThatThrownBy(() -> GraphText.parse("")).isInstanceOf(UsageException.class);
    }

    /** Each commit follows the one before it, so that the last contains all, and may merge earlier ones. */
    private static CommitGraph random(int size, SplittableRandom random) {
        int[][] parents = new int[size][];
        int[] lines = {-1, -1, -1};
        for (int commit = 0; commit < size; commit++) {
            int line = random.nextInt(3);
            boolean isLast = commit == size - 1;
            parents[commit] = isLast
                    ? lines.clone()
                    : random.nextInt(4) == 0 ? new int[] {lines[line], lines[(line + 1) % 3]} : new int[] {lines[line]};
            lines[line] = commit;
        }
        return new CommitGraph(java.util.Collections.nCopies(size, "c"), parents);
    }

    private static BitSet walk(CommitGraph graph, int commit) {
        BitSet seen = new BitSet();
        java.util.ArrayDeque<Integer> left = new java.util.ArrayDeque<>(List.of(commit));
        while (!left.isEmpty()) {
            int next = left.pop();
            if (next >= 0 && !seen.get(next)) {
                seen.set(next);
                for (int parent : graph.parents(next)) {
                    left.push(parent);
                }
            }
        }
        return seen;
    }
}
