package org.kpulse.harness.tests;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code fsystest --json} printed: a line a test, then a summary. */
final class FsystestOutput {

    private static final String NO_RESULT = "a line is not a result";
    private static final JsonMapper JSON = new JsonMapper();

    private FsystestOutput() {}

    /**
     * Reads an output.
     *
     * @param set name of the test set's recipe
     */
    static TestOutput read(String set, String output) {
        Reader reader = new Reader(set);
        output.lines().filter(line -> !line.isBlank()).forEach(reader::line);
        return reader.end();
    }

    private static final class Reader {

        private final String set;
        private final List<TestResult> results = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private Optional<String> complaint = Optional.empty();
        private boolean ended;

        Reader(String set) {
            this.set = set;
        }

        void line(String line) {
            if (ended) {
                complain("there is something after the summary", line);
                return;
            }
            try {
                JsonNode node = JSON.readTree(line);
                if (node.path("summary").isObject()) {
                    summary(node.path("summary"));
                } else {
                    result(node, line);
                }
            } catch (JacksonException | IllegalArgumentException e) {
                complain(NO_RESULT, line);
            }
        }

        /** An {@link IllegalArgumentException} for what is no result. */
        private void result(JsonNode node, String line) {
            if (!node.path("test").isString() || !node.path("seconds").isNumber()) {
                complain(NO_RESULT, line);
                return;
            }
            Outcome outcome = Outcome.valueOf(node.path("result").asString(""));
            TestResult result = new TestResult(
                    set,
                    node.path("test").asString(),
                    outcome,
                    node.path("seconds").doubleValue(),
                    TestOutput.reason(node.path("note").asString("")),
                    outcome == Outcome.PASS
                            ? ""
                            : TestOutput.shortened(node.path("output").asString("")));
            if (results.size() >= TestOutput.MOST_TESTS) {
                complain("there are more than " + TestOutput.MOST_TESTS + " results", line);
            } else if (!names.add(result.test())) {
                complain("a test has two results", line);
            } else {
                results.add(result);
            }
        }

        private void summary(JsonNode summary) {
            ended = true;
            Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
            results.forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
            for (Outcome each : Outcome.values()) {
                if (summary.path(each.name()).asInt(-1) != counts.getOrDefault(each, 0)) {
                    complain("the summary does not agree with the results", summary.toString());
                }
            }
            if (summary.path("tests").asInt(-1) != results.size()) {
                complain("the summary does not agree with the results", summary.toString());
            }
        }

        private void complain(String what, String line) {
            if (complaint.isEmpty()) {
                complaint = Optional.of(TestOutput.about(what, line));
            }
        }

        TestOutput end() {
            return new TestOutput(
                    results,
                    complaint.isPresent() || ended
                            ? complaint
                            : Optional.of("it ends after " + results.size() + " results, without a summary"));
        }
    }
}
