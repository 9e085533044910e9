package org.kpulse.bisect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.UsageException;

/** The shape of a real project's history of five years, 14,995 commits, and the number of ancestors of 42 of them, counted by another program. */
class RealHistoryTest {

    private static String resource(String name) throws IOException {
        try (InputStream stream = RealHistoryTest.class.getResourceAsStream("/dag/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void ancestorsAreAsCountedIndependently() throws IOException {
        CommitGraph graph = GraphText.parse(resource("real-14995.txt"));
        double[] ones = new double[graph.size()];
        Arrays.fill(ones, 1);
        double[] sums = graph.ancestry().sums(ones);

        assertThat(graph.size()).isEqualTo(14_995);
        assertThat(graph.merges()).isEqualTo(4_174);
        int checked = 0;
        for (String line : resource("real-14995-ancestors.csv").lines().skip(1).toList()) {
            String[] words = line.split(",", -1);
            int commit = Integer.parseInt(words[0]);
            assertThat(sums[commit]).as("ancestors of " + commit).isEqualTo(Double.parseDouble(words[1]));
            checked++;
        }
        assertThat(checked).isEqualTo(42);
    }

    @Test
    void aCommitContainsItselfAndItsParentsAndTheBadEndAll() throws IOException {
        CommitGraph graph = GraphText.parse(resource("real-14995.txt"));

        for (int commit = 0; commit < graph.size(); commit += 997) {
            assertThat(graph.isBad(commit, commit)).isTrue();
            assertThat(graph.isBad(graph.bad(), commit)).isTrue();
            for (int parent : graph.parents(commit)) {
                assertThat(parent == CommitGraph.GOOD || graph.isBad(commit, parent))
                        .isTrue();
                assertThat(graph.isBad(parent, commit)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 -", "0 -\n1 2", "0 -\nx 0", "0 -\n1 -\n2 1"})
    void whatIsNoGraphIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> GraphText.parse(text)).isInstanceOf(UsageException.class);
    }
}
