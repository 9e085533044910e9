package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;

class SuitePlanTest {

    private static final Platform PLATFORM =
            new Platform("qemu-time", Platform.Kind.TIME, Architecture.X86_64, "tcg", 2, 1024, "x");

    @Test
    void aBenchmarkThatNeedsMoreMemoryThanThePlatformHasIsRefused() {
        assertThatThrownBy(() -> new SuitePlan(
                        "smoke",
                        PLATFORM,
                        List.of(Planned.named("big").memory(1025).build())))
                .isInstanceOf(UsageException.class)
                .hasMessage("Benchmark big needs 1025 MiB of memory, qemu-time has 1024.");
        assertThat(new SuitePlan(
                                "smoke",
                                PLATFORM,
                                List.of(Planned.named("big").memory(1024).build()))
                        .benchmarks())
                .hasSize(1);
    }

    @Test
    void aSuiteWithoutBenchmarksIsRefused() {
        assertThatThrownBy(() -> new SuitePlan("empty", PLATFORM, List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("Suite empty has no benchmark.");
    }

    @Test
    void thePackagesOfAllBenchmarksAreNeededOnce() {
        SuitePlan plan = new SuitePlan(
                "smoke",
                PLATFORM,
                List.of(
                        Planned.named("a").packages("sysbench", "fio").build(),
                        Planned.named("b").packages("fio", "dbench").build()));

        assertThat(plan.packages()).containsExactly("dbench", "fio", "sysbench");
    }
}
