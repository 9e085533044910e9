package org.kpulse.harness.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.job.StepId;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.tests.TestOutput;

/** Turns what test sets printed into results. Unlike samples they are kept however the run ended: each stands by itself. */
final class TestReading {

    private TestReading() {}

    /**
     * The results of all test sets of the plan, as far as they came. A single test during which the kernel failed is UNRESOLVED; which
     * one of many it was is not known.
     *
     * @param fault why the run did not finish
     */
    static List<TestResult> of(JobTranscript transcript, List<PlannedBenchmark> plan, Optional<Fault> fault) {
        List<TestResult> results = new ArrayList<>();
        for (PlannedBenchmark planned : plan) {
            if (planned.benchmark().isTestSet()) {
                StepId step = new StepId(StepId.Kind.RUN, planned.benchmark().name(), 0);
                List<TestResult> own = TestOutput.read(planned.benchmark(), printed(transcript, step))
                        .results();
                results.addAll(own);
                if (transcript.current().equals(Optional.of(step))) {
                    died(planned, fault)
                            .filter(alone ->
                                    own.stream().noneMatch(each -> each.test().equals(alone.test())))
                            .ifPresent(results::add);
                }
            }
        }
        return results;
    }

    private static String printed(JobTranscript transcript, StepId step) {
        if (transcript.current().equals(Optional.of(step))) {
            return transcript.printed();
        }
        return transcript.steps().stream()
                .filter(each -> each.step().equals(step))
                .map(StepOutput::out)
                .findFirst()
                .orElse("");
    }

    private static Optional<TestResult> died(PlannedBenchmark planned, Optional<Fault> fault) {
        return Optional.ofNullable(planned.parameters().get(TestSet.PLACEHOLDER))
                .flatMap(test -> fault.filter(f -> f.blame() == Blame.KERNEL)
                        .map(f -> new TestResult(
                                planned.benchmark().name(),
                                test,
                                TestResult.Outcome.UNRESOLVED,
                                0,
                                "the kernel failed while it ran: " + f.code(),
                                "")));
    }
}
