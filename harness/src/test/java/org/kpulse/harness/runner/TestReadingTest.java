package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PerKind;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Steps;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.benchmark.TestSource;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

class TestReadingTest {

    private static final String PASS = "{\"test\":\"a/x\",\"result\":\"PASS\",\"seconds\":0.5,\"note\":\"\"}\n";
    private static final String FAIL =
            "{\"test\":\"a/y\",\"result\":\"FAIL\",\"seconds\":1,\"note\":\"no\",\"output\":\"no\"}\n";
    private static final String SUMMARY =
            "{\"summary\":{\"tests\":2,\"PASS\":1,\"FAIL\":1,\"SKIP\":0,\"XFAIL\":0,\"XPASS\":0,\"UNRESOLVED\":0}}\n";
    private static final Optional<Fault> PANIC = Optional.of(new KernelFault(KernelFault.Kind.PANIC, "Kernel panic"));

    private static PlannedBenchmark planned(Map<String, String> parameters) {
        Benchmark set = new Benchmark(
                "suite",
                "nothing",
                "process",
                "/kpulse/bin/suite",
                null,
                new Needs(List.of(), Needs.Scratch.NONE, 0, 64),
                List.of(),
                PerKind.both(0),
                PerKind.both(1),
                30,
                new Steps("", "suite --json {test}", ""),
                List.of(),
                new TestSet(new TestSource.Folder(Path.of("nowhere")), TestFormat.FSYSTEST, 1, Map.of()),
                "0".repeat(64));
        return new PlannedBenchmark(set, parameters, 0, 1);
    }

    private static List<TestResult> results(Channel channel, Map<String, String> parameters, Optional<Fault> fault) {
        return TestReading.of(channel.transcript(), List.of(planned(parameters)), fault);
    }

    private static Optional<Fault> fault(Channel channel) {
        return SampleReading.of(channel.transcript().steps(), List.of(planned(Map.of())), new OutputParser(Map.of()))
                .fault();
    }

    private static Channel ended(String output, int exit) {
        return new Channel().hello(1).step("run", "suite", 0, output, "", exit).done();
    }

    /** Until the kernel died. */
    private static Channel cut(String output) {
        return new Channel().hello(1).line("@kp begin run suite 0").data("out", output);
    }

    @Test
    void aTestThatFailsIsAResultAndNoFault() {
        Channel channel = ended(PASS + FAIL + SUMMARY, 1);

        assertThat(fault(channel)).isEmpty();
        assertThat(results(channel, Map.of(), Optional.empty()))
                .containsExactly(
                        new TestResult("suite", "a/x", Outcome.PASS, 0.5, "", ""),
                        new TestResult("suite", "a/y", Outcome.FAIL, 1, "no", "no"));
    }

    @Test
    void whatWasFoundOutBeforeTheKernelDiedStands() {
        assertThat(results(cut(PASS + FAIL.substring(0, 30)), Map.of(), PANIC))
                .containsExactly(new TestResult("suite", "a/x", Outcome.PASS, 0.5, "", ""));
    }

    @Test
    void theOneTestDuringWhichTheKernelFailedIsUnresolved() {
        Map<String, String> only = Map.of("test", "a/y");

        assertThat(results(cut(""), only, PANIC))
                .containsExactly(new TestResult(
                        "suite", "a/y", Outcome.UNRESOLVED, 0, "the kernel failed while it ran: PANIC", ""));
        assertThat(results(cut(""), only, Optional.of(new InfraFault(InfraFault.Kind.MACHINE_DIED, "gone"))))
                .as("a fault of ours says nothing of the test")
                .isEmpty();
        assertThat(results(new Channel(), only, PANIC))
                .as("it did not get as far")
                .isEmpty();
        assertThat(results(cut(""), Map.of(), PANIC)).as("one of many").isEmpty();
    }

    @Test
    void anOutputThatCannotBeTrustedFailsTheRunAsOurs() {
        assertThat(fault(ended(PASS, 0)).orElseThrow().code()).isEqualTo("OUTPUT_UNPARSABLE");
        assertThat(fault(ended(PASS + SUMMARY, 1)).orElseThrow().detail())
                .contains("The output of the tests of suite cannot be trusted: the summary does not agree");
        assertThat(fault(ended("fsystest: no test is called b\n", 2))
                        .orElseThrow()
                        .code())
                .isEqualTo("BENCHMARK_FAILED");
        assertThat(fault(ended(PASS + FAIL + SUMMARY, 124)).orElseThrow().code())
                .isEqualTo("BENCHMARK_TIMEOUT");
    }

    @Test
    void oneTestAloneIsPutIntoTheCommand() {
        assertThat(planned(Map.of("test", "a/x")).steps().command()).isEqualTo("suite --json a/x");
        assertThat(planned(Map.of()).steps().command()).isEqualTo("suite --json ");
    }
}
