package org.kpulse.harness.benchmark;

/**
 * One mistake in a recipe or in the list of suites.
 *
 * @param file as a person would name it: {@code benchmarks/hackbench/benchmark.yaml}
 * @param line 1-based; 0 when it concerns the file as a whole
 * @param key where in the file: {@code metrics[0].direction}; empty for the file as a whole
 * @param message what is wrong and what is expected
 */
public record RecipeError(String file, int line, String key, String message) {

    /** The line a person reads: {@code benchmarks/x/benchmark.yaml:12: metrics[0].direction: must be ...}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
