package org.kpulse.bisect.request;

import org.kpulse.harness.benchmark.TestSet;

/** What a bisection looks for. */
public sealed interface Wanted {

    /** The benchmark that is run at each commit. */
    String benchmark();

    /** How {@code bisection.symptom} calls it. */
    String symptom();

    /** What of the benchmark is looked at: the name of a metric or test; empty for crashes. */
    String part();

    /**
     * The inverse of {@link #symptom}, {@link #benchmark} and {@link #part}; an {@link IllegalArgumentException} for another symptom.
     */
    static Wanted of(String symptom, String benchmark, String part) {
        return switch (symptom) {
            case "METRIC" -> new Metric(benchmark, part);
            case "CRASH" -> new Crash(benchmark);
            case "TEST" -> new Test(benchmark, part);
            default -> throw new IllegalArgumentException("no symptom is called " + symptom);
        };
    }

    /** The commit from which on the level of a metric changed. */
    record Metric(String benchmark, String metric) implements Wanted {
        @Override
        public String symptom() {
            return "METRIC";
        }

        @Override
        public String part() {
            return metric;
        }

        @Override
        public String toString() {
            return benchmark + "/" + metric;
        }
    }

    /** The commit from which on the kernel fails while the benchmark runs: it does not boot, panics, hangs, kills a program for memory. */
    record Crash(String benchmark) implements Wanted {
        @Override
        public String symptom() {
            return "CRASH";
        }

        @Override
        public String part() {
            return "";
        }

        @Override
        public String toString() {
            return "crash in " + benchmark;
        }
    }

    /** The commit from which on a test fails, or gives no answer because it or the kernel crashes or hangs in it. */
    record Test(String benchmark, String test) implements Wanted {

        public Test {
            if (!TestSet.isName(test)) {
                throw new IllegalArgumentException("not the name of a test: " + test);
            }
        }

        @Override
        public String symptom() {
            return "TEST";
        }

        @Override
        public String part() {
            return test;
        }

        @Override
        public String toString() {
            return "test " + test + " of " + benchmark;
        }
    }
}
