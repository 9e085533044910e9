package org.kpulse.harness.runner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.ParsedOutput;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.StepId;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.tests.TestOutput;

/**
 * Turns what a job printed into samples, or says why it cannot. A program that fails is a fault of ours unless the kernel said
 * otherwise; a run has all of its samples or none.
 *
 * @param samples in the order of the steps; empty when there is a fault
 * @param fault the first thing that is wrong
 */
public record SampleReading(List<Sample> samples, Optional<Fault> fault) {

    /** A test set ends with it when it ran and not all was as expected. */
    private static final int SOME_TEST_FAILED = 1;

    public SampleReading {
        samples = List.copyOf(samples);
    }

    /** Reads the steps of a finished job. */
    public static SampleReading of(List<StepOutput> steps, List<PlannedBenchmark> plan, OutputParser parser) {
        Map<String, PlannedBenchmark> byName =
                plan.stream().collect(Collectors.toMap(p -> p.benchmark().name(), Function.identity()));
        List<Sample> samples = new ArrayList<>();
        Set<StepId> seen = new HashSet<>();
        for (StepOutput step : steps) {
            PlannedBenchmark planned = byName.get(step.step().benchmark());
            if (planned == null || !isPlanned(step.step(), planned) || !seen.add(step.step())) {
                return failed(new KernelFault(
                        KernelFault.Kind.LOST_SAMPLES,
                        "The guest reported a step nobody planned, or twice: " + step.step() + "."));
            }
            boolean tests = planned.benchmark().isTestSet() && step.step().kind() == StepId.Kind.RUN;
            boolean failedTests = tests && step.exitCode() == SOME_TEST_FAILED;
            if (step.exitCode() != 0 && !failedTests && step.step().kind() != StepId.Kind.CLEAN) {
                return failed(failure(step, planned));
            }
            if (tests) {
                Optional<Fault> wrong = unreadable(step, planned);
                if (wrong.isPresent()) {
                    return failed(wrong.get());
                }
            } else if (step.step().kind() == StepId.Kind.RUN) {
                Optional<Fault> wrong = read(step, planned, parser, samples);
                if (wrong.isPresent()) {
                    return failed(wrong.get());
                }
            }
        }
        return missing(plan, steps)
                .map(SampleReading::failed)
                .orElseGet(() -> new SampleReading(samples, Optional.empty()));
    }

    private static boolean isPlanned(StepId step, PlannedBenchmark planned) {
        return switch (step.kind()) {
            case RUN -> step.iteration() >= 0 && step.iteration() < planned.iterations();
            case WARMUP -> step.iteration() < 0 && step.iteration() >= -planned.warmup();
            case PREPARE, SETUP, TEARDOWN, CLEAN -> step.iteration() == 0;
        };
    }

    private static SampleReading failed(Fault fault) {
        return new SampleReading(List.of(), Optional.of(fault));
    }

    private static Optional<Fault> read(
            StepOutput step, PlannedBenchmark planned, OutputParser parser, List<Sample> samples) {
        ParsedOutput output = parser.parse(planned.benchmark(), step.out());
        if (output instanceof ParsedOutput.Rejected rejected) {
            return Optional.of(rejected.fault());
        }
        ((ParsedOutput.Values) output)
                .byMetric()
                .forEach((metric, value) -> samples.add(new Sample(
                        planned.benchmark().name(), metric, step.step().iteration(), value)));
        return Optional.empty();
    }

    /** Results of tests stand by themselves ({@link TestReading}), but a run with half of them is not whole. */
    private static Optional<Fault> unreadable(StepOutput step, PlannedBenchmark planned) {
        return TestOutput.read(planned.benchmark(), step.out())
                .complaint()
                .map(what -> new InfraFault(
                        InfraFault.Kind.OUTPUT_UNPARSABLE,
                        "The output of the tests of " + step.step().benchmark() + " cannot be trusted: " + what + "."));
    }

    private static Optional<Fault> missing(List<PlannedBenchmark> plan, List<StepOutput> steps) {
        for (PlannedBenchmark planned : plan) {
            String name = planned.benchmark().name();
            long ran = steps.stream()
                    .filter(s -> s.step().kind() == StepId.Kind.RUN
                            && s.step().benchmark().equals(name))
                    .count();
            if (ran != planned.iterations()) {
                return Optional.of(new KernelFault(
                        KernelFault.Kind.LOST_SAMPLES,
                        name + " should have run " + planned.iterations() + " times, " + ran + " arrived."));
            }
        }
        return Optional.empty();
    }

    /** What a failed step means; pure. */
    static Fault failure(StepOutput step, PlannedBenchmark planned) {
        String what = planned.benchmark().name() + " (" + step.step().kind().label() + ")";
        String words = lastLine(step.out() + "\n" + step.err());
        if (step.exitCode() == 124) {
            return new InfraFault(
                    InfraFault.Kind.BENCHMARK_TIMEOUT,
                    what + " took longer than its " + planned.benchmark().timeLimitSeconds() + " s: " + words + ".");
        }
        if ((step.out() + step.err()).contains("No space left on device")) {
            return new InfraFault(
                    InfraFault.Kind.SCRATCH_FULL,
                    what + " filled its scratch area of "
                            + planned.benchmark().needs().scratchMib() + " MiB: " + words + ".");
        }
        String how = step.exitCode() > 128
                ? "was killed by signal " + (step.exitCode() - 128)
                : "failed with exit code " + step.exitCode();
        return new InfraFault(InfraFault.Kind.BENCHMARK_FAILED, what + " " + how + ": " + words + ".");
    }

    private static String lastLine(String text) {
        String line =
                text.strip().lines().reduce((a, b) -> b).orElse("no output").strip();
        String clean = line.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
    }
}
