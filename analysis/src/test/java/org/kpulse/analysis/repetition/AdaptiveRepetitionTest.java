package org.kpulse.analysis.repetition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.comparison.Remark;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.inference.Reference;

class AdaptiveRepetitionTest {

    private static final AdaptiveRepetition ADAPTIVE =
            new AdaptiveRepetition(RepetitionRules.DEFAULT, ComparisonRules.forTime(), NoisePriors.NONE);

    @Test
    void theSpentAlphaAgreesWithR() {
        for (String[] row : Reference.rows("spending.csv")) {
            assertThat(AlphaSpending.spent(Double.parseDouble(row[0]), Double.parseDouble(row[1])))
                    .isCloseTo(Double.parseDouble(row[2]), within(1e-9));
        }
    }

    @Test
    void theLevelsOfAllLooksSumToAlphaAndGrow() {
        double[] levels = AlphaSpending.levels(0.05, new RepetitionRules(3, 2, 12));

        assertThat(new RepetitionRules(3, 2, 12).looks()).containsExactly(3, 5, 7, 9, 11, 12);
        assertThat(Arrays.stream(levels).sum()).isCloseTo(0.05, within(1e-15));
        assertThat(Arrays.stream(levels).boxed().toList()).allMatch(level -> level > 0);
        assertThat(AlphaSpending.levels(0.05, RepetitionRules.fixed(3))).containsExactly(0.05);
    }

    @Test
    void beforeTheFirstLookTheMissingBootsOfEachKernelAreAskedFor() {
        MetricSamples few = metric("a", values(10, 10.1), values(10.2));

        AdaptiveRepetition.More more = (AdaptiveRepetition.More) ADAPTIVE.next(List.of(few));

        assertThat(more.base()).isEqualTo(1);
        assertThat(more.candidate()).isEqualTo(2);
        assertThat(more.comparisons()).isEmpty();
        assertThat(more.order()).hasSize(3);
    }

    @Test
    void aClearChangeStopsAtTheFirstLook() {
        MetricSamples clear = metric("a", values(10, 10.001, 9.999), values(20, 20.001, 19.999));

        AdaptiveRepetition.Stop stop = (AdaptiveRepetition.Stop) ADAPTIVE.next(List.of(clear));

        assertThat(stop.reason()).isEqualTo(AdaptiveRepetition.Reason.SETTLED);
        assertThat(stop.boots()).isEqualTo(3);
        assertThat(stop.comparisons().get(0).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aFirstLookNeedsMuchMoreEvidenceThanASingleOne() {
        MetricSamples probable = metric("a", values(10, 10.1, 9.9), values(10.5, 10.7, 10.3));

        AdaptiveRepetition once =
                new AdaptiveRepetition(RepetitionRules.fixed(3), ComparisonRules.forTime(), NoisePriors.NONE);

        assertThat(((AdaptiveRepetition.Stop) once.next(List.of(probable)))
                        .comparisons()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.REGRESSION);
        AdaptiveRepetition.More more = (AdaptiveRepetition.More) ADAPTIVE.next(List.of(probable));
        assertThat(more.base()).isEqualTo(3);
        assertThat(more.candidate()).isEqualTo(3);
        assertThat(more.comparisons().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatIsHopelessWithinTheCapCostsNoMoreBoots() {
        MetricSamples noisy = metric("a", values(10, 20, 5), values(10.1, 19, 5.4));

        AdaptiveRepetition.Stop stop = (AdaptiveRepetition.Stop) ADAPTIVE.next(List.of(noisy));

        assertThat(stop.reason()).isEqualTo(AdaptiveRepetition.Reason.NOT_WORTH_MORE);
        assertThat(stop.comparisons().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aVerdictReachedStaysWhateverLaterBootsSay() {
        MetricSamples turning =
                metric("a", values(10, 10.001, 9.999, 10, 10, 10), values(11, 11.001, 10.999, 10, 10, 10));
        MetricSamples open =
                metric("b", values(10, 10.3, 9.7, 10, 10.3, 9.7), values(10.8, 11.1, 10.5, 10.8, 11.1, 10.5));

        List<org.kpulse.analysis.comparison.MetricComparison> answers =
                ADAPTIVE.next(List.of(turning, open)).comparisons();

        assertThat(answers.get(0).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(answers.get(0).remarks()).contains(Remark.DECIDED_EARLIER);
        assertThat(answers.get(0).base().boots()).isEqualTo(6);
    }

    @Test
    void bootsBeyondTheCapChangeNothing() {
        double[] base = new double[20];
        double[] candidate = new double[20];
        for (int i = 0; i < 20; i++) {
            base[i] = 10 + (i % 3) * 0.3;
            candidate[i] = 10.25 + (i % 3) * 0.3;
        }
        MetricSamples many = metric("a", base, candidate);
        MetricSamples twelve = metric("a", Arrays.copyOf(base, 12), Arrays.copyOf(candidate, 12));

        assertThat(ADAPTIVE.next(List.of(many))).isEqualTo(ADAPTIVE.next(List.of(twelve)));
    }

    @Test
    void nothingToCompareAndImpossibleRulesAreRefusedInOneSentence() {
        assertThatThrownBy(() -> ADAPTIVE.next(List.of()))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("Without metrics there is nothing to repeat.");
        assertThatThrownBy(() -> new RepetitionRules(1, 1, 5)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new RepetitionRules(3, 0, 5)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new RepetitionRules(3, 1, 2)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> AlphaSpending.spent(0.05, 1.5)).isInstanceOf(AnalysisException.class);
    }
}
