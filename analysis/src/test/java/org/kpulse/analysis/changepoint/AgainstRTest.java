package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;

/** Every number here was computed by R: src/test/r/changepoints.R. */
class AgainstRTest {

    private static final double EXACT = 1e-7; // percent

    @Test
    void fitsOfLevelsLinesAndRampsAgreeWithR() {
        List<String[]> series = rows("changepoint-series.csv");
        int n = series.size();
        int[] time = new int[n];
        double[] y = new double[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            time[i] = Integer.parseInt(series.get(i)[0]);
            y[i] = number(series.get(i)[1]);
            weight[i] = number(series.get(i)[2]);
        }
        Sums sums = new Sums(y, weight, time);
        for (String[] row : rows("changepoint-fits.csv")) {
            int at = Integer.parseInt(row[0]);
            double z = sums.z(0, at, n);
            assertThat(z * z).isCloseTo(number(row[1]), withinPercentage(EXACT));
            assertThat(sums.gain(0, at) + sums.gain(at, n) - sums.gain(0, n))
                    .isCloseTo(number(row[1]), withinPercentage(EXACT));
            assertThat(sums.levelRest(0, n)).isCloseTo(number(row[2]), withinPercentage(EXACT));
            assertThat(sums.lineRest(0, n)).isCloseTo(number(row[3]), withinPercentage(EXACT));
            assertThat(sums.line(0, n).slope()).isCloseTo(number(row[4]), withinPercentage(EXACT));
            Sums.Slope ramp = sums.ramp(0, n, at - 2, at + 1, time[at - 2], time[at + 1]);
            assertThat(ramp.rest()).isCloseTo(number(row[5]), withinPercentage(EXACT));
            assertThat(ramp.size()).isCloseTo(number(row[6]), withinPercentage(EXACT));
        }
    }

    @Test
    void theStudentisedBoundaryIsStudentsTOrALittleMoreCautious() {
        for (String[] row : rows("changepoint-t.csv")) {
            assertThat(Boundary.studentised(number(row[0]), number(row[1])))
                    .as("z %s, %s degrees of freedom", row[0], row[1])
                    .isGreaterThan(number(row[2]) * 0.999)
                    .isCloseTo(number(row[2]), withinPercentage(number(row[1]) < 20 ? 3 : 1));
        }
    }

    @Test
    void theVarianceOfAMeanOfCorrelatedPointsAgreesWithR() {
        for (String[] row : rows("changepoint-ar.csv")) {
            ArNoise noise = new ArNoise(1, number(row[1]), 0, 100);
            assertThat(noise.inflation(number(row[0]))).isCloseTo(number(row[2]), within(1e-9));
        }
    }

    @Test
    void theConfirmationAgreesWithR() {
        for (String[] row : rows("changepoint-confirmation.csv")) {
            assertThat(Confirmation.of(suspected(1), list(row[0]), list(row[1])).p())
                    .isCloseTo(number(row[2]), within(1e-9));
            assertThat(Confirmation.of(suspected(-1), list(row[0]), list(row[1]))
                            .p())
                    .isCloseTo(number(row[3]), within(1e-9));
        }
    }

    static Finding suspected(double size) {
        Interval interval = new Interval(size - 1, size + 1);
        return new Finding(1, ChangeKind.STEP, "k9", 9, 8, 10, 9, size, interval, java.util.OptionalInt.empty(), 12);
    }

    private static List<String[]> rows(String file) {
        try (InputStream in = Objects.requireNonNull(AgainstRTest.class.getResourceAsStream("/r/" + file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(2).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Double> list(String cell) {
        return Arrays.stream(cell.split(";", -1)).map(Double::valueOf).toList();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
