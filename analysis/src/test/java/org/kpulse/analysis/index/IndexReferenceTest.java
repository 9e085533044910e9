package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

/** Every number here was computed by R: src/test/r/index.R. The accuracy is 1e-9. */
class IndexReferenceTest {

    private static final double PERCENT = 1e-7; // 1e-9 relative

    @Test
    void anIndexOfGivenWeightsIsTheWeightedGeometricMeanWithTheJackknifesError() {
        for (Map<String, String> row : rows("index.csv")) {
            List<MetricSamples> metrics = metrics(row);
            double[] given = list(row, "given");
            Map<MetricKey, Double> weights = new HashMap<>();
            for (int i = 0; i < given.length; i++) {
                weights.put(metrics.get(i).key(), given[i]);
            }
            PerformanceIndex index = IndexCalculator.compute(
                    metrics, Set.of(), new Weights(weights, Map.of(), WeightRule.DEFAULT), IndexRules.DEFAULT);
            check(index.estimate(), index.interval().orElseThrow(), row, "");
        }
    }

    @Test
    void anIndexOfWeightsByRuleIsThatOfLeaveOneOutResiduals() {
        for (Map<String, String> row : rows("index.csv")) {
            PerformanceIndex index =
                    IndexCalculator.compute(metrics(row), Set.of(), Weights.byRule(), IndexRules.DEFAULT);
            assertThat(index.contributions().stream()
                            .mapToDouble(Contribution::weight)
                            .toArray())
                    .containsExactly(list(row, "rule"), within(1e-9));
            check(index.estimate(), index.interval().orElseThrow(), row, "rule_");
        }
    }

    @Test
    void theStudentisedBootstrapAgreesWithPackageBootOnItsResamples() {
        for (Map<String, String> row : rows("index-bootstrap.csv")) {
            double[] base = list(row, "base");
            double[] expected = list(row, "t");
            double[][] draws = Arrays.stream(cell(row, "draws").split("\\|", -1))
                    .map(IndexReferenceTest::numbers)
                    .toArray(double[][]::new);
            PrimitiveIterator.OfInt next = Arrays.stream(draws)
                    .flatMapToInt(draw -> IntStream.range(0, draw.length)
                            .map(i -> (int) draw[i] - (i < base.length ? 0 : base.length)))
                    .iterator();
            double[] t =
                    new BootBootstrap(base, list(row, "candidate"), 1e-4).t(expected.length, size -> next.nextInt());
            assertThat(t).containsExactly(expected, within(1e-9));
            assertThat(BootBootstrap.quantile(t, 0.95)).isCloseTo(number(row, "q"), within(1e-9));
        }
    }

    @Test
    void platformsAreCombinedByAddingVariances() {
        for (Map<String, String> row : rows("index-sums.csv")) {
            double[] logs = list(row, "log");
            Map<String, PerformanceIndex> indices = new HashMap<>();
            Map<String, Double> weights = new HashMap<>();
            for (int i = 0; i < logs.length; i++) {
                IndexEstimate estimate = IndexEstimate.of(logs[i], list(row, "se")[i], list(row, "df")[i]);
                indices.put("p" + i, Indices.of(estimate));
                weights.put("p" + i, list(row, "weight")[i]);
            }
            OverallIndex index = OverallIndex.weighted(indices, weights, 0.95);
            assertThat(index.value()).isCloseTo(number(row, "value"), withinPercentage(PERCENT));
            IndexEstimate.Precision precision = index.estimate().precision().orElseThrow();
            assertThat(precision.standardError()).isCloseTo(number(row, "total_se"), withinPercentage(PERCENT));
            assertThat(precision.degreesOfFreedom()).isCloseTo(number(row, "total_df"), withinPercentage(PERCENT));
            checkInterval(index.interval().orElseThrow(), row, "");
        }
    }

    private static void check(IndexEstimate estimate, Interval interval, Map<String, String> row, String prefix) {
        IndexEstimate.Precision precision = estimate.precision().orElseThrow();
        assertThat(estimate.value()).isCloseTo(number(row, prefix + "value"), withinPercentage(PERCENT));
        assertThat(estimate.logIndex()).isCloseTo(number(row, prefix + "log"), within(1e-12));
        assertThat(precision.standardError()).isCloseTo(number(row, prefix + "se"), withinPercentage(PERCENT));
        assertThat(precision.degreesOfFreedom()).isCloseTo(number(row, prefix + "df"), withinPercentage(PERCENT));
        checkInterval(interval, row, prefix);
    }

    private static void checkInterval(Interval interval, Map<String, String> row, String prefix) {
        assertThat(interval.low()).isCloseTo(number(row, prefix + "low"), withinPercentage(PERCENT));
        assertThat(interval.high()).isCloseTo(number(row, prefix + "high"), withinPercentage(PERCENT));
    }

    /** One iteration a boot, the exponentials of R's logarithms. */
    private static List<MetricSamples> metrics(Map<String, String> row) {
        String[] base = cell(row, "base").split("\\|", -1);
        String[] candidate = cell(row, "candidate").split("\\|", -1);
        List<MetricSamples> metrics = new ArrayList<>();
        for (int i = 0; i < base.length; i++) {
            metrics.add(new MetricSamples(
                    new MetricKey("bench" + i, "rate"),
                    "1/s",
                    Direction.HIGHER_IS_BETTER,
                    boots("b", numbers(base[i])),
                    boots("c", numbers(candidate[i]))));
        }
        return metrics;
    }

    private static List<BootSamples> boots(String prefix, double[] logs) {
        return IntStream.range(0, logs.length)
                .mapToObj(i -> BootSamples.of(prefix + i, Math.exp(logs[i])))
                .toList();
    }

    private static List<Map<String, String>> rows(String file) {
        try (InputStream in =
                Objects.requireNonNull(IndexReferenceTest.class.getResourceAsStream("/r/" + file), file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String[] head = lines.get(1).split(",", -1);
            return lines.stream()
                    .skip(2)
                    .map(line -> {
                        Map<String, String> row = new HashMap<>();
                        String[] cells = line.split(",", -1);
                        for (int i = 0; i < head.length; i++) {
                            row.put(head[i], cells[i]);
                        }
                        return row;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(cell(row, column));
    }

    private static double[] list(Map<String, String> row, String column) {
        return numbers(cell(row, column));
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(";", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
