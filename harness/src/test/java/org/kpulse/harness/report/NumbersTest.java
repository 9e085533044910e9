package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | +0.00",
                "-0.0 | +0.00",
                "-0.001 | +0.00",
                "0.005 | +0.01",
                "-0.005 | -0.01",
                "9.996 | +10.00",
                "12.34 | +12.3",
                "-99.96 | -100.0",
                "999.4 | +999",
                "999.6 | +1,000",
                "1000 | >+999",
                "-1e9 | <-999",
                "NaN | NaN"
            })
    void aChangeHasItsSignAndThreeDigits(double value, String text) {
        assertThat(Numbers.signed(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0.00000",
                "339.84 | 339.8",
                "25430.4 | 25,430",
                "0.06852 | 0.06852",
                "-1.2345 | -1.235",
                "1e10 | 1.000e+10",
                "999.96 | 1,000.0",
                "0.00001 | 1.000e-05"
            })
    void aValueHasFourDigits(double value, String text) {
        assertThat(Numbers.value(value)).isEqualTo(text);
    }

    @Test
    void theQuickWayGivesWhatTheFormatGives() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 3);
            double size = Math.abs(value);
            int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 5;
            if (size >= 1e-4) {
                assertThat(Numbers.value(value)).isEqualTo(String.format(Locale.ROOT, "%,." + digits + "f", value));
            }
        }
    }
}
