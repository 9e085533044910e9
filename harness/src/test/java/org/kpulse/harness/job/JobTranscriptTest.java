package org.kpulse.harness.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobTranscriptTest {

    private static final StepId RUN = new StepId(StepId.Kind.RUN, "a", 0);

    @Test
    void aWholeJobIsPutTogetherStepByStep() {
        JobTranscript job = new Channel()
                .hello(2)
                .step("setup", "a", 0, "")
                .step("run", "a", 0, "out\n".repeat(1000), "err\n", 2)
                .data("log", "<4>one\n")
                .data("log", "<3>two\n")
                .done()
                .transcript();

        assertThat(job.done()).isTrue();
        assertThat(job.damage()).isEmpty();
        assertThat(job.hello()).map(Frame.Hello::release).contains("6.1.0-50-cloud-amd64");
        assertThat(job.steps())
                .containsExactly(
                        new StepOutput(new StepId(StepId.Kind.SETUP, "a", 0), 0, 1_500_000, "", "", true),
                        new StepOutput(RUN, 2, 1_500_000, "out\n".repeat(1000), "err\n", true));
        assertThat(job.kernelLog()).isEqualTo("<4>one\n<3>two\n");
    }

    @Test
    void theStepThatRunsIsKnownUntilItEnds() {
        Channel channel = new Channel().hello(1).line("@kp begin run a 0");

        assertThat(channel.transcript().current()).contains(RUN);
        assertThat(channel.line("@kp end run a 0 0 1 0 00000000").transcript().current())
                .isEmpty();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("wrong CRC", "the output of a is damaged", job("@kp out QQ==", "@kp end run a 0 0 1 1 0")),
                Arguments.of(
                        "wrong length",
                        "the output of a is damaged",
                        job("@kp out QQ==", "@kp end run a 0 0 1 2 d3d99e8b")),
                Arguments.of("lost piece", "the output of a is damaged", job("@kp end run a 0 0 1 1 d3d99e8b")),
                Arguments.of(
                        "another end", "the end of b run 0 without its begin", job("@kp end run b 0 0 1 0 00000000")),
                Arguments.of("no end before the next", "has no end", job("@kp begin run a 1")),
                Arguments.of("no end before the last word", "has no end", job("@kp done 0")),
                Arguments.of("two hellos", "hello twice", job("@kp hello 1 x 1 0")),
                Arguments.of("fatal amid the job", "gave up after the job had begun", job("@kp fatal whatever")),
                Arguments.of("garbage", "a damaged line", job("xyz")),
                Arguments.of(
                        "fewer steps than said",
                        "ran 2 steps, 1 arrived",
                        job("@kp end run a 0 0 1 0 00000000", "@kp done 2")),
                Arguments.of(
                        "fewer steps than planned",
                        "was to run 1 steps, 0 arrived",
                        new Channel().hello(1).line("@kp done 0")),
                Arguments.of("no hello", "before the job's first word", new Channel().line("@kp done 0")),
                Arguments.of(
                        "more after the end",
                        "after the job's last word",
                        new Channel().hello(0).done().line("@kp begin run a 0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void whatIsLostOrInventedOnTheWayIsDamage(String name, String expected, Channel channel) {
        assertThat(channel.transcript().damage())
                .hasValueSatisfying(d -> assertThat(d).contains(expected));
    }

    @Test
    void aLastWordWithoutAFirstEndsNothing() {
        JobTranscript job = new Channel().line("@kp done 0").transcript();

        assertThat(job.done()).isFalse();
        assertThat(job.hello()).isEmpty();
    }

    @Test
    void theFirstDamageIsTheOneReported() {
        assertThat(new Channel()
                        .hello(1)
                        .line("first")
                        .line("second")
                        .transcript()
                        .damage())
                .contains("a damaged line in the results channel: first");
    }

    @Test
    void whatAGuestSendsWithoutEndIsNotKept() {
        JobTranscript job = new JobTranscript();
        ByteBuffer piece = ByteBuffer.allocate(1 << 20);
        job.accept(new Frame.Hello(1, "x", 100, 0));
        for (int i = 0; i < 100; i++) {
            StepId step = new StepId(StepId.Kind.RUN, "a", i);
            job.accept(new Frame.Begin(step));
            for (int j = 0; j < 5; j++) {
                job.accept(new Frame.Output(piece));
                job.accept(new Frame.KernelLog(piece));
            }
            job.accept(new Frame.End(step, 0, 1, 5 << 20, 0));
        }

        long kept = job.steps().stream().mapToLong(s -> s.out().length()).sum();
        assertThat(kept).isLessThanOrEqualTo(64 << 20);
        assertThat(job.kernelLog()).hasSizeLessThanOrEqualTo(2 << 20);
        assertThat(job.damage()).isPresent();
    }

    @Test
    void endlessStepsAreNotKept() {
        JobTranscript job = new JobTranscript();
        job.accept(new Frame.Hello(1, "x", 20_000, 0));
        for (int i = 0; i < 20_000; i++) {
            StepId step = new StepId(StepId.Kind.RUN, "a", i);
            List.of(new Frame.Begin(step), new Frame.End(step, 0, 1, 0, 0)).forEach(job::accept);
        }

        assertThat(job.steps()).hasSize(10_000);
        assertThat(job.damage()).isPresent();
    }

    private static Channel job(String... lines) {
        Channel channel = new Channel().hello(1).line("@kp begin run a 0");
        for (String line : lines) {
            channel.line(line);
        }
        return channel;
    }
}
