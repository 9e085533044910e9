package org.kpulse.harness.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/**
 * All recipes and suites of a directory.
 *
 * @param list the benchmarks, by name
 * @param suites the suites made of them
 */
public record BenchmarkCatalog(List<Benchmark> list, Suites suites) {

    public BenchmarkCatalog {
        list = List.copyOf(list);
    }

    /**
     * Reads {@code <directory>/<name>/benchmark.yaml} and {@code <directory>/suites.yaml}.
     *
     * @throws UsageException with all mistakes, a line each, when there are any
     */
    public static BenchmarkCatalog load(Path directory) {
        List<RecipeError> errors = new ArrayList<>();
        BenchmarkCatalog catalog = read(directory, errors);
        if (!errors.isEmpty()) {
            throw new UsageException(
                    errors.stream().map(RecipeError::toString).collect(Collectors.joining(System.lineSeparator())));
        }
        return catalog;
    }

    /** Every mistake in every recipe and in the suites; empty when all is well. */
    public static List<RecipeError> check(Path directory) {
        List<RecipeError> errors = new ArrayList<>();
        read(directory, errors);
        return List.copyOf(errors);
    }

    /** The benchmark of this name; else a {@link UsageException} that names the known ones. */
    public Benchmark find(String name) {
        List<String> known = list.stream().map(Benchmark::name).toList();
        return list.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("Unknown benchmark \"" + name + "\";"
                        + Suggestion.sentence(name, known) + " known: " + String.join(", ", known) + "."));
    }

    private static BenchmarkCatalog read(Path directory, List<RecipeError> errors) {
        Path absolute = directory.toAbsolutePath().normalize();
        RecipeReader reader = new RecipeReader(MetricParsers.builtIn().keySet());
        List<Benchmark> benchmarks = new ArrayList<>();
        Set<String> broken = new HashSet<>();
        for (RecipeFolder each : RecipeFolder.in(absolute)) {
            reader.read(each, absolute.getFileName().toString(), errors)
                    .ifPresentOrElse(benchmarks::add, () -> broken.add(each.name()));
        }
        return new BenchmarkCatalog(benchmarks, Suites.read(absolute, benchmarks, broken, errors));
    }
}
