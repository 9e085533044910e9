package org.kpulse.bisect.request;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.request.BisectionRequest.Terms;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.MetricSpec;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/**
 * What somebody says of a bisection, in the words of {@code kpulse bisect start}, of a form or of the API.
 *
 * @param sought what to look for
 * @param limits when to be sure, and what it may cost
 */
public record Asked(Sought sought, Limits limits) {

    /** The platforms that are searched if nobody names one, in this order. */
    public static final List<String> PLATFORMS = List.of("qemu-instructions", "qemu-time");

    /** The probability at which a culprit is named if nobody says another. */
    public static final double CONFIDENCE = 0.95;

    private static final String TESTS = "fsystest";
    private static final double LEAST_PERCENT = 2;
    private static final double LEAST_RATE = 50;

    /**
     * One of a metric, a crash and a test.
     *
     * @param benchmark that each boot runs; may be left out with a test
     * @param metric whose level changed
     * @param crash whether the kernel fails
     * @param test that fails
     */
    public record Sought(
            @Nullable String benchmark,
            @Nullable String metric,
            boolean crash,
            @Nullable String test) {

        /** The name of what each boot runs. */
        public String program() {
            if (benchmark == null && test == null) {
                throw new UsageException("Say what each boot runs: a benchmark.");
            }
            return benchmark == null ? TESTS : benchmark;
        }

        /** What that is, by the recipe of {@link #program}. */
        Wanted wanted(Benchmark recipe) {
            long said = Stream.of(crash, metric != null, test != null)
                    .filter(each -> each)
                    .count();
            if (said != 1) {
                throw new UsageException("Say a metric, a crash or a test: one of the three"
                        + (recipe.isTestSet() ? "" : "; metrics of " + recipe.name() + ": " + metrics(recipe)) + ".");
            }
            if (test != null) {
                return new Wanted.Test(recipe.name(), known(recipe, test));
            }
            return metric == null
                    ? new Wanted.Crash(recipe.name())
                    : new Wanted.Metric(recipe.name(), recipe.metric(metric).name());
        }

        private static String metrics(Benchmark recipe) {
            return String.join(
                    ", ", recipe.metrics().stream().map(MetricSpec::name).toList());
        }

        private static String known(Benchmark recipe, String test) {
            TestSet tests = recipe.tests();
            if (tests == null) {
                throw new UsageException("Benchmark " + recipe.name() + " is no test set; a test is of one.");
            }
            List<String> known = tests.names().orElse(List.of(test));
            if (!known.contains(test) || !TestSet.isName(test)) {
                throw new UsageException("Unknown test \"" + test + "\" of " + recipe.name() + ";"
                        + Suggestion.sentence(test, known) + " its catalogue has " + known.size() + ".");
            }
            return test;
        }
    }

    /**
     * How sure, and for what.
     *
     * @param percent least change worth finding: of the metric, or of the share of boots that crash or fail the test; may be left out
     * @param confidence posterior probability at which a culprit is named
     * @param budget at most
     * @param flat whether all commits are thought equally likely, whatever they touch
     */
    public record Limits(@Nullable Double percent, double confidence, Budget budget, boolean flat) {

        Terms terms(Wanted wanted) {
            boolean rate = !(wanted instanceof Wanted.Metric);
            double least = percent == null ? (rate ? LEAST_RATE : LEAST_PERCENT) : percent;
            if (!(least > 0) || (rate && least > 100)) {
                throw new UsageException("The least change is above 0" + (rate ? " and at most 100" : "")
                        + " percent, not " + least + ".");
            }
            return new Terms(
                    confidence, rate ? least / 100 : Math.log1p(least / 100), !flat, budget.seconds(), budget.boots());
        }
    }

    /** What is sought, by the recipe of {@link Sought#program}. */
    public Wanted wanted(Benchmark recipe) {
        return sought.wanted(recipe);
    }

    /** When to be sure of it, and what that may cost. */
    public Terms terms(Wanted wanted) {
        return limits.terms(wanted);
    }
}
