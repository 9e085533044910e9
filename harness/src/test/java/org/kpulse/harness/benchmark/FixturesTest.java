package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real outputs and what is read from them: {@code fixtures/<case>.txt} and {@code <case>.expected.json}. Run with
 * {@code -Dkpulse.fixtures.update=true} to write what is expected anew, and look at the difference.
 */
class FixturesTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static List<Benchmark> benchmarks() {
        return BenchmarkCatalog.load(Samples.BENCHMARKS).list().stream()
                .filter(each -> !each.isTestSet())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void everyMetricOfEveryRealOutputIsRead(Benchmark benchmark) throws IOException {
        List<Path> cases = cases(benchmark);
        assertThat(cases).as("fixtures of " + benchmark.name()).isNotEmpty();
        for (Path each : cases) {
            Map<String, Double> values =
                    new TreeMap<>(Samples.values(Samples.parser().parse(benchmark, Files.readString(each))));
            Path expected = each.resolveSibling(each.getFileName().toString().replace(".txt", ".expected.json"));
            if (Boolean.getBoolean("kpulse.fixtures.update")) {
                Files.writeString(expected, JSON.writeValueAsString(values) + "\n");
            }
            assertThat(values).as(each.toString()).isEqualTo(JSON.readValue(Files.readString(expected), TreeMap.class));
            assertThat(values.values()).as("values of " + each).allMatch(value -> value > 0);
        }
    }

    private static List<Path> cases(Benchmark benchmark) throws IOException {
        Path fixtures = Samples.BENCHMARKS.resolve(benchmark.name()).resolve("fixtures");
        try (Stream<Path> files = Files.list(fixtures)) {
            return files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }
}
