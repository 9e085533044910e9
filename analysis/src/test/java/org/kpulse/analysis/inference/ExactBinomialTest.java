package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

class ExactBinomialTest {

    /** Closed forms: nothing in n trials is at most 1 - (0.025)^(1/n), everything at least the mirror of it. */
    @ParameterizedTest
    @CsvSource({"1", "10", "297", "100000"})
    void noneAndAllHaveTheirClosedForms(long trials) {
        double limit = 1 - Math.pow(0.025, 1.0 / trials);

        assertThat(ExactBinomial.interval(0, trials, 0.95).low()).isZero();
        assertThat(ExactBinomial.interval(0, trials, 0.95).high()).isCloseTo(limit, within(1e-9));
        assertThat(ExactBinomial.interval(trials, trials, 0.95).low()).isCloseTo(1 - limit, within(1e-9));
        assertThat(ExactBinomial.interval(trials, trials, 0.95).high()).isEqualTo(1);
    }

    /** The definition: at either end, what was seen or more extreme has a probability of exactly half of what is left. */
    @ParameterizedTest
    @CsvSource({"1, 20, 0.95", "5, 10, 0.95", "30, 997, 0.95", "3, 50, 0.9"})
    void atItsEndsTheTailsAreHalfOfWhatTheConfidenceLeaves(int seen, int trials, double confidence) {
        Interval interval = ExactBinomial.interval(seen, trials, confidence);
        double tail = (1 - confidence) / 2;

        assertThat(BinomialDistribution.of(trials, interval.low()).survivalProbability(seen - 1))
                .isCloseTo(tail, within(1e-9));
        assertThat(BinomialDistribution.of(trials, interval.high()).cumulativeProbability(seen))
                .isCloseTo(tail, within(1e-9));
    }

    @Test
    void whatIsNoRateIsRefused() {
        assertThatThrownBy(() -> ExactBinomial.interval(0, 0, 0.95)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> ExactBinomial.interval(-1, 5, 0.95)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> ExactBinomial.interval(6, 5, 0.95)).hasMessageContaining("6 of 5");
        assertThatThrownBy(() -> ExactBinomial.interval(1, 5, 1)).isInstanceOf(AnalysisException.class);
    }
}
