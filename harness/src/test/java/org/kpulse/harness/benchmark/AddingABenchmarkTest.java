package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/adding-a-benchmark.md} does not lie. */
class AddingABenchmarkTest {

    private static final Pattern BLOCK = Pattern.compile("```(yaml|text)\n(.*?)```", Pattern.DOTALL);

    @Test
    void theRecipeInTheDocumentationIsValidAndReadsTheOutputBesideIt(@TempDir Path directory) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "adding-a-benchmark.md"));
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        RecipeFolder folder = new RecipeFolder(Files.createDirectory(directory.resolve("example")));
        Files.writeString(folder.recipe(), blocks.get(0).group(2));

        List<RecipeError> errors = new ArrayList<>();
        Optional<Benchmark> benchmark =
                new RecipeReader(MetricParsers.builtIn().keySet()).read(folder, "benchmarks", errors);

        assertThat(errors).isEmpty();
        assertThat(Samples.values(Samples.parser()
                        .parse(benchmark.orElseThrow(), blocks.get(1).group(2))))
                .containsOnly(Map.entry("time", 0.216));
    }
}
