package org.kpulse.bisect.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorWeightsTest {

    @Test
    void aGuessNeitherHidesNorNamesACulprit() {
        BitSet all = new BitSet();
        all.set(0, 4);
        GitRange range = new GitRange(CommitGraph.line(4), List.of("a", "b", "c", "d"), all, List.of(), List.of());

        assertThat(PriorWeights.of(
                        range, name -> List.of(0.0, 1e9, Double.NaN, 3.0).get(Integer.parseInt(name))))
                .containsExactly(0.1, 10, 1, 3);
    }
}
