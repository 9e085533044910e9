package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.run.Sample;

class SampleReadingTest {

    /** One warm-up and two runs on a scratch disk of 64 MiB. */
    private static final PlannedBenchmark DISK =
            Planned.named("disk").scratch(Needs.Scratch.EXT4, 64).times(1, 2).build();

    private static final PlannedBenchmark CPU = Planned.named("cpu").build();

    @Test
    void everyRunOfEveryBenchmarkGivesItsSamplesInOrder() {
        SampleReading reading = read(whole());

        assertThat(reading.fault()).isEmpty();
        assertThat(reading.samples())
                .containsExactly(
                        new Sample("disk", "time", 0, 1.5),
                        new Sample("disk", "time", 1, 2.5),
                        new Sample("cpu", "time", 0, 3));
    }

    @Test
    void whatAWarmUpPrintsIsNotReadButItMustSucceed() {
        Channel channel = new Channel().step("warmup", "disk", -1, "nothing to parse");

        assertThat(read(channel).fault().orElseThrow().detail()).contains("should have run 2 times, 0 arrived");
    }

    @Test
    void aCleanUpThatFailsLosesNothing() {
        assertThat(read(whole().step("clean", "cpu", 0, "", "", 1)).fault()).isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("late", "BENCHMARK_TIMEOUT", "disk (run) took longer than its 30 s: last.", run(124, "last\n")),
                failure(
                        "disk full",
                        "SCRATCH_FULL",
                        "disk (run) filled its scratch area of 64 MiB: write: No space left on device.",
                        run(1, "write: No space left on device\n")),
                failure(
                        "program missing",
                        "BENCHMARK_FAILED",
                        "disk (run) failed with exit code 127: sh: 1: hackbench: not found.",
                        run(127, "sh: 1: hackbench: not found\n")),
                failure("killed", "BENCHMARK_FAILED", "disk (run) was killed by signal 11: no output.", run(139, "")),
                failure("unparsable", "OUTPUT_UNPARSABLE", "disk, metric time", run(0, "hello\n")),
                failure("not a number", "SAMPLE_INVALID", "NaN", run(0, "t=nan\n")),
                failure("negative", "SAMPLE_INVALID", "-1", run(0, "t=-1\n")),
                failure("infinite", "SAMPLE_INVALID", "finite", run(0, "t=1e999\n")),
                failure(
                        "set-up fails",
                        "BENCHMARK_FAILED",
                        "disk (setup) failed with exit code 2: why.",
                        new Channel().step("setup", "disk", 0, "", "why\n", 2)),
                failure(
                        "no scratch",
                        "BENCHMARK_FAILED",
                        "disk (prepare)",
                        new Channel().step("prepare", "disk", 0, "", "mkfs\n", 1)),
                failure("a run is missing", "LOST_SAMPLES", "2 times, 1 arrived", run(0, "t=1\n")),
                failure("nothing arrived", "LOST_SAMPLES", "2 times, 0 arrived", new Channel()),
                failure(
                        "a run twice",
                        "LOST_SAMPLES",
                        "disk run 0",
                        run(0, "t=1\n").step("run", "disk", 0, "t=1\n")),
                failure("a run too many", "LOST_SAMPLES", "disk run 2", new Channel().step("run", "disk", 2, "t=1\n")),
                failure(
                        "a negative run",
                        "LOST_SAMPLES",
                        "disk run -1",
                        new Channel().step("run", "disk", -1, "t=1\n")),
                failure(
                        "an unplanned warm-up",
                        "LOST_SAMPLES",
                        "disk warmup -2",
                        new Channel().step("warmup", "disk", -2, "")),
                failure(
                        "an unknown benchmark",
                        "LOST_SAMPLES",
                        "evil run 0",
                        new Channel().step("run", "evil", 0, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whateverIsWrongIsOneFaultAndNoSamples(String name, String code, String detail, Channel channel) {
        SampleReading reading = read(channel);

        assertThat(reading.samples()).isEmpty();
        Fault fault = reading.fault().orElseThrow();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.detail()).contains(detail).hasSizeLessThan(700).matches("[\\x20-\\x7e]*");
    }

    @Test
    void wordsOfAProgramInAFaultAreShortAndPrintable() {
        String words = read(run(1, "\u0007" + "x".repeat(1000) + "\n"))
                .fault()
                .orElseThrow()
                .detail();

        assertThat(words).matches("[\\x20-\\x7e]*").hasSizeLessThan(300).endsWith("xxx....");
    }

    private static Arguments failure(String name, String code, String detail, Channel channel) {
        return Arguments.of(name, code, detail, channel);
    }

    private static Channel run(int exit, String out) {
        return new Channel().step("run", "disk", 0, out, "", exit);
    }

    private static Channel whole() {
        return new Channel()
                .step("prepare", "disk", 0, "")
                .step("warmup", "disk", -1, "")
                .step("run", "disk", 0, "t=1.5\n")
                .step("run", "disk", 1, "noise\nt=2.5\n")
                .step("clean", "disk", 0, "")
                .step("run", "cpu", 0, "t=3\n");
    }

    private static SampleReading read(Channel steps) {
        Channel all = new Channel().hello(1).line(new String(steps.bytes(), java.nio.charset.StandardCharsets.UTF_8));
        return SampleReading.of(all.transcript().steps(), List.of(DISK, CPU), new OutputParser(Map.of()));
    }
}
