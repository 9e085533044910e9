package org.kpulse.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.job.StepId;
import org.kpulse.harness.platform.Platform;

class ProfileReadingTest {

    private static final long PIPE = 0xffffffff81000100L;
    private static final PlannedBenchmark LATENCY = PlannedBenchmark.of(
            BenchmarkCatalog.load(Path.of("../benchmarks")).find("syscall-latency"),
            Platform.Kind.INSTRUCTIONS,
            Map.of());
    private static final StepId STEP = new StepId(StepId.Kind.RUN, "syscall-latency", 0);

    private static SymbolTable symbols() {
        String map = "ffffffff81000000 _stext\nffffffff81000100 pipe_write\nffffffff81000200 _etext\n";
        CodeMap code = CodeMap.read(map.getBytes(StandardCharsets.US_ASCII));
        return SymbolTable.of(code, code).orElseThrow();
    }

    private static RunProfile read(ProfileBytes bytes, StepId... steps) throws IOException {
        return ProfileReading.of(bytes.read(), symbols(), List.of(steps), List.of(LATENCY));
    }

    /** Two blocks of pipe_write, its entry and what follows it, and one that nobody names. */
    private static ProfileBytes blocks() {
        return new ProfileBytes()
                .mark(0, 0, Map.of())
                .block(PIPE, 5)
                .block(PIPE + 20, 3)
                .block(PIPE + 0x1000, 7);
    }

    @Test
    void aCallIsAnExecutionOfTheFirstBlockAndInstructionsAreOfAllAndTheRestIsUnknown() throws IOException {
        RunProfile profile =
                read(blocks().mark(1, 9, Map.of(0, 10L, 1, 20L, 2, 2L)).end(2), STEP);

        assertThat(profile.missing()).isEmpty();
        PhaseProfile phase = profile.phases().get(0);
        assertThat(phase.functions()).isEqualTo(Map.of("pipe_write", new FunctionCount(110, 10)));
        assertThat(phase.unknown()).isEqualTo(14);
        assertThat(phase.user()).isEqualTo(9);
        assertThat(phase.kernel()).isEqualTo(124);
    }

    @Test
    void partNIsTheNthMetricOfTheRecipeAndCountsForTheWholeToo() throws IOException {
        String metric = LATENCY.benchmark().metrics().get(3).name();
        ProfileBytes bytes = blocks().mark(103, 1, Map.of(0, 1L))
                .mark(2, 2, Map.of(0, 10L))
                .mark(1, 4, Map.of(0, 100L))
                .end(4);

        RunProfile profile = read(bytes, STEP);

        assertThat(profile.phases()).extracting(PhaseProfile::part).containsExactly("", metric);
        assertThat(profile.phases().get(0).user()).isEqualTo(7);
        assertThat(profile.phases().get(1).functions()).isEqualTo(Map.of("pipe_write", new FunctionCount(50, 10)));
    }

    @Test
    void aGuestThatMarksByItselfHasAPartialProfile() throws IOException {
        ProfileBytes forged = blocks().mark(1, 1, Map.of(0, 1L))
                .mark(0, 0, Map.of())
                .mark(1, 1, Map.of(0, 1L))
                .mark(255, 1, Map.of(0, 1L))
                .end(5);

        RunProfile profile = read(forged, STEP);

        assertThat(profile.missing()).hasValue("the guest marked 2 iterations and ran 1");
    }

    @Test
    void iterationsOfABenchmarkAreSummed() throws IOException {
        ProfileBytes bytes = blocks().mark(1, 1, Map.of(0, 1L))
                .mark(0, 0, Map.of())
                .mark(1, 1, Map.of(0, 2L))
                .end(4);

        PhaseProfile phase = read(bytes, STEP, new StepId(StepId.Kind.RUN, "syscall-latency", 1))
                .phases()
                .get(0);

        assertThat(phase.iterations()).isEqualTo(2);
        assertThat(phase.functions()).isEqualTo(Map.of("pipe_write", new FunctionCount(15, 3)));
    }
}
