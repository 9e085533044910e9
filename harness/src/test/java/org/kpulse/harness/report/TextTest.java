package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;

class TextTest {

    @Test
    void theReportOfAMainJobIsThisText() {
        Golden.assertIs("report/run.txt", RunText.of(Reports.full()));
    }

    @Test
    void aComparisonIsThisText() {
        Golden.assertIs("report/compare.txt", ComparisonText.of(Reports.everything()));
    }

    @Test
    void valuesHaveFourSignificantDigits() {
        assertThat(Numbers.value(339.84)).isEqualTo("339.8");
        assertThat(Numbers.value(25_430.4)).isEqualTo("25,430");
        assertThat(Numbers.value(0.068_52)).isEqualTo("0.06852");
        assertThat(Numbers.value(1)).isEqualTo("1.000");
        assertThat(Numbers.value(0)).isEqualTo("0.00000");
        assertThat(Numbers.value(1.5e9)).isEqualTo("1.500e+09");
        assertThat(Numbers.value(0.000_012_34)).isEqualTo("1.234e-05");
    }

    @Test
    void changesHaveASignAndNoMinusZero() {
        assertThat(Numbers.change(OptionalDouble.of(1.236))).isEqualTo("+1.24 %");
        assertThat(Numbers.change(OptionalDouble.of(-0.001))).isEqualTo("+0.00 %");
        assertThat(Numbers.change(OptionalDouble.of(-17.44))).isEqualTo("-17.4 %");
        assertThat(Numbers.change(OptionalDouble.of(227.4))).isEqualTo("+227 %");
        assertThat(Numbers.change(OptionalDouble.empty())).isEqualTo("-");
        assertThat(Numbers.interval(new Interval(-99.97, 1e12))).isEqualTo("[-100.0, >+999]");
    }

    @Test
    void smallProbabilitiesAreNotShownAsZero() {
        assertThat(Numbers.probability(OptionalDouble.of(0.0004))).isEqualTo("<0.001");
        assertThat(Numbers.probability(OptionalDouble.of(0.0314))).isEqualTo("0.031");
        assertThat(Numbers.probability(OptionalDouble.empty())).isEqualTo("-");
    }

    @Test
    void textColumnsAreToTheLeftAndNumbersToTheRightWithoutTrailingBlanks() {
        Table table = Table.withTextAtTheEnd(1, "name", "n", "what")
                .row("a", "100", "long words")
                .row("longer", "1", "x");
        assertThat(table.text()).isEqualTo("""
                name      n  what
                a       100  long words
                longer    1  x
                """);
    }

    @Test
    void aRowWithoutAllItsCellsIsRefused() {
        Table table = new Table(1, "a", "b");
        assertThatThrownBy(() -> table.row("x")).hasMessageContaining("1 cells in a table of 2 columns");
    }
}
