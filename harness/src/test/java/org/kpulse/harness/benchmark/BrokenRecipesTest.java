package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.harness.fault.UsageException;

/** {@code broken/<case>/benchmark.yaml} and the errors it must give, {@code expected.txt}. */
class BrokenRecipesTest {

    private static final Path BROKEN = Path.of("src/test/resources/org/kpulse/harness/benchmark/broken");

    static List<RecipeFolder> recipes() {
        return RecipeFolder.in(BROKEN).stream()
                .filter(each -> !each.name().equals("valid"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyMistakeOfARecipeIsNamedAtOnceWithFileLineAndKey(RecipeFolder folder) throws IOException {
        List<RecipeError> errors = new ArrayList<>();
        new RecipeReader(MetricParsers.builtIn().keySet()).read(folder, "benchmarks", errors);

        compare(folder.path().resolve("expected.txt"), errors);
    }

    @Test
    void mistakesOfTheSuitesAreNamedButNotThoseOfRecipesThatAreBrokenAnyway() throws IOException {
        List<RecipeError> errors = BenchmarkCatalog.check(BROKEN).stream()
                .filter(each -> each.file().endsWith("suites.yaml"))
                .toList();

        compare(BROKEN.resolve("suites.expected.txt"), errors);
    }

    @Test
    void aCatalogWithMistakesIsRefusedWithAllOfThem() {
        int count = BenchmarkCatalog.check(BROKEN).size();

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BenchmarkCatalog.load(BROKEN))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(count));
    }

    private static void compare(Path golden, List<RecipeError> errors) throws IOException {
        String found = errors.stream().map(each -> each + "\n").collect(Collectors.joining());
        if (Boolean.getBoolean("kpulse.fixtures.update")) {
            Files.writeString(golden, found);
        }
        assertThat(found).isEqualTo(Files.readString(golden)).isNotEmpty();
    }
}
