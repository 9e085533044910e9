package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class IndexChainTest {

    private static final IndexEstimate NEW_BASELINE = IndexEstimate.of(Math.log(1.05), 0.003, 4);

    @Test
    void theSeriesDoesNotJumpWhereTheBaselineChanges() {
        IndexChain chain = IndexChain.startingWith("6.1")
                .linkedTo("6.6", List.of(new Overlap("6.6", NEW_BASELINE, IndexEstimate.BASE)));
        assertThat(chain.linked("6.6", IndexEstimate.BASE, 0.95).value()).isCloseTo(105, within(1e-12));
        LinkedIndex later = chain.linked("6.6", IndexEstimate.of(Math.log(1.02), 0.004, 4), 0.95);
        assertThat(later.value()).isCloseTo(105 * 1.02, within(1e-9));
        assertThat(later.estimate().precision().orElseThrow().standardError()).isCloseTo(0.005, within(1e-15));
        assertThat(later.links()).extracting(Link::to).containsExactly("6.6");
    }

    @Test
    void theFirstStretchStaysAsItIs() {
        IndexEstimate index = IndexEstimate.of(0.02, 0.004, 4);
        IndexChain chain = IndexChain.startingWith("6.1").linkedTo("6.6", overlap(0.05, 0));
        LinkedIndex linked = chain.linked("6.1", index, 0.95);
        assertThat(linked.value()).isEqualTo(index.value());
        assertThat(linked.interval().orElseThrow().width())
                .isCloseTo(index.interval(0.95).orElseThrow().width(), within(1e-9));
        assertThat(linked.links()).isEmpty();
    }

    @Test
    void shiftsAndVariancesOfAllLinksAddUp() {
        IndexChain chain = IndexChain.startingWith("a")
                .linkedTo("b", List.of(new Overlap("k", exactly(0.05, 0.003), exactly(0.01, 0.004))))
                .linkedTo("c", List.of(new Overlap("l", exactly(0.02, 0), exactly(-0.01, 0.012))));
        LinkedIndex linked = chain.linked("c", exactly(0.1, 0), 0.95);
        assertThat(linked.estimate().logIndex()).isCloseTo(0.1 + 0.04 + 0.03, within(1e-15));
        assertThat(linked.estimate().precision().orElseThrow().standardError()).isCloseTo(0.013, within(1e-15));
        assertThat(linked.links()).extracting(Link::from).containsExactly("a", "b");
    }

    @Test
    void aLinkOverSeveralKernelsIsTheirMeanAndNotSurerThanTheyAre() {
        List<Overlap> overlaps = List.of(
                new Overlap("k", exactly(0.05, 0.003), exactly(0, 0.004)),
                new Overlap("l", exactly(0.07, 0.003), exactly(0, 0.004)));
        Link link = new Link("a", "b", overlaps);
        assertThat(link.shift().logIndex()).isCloseTo(0.06, within(1e-15));
        assertThat(link.shift().precision().orElseThrow().standardError()).isCloseTo(0.005, within(1e-15));
        assertThat(new Link("a", "b", List.of(overlaps.get(1), overlaps.get(0))).shift())
                .isEqualTo(link.shift());
    }

    @Test
    void aLinkWithoutOverlapIsRefused() {
        assertThatThrownBy(() -> IndexChain.startingWith("6.1").linkedTo("6.6", List.of()))
                .isInstanceOf(AnalysisException.class)
                .hasMessage(
                        "\"6.6\" cannot be linked to \"6.1\": no kernel has an index in both; measure one in both, best the"
                                + " new baseline against the old one.");
    }

    @Test
    void anUnknownOrDoubleStretchIsRefused() {
        IndexChain chain = IndexChain.startingWith("6.1").linkedTo("6.6", overlap(0.05, 0));
        assertThatThrownBy(() -> chain.linked("6.12", IndexEstimate.BASE, 0.95))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("no link to \"6.12\"");
        assertThatThrownBy(() -> chain.linkedTo("6.1", overlap(0, 0)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("6.1");
        assertThatThrownBy(() -> new Link(
                        "a", "b", List.of(overlap(0, 0).get(0), overlap(0, 0).get(0))))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("kernel k twice");
    }

    @Test
    void aLinkOfASingleBootHasAValueAndNoInterval() {
        Overlap single = new Overlap("k", new IndexEstimate(0.05, Optional.empty()), IndexEstimate.BASE);
        LinkedIndex linked =
                IndexChain.startingWith("a").linkedTo("b", List.of(single)).linked("b", exactly(0.01, 0.002), 0.95);
        assertThat(linked.estimate().logIndex()).isCloseTo(0.06, within(1e-15));
        assertThat(linked.interval()).isEmpty();
    }

    private static List<Overlap> overlap(double before, double after) {
        return List.of(new Overlap("k", exactly(before, 0.003), exactly(after, 0.004)));
    }

    private static IndexEstimate exactly(double log, double standardError) {
        return IndexEstimate.of(log, standardError, 4);
    }
}
