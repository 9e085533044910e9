package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.benchmark.Extraction.Take;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Platform.Kind;

class PlannedBenchmarkTest {

    private static final Parameter LOOPS =
            new Parameter("loops", "loops", new PerKind<>("100", "10"), List.of("10", "100", "1000"));

    @Test
    void parametersAreFilledInEverywhereButTheShellsOwnBracesStay() {
        PlannedBenchmark planned = PlannedBenchmark.of(
                benchmark(new Steps("a {loops}", "x -l {loops} ${loops} {} { echo; }", "b{loops}")),
                Kind.TIME,
                Map.of());

        assertThat(planned.steps()).isEqualTo(new Steps("a 100", "x -l 100 ${loops} {} { echo; }", "b100"));
    }

    @Test
    void defaultsAndRepetitionsFollowTheKindOfPlatform() {
        PlannedBenchmark planned = PlannedBenchmark.of(benchmark(), Kind.INSTRUCTIONS, Map.of());

        assertThat(planned.parameters()).containsEntry("loops", "10");
        assertThat(planned.warmup()).isZero();
        assertThat(planned.iterations()).isEqualTo(2);
    }

    @Test
    void aValueThatTheRecipeDoesNotAllowIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PlannedBenchmark.of(benchmark(), Kind.TIME, Map.of("loops", "1; reboot")))
                .withMessage("Cannot run this: parameter loops of benchmark sample must be one of 10, 100, 1000"
                        + " (found \"1; reboot\").");
    }

    @Test
    void anUnknownParameterIsRefusedWithASuggestion() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PlannedBenchmark.of(benchmark(), Kind.TIME, Map.of("loop", "10")))
                .withMessage("Cannot run this: benchmark sample has no parameter \"loop\"; did you mean \"loops\"?"
                        + " known: loops.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-rf", "a b", "$x", "`x`", "a;b", "a\nb", "'", "a/b", "*"})
    void noRecipeCanAllowAValueThatMeansSomethingToAShell(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("p", "p", PerKind.both("1"), List.of("1", value)));
    }

    @Test
    void theHashOfTheWorkFollowsParametersButNotRepetitions() {
        PlannedBenchmark planned = PlannedBenchmark.of(benchmark(), Kind.TIME, Map.of());

        assertThat(planned.workSha256())
                .hasSize(64)
                .isEqualTo(planned.withIterations(9).workSha256());
        assertThat(planned.workSha256())
                .isNotEqualTo(PlannedBenchmark.of(benchmark(), Kind.TIME, Map.of("loops", "1000"))
                        .workSha256());
    }

    private static Benchmark benchmark() {
        return benchmark(new Steps("", "x {loops}", ""));
    }

    private static Benchmark benchmark(Steps steps) {
        Extraction extraction = new Extraction.Lines(Pattern.compile("(.*)"), 1, Take.LAST);
        return Samples.benchmark(List.of(LOOPS), steps, Samples.metric("m", extraction));
    }
}
