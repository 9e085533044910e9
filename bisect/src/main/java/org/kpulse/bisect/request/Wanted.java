package org.kpulse.bisect.request;

/** What a bisection looks for. */
public sealed interface Wanted {

    /** The benchmark that is run at each commit. */
    String benchmark();

    /** How {@code bisection.symptom} calls it. */
    String symptom();

    /** The commit from which on the level of a metric changed. */
    record Metric(String benchmark, String metric) implements Wanted {
        @Override
        public String symptom() {
            return "METRIC";
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
        public String toString() {
            return "crash in " + benchmark;
        }
    }
}
