package org.kpulse.analysis.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.behaviour.RatioComparison.Reading;

/**
 * The two examples of LKP 2007, section 4.2, in kind: a metric that goes with context switches (r about 0.98) and one that goes
 * against merged I/O blocks (r about -0.96), each found among 60 counters and followed to kernels that do more work or work
 * differently.
 */
class PaperExamplesTest {

    private static final int OTHERS = 60;

    @Test
    void aMetricDrivenByContextSwitchesIsFoundAndItsRatioTellsWorkFromBehaviour() {
        Guest guest = new Guest(1, +1, 0.98);
        CounterCorrelation found = found(guest, 0.98);
        assertThat(found.elasticity().orElseThrow().contains(1)).isTrue();

        // 8 % more context switches at the old cost; the metric is 8 % worse, its own noise would hide half of that
        RatioComparison more = compared(guest, found, 1.08, 1.0);
        assertThat(more.sign()).isEqualTo(1);
        assertThat(more.reading()).isNotEqualTo(Reading.BEHAVES_DIFFERENTLY);
        assertThat(more.ratio().orElseThrow().interval().width())
                .isLessThan(0.5 * more.metricChange().orElseThrow().interval().width());

        // as many, each 10 % dearer
        RatioComparison dearer = compared(guest, found, 1.0, 1.10);
        assertThat(dearer.reading()).isEqualTo(Reading.BEHAVES_DIFFERENTLY);
        assertThat(dearer.ratio().orElseThrow().interval().contains(Math.log(1.10)))
                .isTrue();
    }

    @Test
    void aMetricThatFallsWithMergedBlocksIsFoundAndItsProductTellsWorkFromBehaviour() {
        Guest guest = new Guest(96, -1, 0.96);
        CounterCorrelation found = found(guest, -0.96);
        assertThat(found.elasticity().orElseThrow().contains(-1)).isTrue();

        // a third fewer blocks are merged: the metric is 50 % worse, for this reason and no other
        RatioComparison fewer = compared(guest, found, 0.667, 1.0);
        assertThat(fewer.sign()).isEqualTo(-1);
        assertThat(fewer.reading()).isNotEqualTo(Reading.BEHAVES_DIFFERENTLY);
        assertThat(fewer.metricChange().orElseThrow().interval().low()).isGreaterThan(0.2);
        assertThat(fewer.ratio().orElseThrow().interval().contains(0)).isTrue();

        RatioComparison different = compared(guest, found, 1.0, 1.15);
        assertThat(different.reading()).isEqualTo(Reading.BEHAVES_DIFFERENTLY);
    }

    @Test
    void aStableRatioOfAQuietMetricIsSaidToBeTheSameWork() {
        Guest guest = new Guest(2, +1, 0.9999);
        CounterCorrelation found = found(guest, 0.9999);
        assertThat(compared(guest, found, 1.08, 1.0).reading()).isEqualTo(Reading.SAME_WORK);
        assertThat(compared(guest, found, 1.0, 1.0).reading()).isEqualTo(Reading.SAME_WORK);
        assertThat(compared(guest, found, 1.0, 1.02).reading()).isEqualTo(Reading.BEHAVES_DIFFERENTLY);
    }

    private static CounterCorrelation found(Guest guest, double r) {
        Guest.Boots baseline = guest.boots("a", 60, 1, 1);
        List<Counter> counters = new ArrayList<>(guest.others(baseline, OTHERS));
        counters.add(OTHERS / 2, baseline.driver());
        List<CounterCorrelation> table = Correlations.table(
                List.of(new MetricBoots(Guest.KEY, baseline.metric())), counters, BehaviourRules.DEFAULT);
        List<CounterCorrelation> strong =
                table.stream().filter(CounterCorrelation::strong).toList();
        assertThat(strong).hasSize(1);
        CounterCorrelation found = strong.get(0);
        assertThat(found.counter()).isEqualTo(Guest.DRIVER);
        Pearson pearson = found.pearson().orElseThrow();
        assertThat(pearson.r()).isCloseTo(r, within(0.02));
        assertThat(pearson.interval(0.95).orElseThrow().contains(r)).isTrue();
        assertThat(found.spearman().orElseThrow().rho() * Math.signum(r)).isGreaterThan(0.85);
        return found;
    }

    private static RatioComparison compared(Guest guest, CounterCorrelation found, double work, double cost) {
        Guest.Boots base = guest.boots("b", 8, 1, 1);
        Guest.Boots candidate = guest.boots("c", 8, work, cost);
        RatioQuestion question =
                new RatioQuestion(Guest.samples(base, candidate), found, base.driver(), candidate.driver());
        return RatioTest.compare(List.of(question), BehaviourRules.DEFAULT).get(0);
    }
}
