package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class LkpTable5Test {

    @Test
    void theTableIsThePapers() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LkpTable5Test.class.getResourceAsStream("/lkp-table5-weights.csv"))) {
            List<LkpTable5.Row> paper = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> row(line.split(",", -1)))
                    .toList();
            assertThat(LkpTable5.ROWS).isEqualTo(paper);
        }
    }

    @Test
    void itHas55MetricsThatWeigh933() {
        assertThat(LkpTable5.ROWS.stream().mapToInt(LkpTable5.Row::subtests).sum())
                .isEqualTo(55);
        assertThat(LkpTable5.ROWS.stream()
                        .mapToDouble(row -> row.subtests() * row.weightPerMetric())
                        .sum())
                .isCloseTo(9.33, within(1e-9));
    }

    @Test
    void theWeightsFileOfTheBenchmarksHasTheSameNumbers() throws IOException {
        String file = Files.readString(Path.of("..", "benchmarks", "index-weights.yaml"));
        for (LkpTable5.Row row : LkpTable5.ROWS) {
            Pattern entry = Pattern.compile("name: " + Pattern.quote(row.benchmark())
                    + "\\n(?:    recipes: .*\\n)?    subtests: (\\d+)\\n    deviation_percent: (\\S+)\\n"
                    + "    weight_per_metric: (\\S+)\\n");
            assertThat(entry.matcher(file + "\n").results())
                    .singleElement()
                    .satisfies(found -> assertThat(row)
                            .isEqualTo(row(
                                    new String[] {row.benchmark(), found.group(1), found.group(2), found.group(3)})));
        }
    }

    @Test
    void aRecipeWeighsLikeTheBenchmarkItIs() {
        Weights weights = LkpTable5.weights(Map.of("dbench-ext4", "Dbench", "tbench", "Tbench"), WeightRule.DEFAULT);
        assertThat(weights.byBenchmark()).containsOnly(Map.entry("dbench-ext4", 0.1), Map.entry("tbench", 0.5));
        assertThat(LkpTable5.weights().byBenchmark()).hasSize(13).containsEntry("Reaim7", 2.0);
        assertThatThrownBy(() -> LkpTable5.weights(Map.of("x", "dbench"), WeightRule.DEFAULT))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("Recipe x")
                .hasMessageContaining("Dbench");
    }

    private static LkpTable5.Row row(String[] cells) {
        return new LkpTable5.Row(
                cells[0], Integer.parseInt(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
    }
}
