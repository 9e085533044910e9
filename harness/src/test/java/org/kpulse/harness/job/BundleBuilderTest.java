package org.kpulse.harness.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.Steps;
import org.kpulse.harness.runner.Planned;

class BundleBuilderTest {

    @Test
    void aBenchmarkBecomesPrepareSetupWarmupRunsTeardownAndClean() {
        Bundle bundle = new BundleBuilder()
                .benchmark(Planned.named("disk")
                        .scratch(Needs.Scratch.EXT4, 64)
                        .steps(new Steps("mkdir x", "work", "rm x"))
                        .times(2, 3)
                        .build())
                .build();

        assertThat(text(bundle, "plan")).isEqualTo("""
                step prepare disk 0 120 /kpulse/bin/scratch ext4 64
                step setup disk 0 30 /bin/sh /kpulse/b/disk/setup
                step warmup disk -2 30 /bin/sh /kpulse/b/disk/run
                step warmup disk -1 30 /bin/sh /kpulse/b/disk/run
                step run disk 0 30 /bin/sh /kpulse/b/disk/run
                step run disk 1 30 /bin/sh /kpulse/b/disk/run
                step run disk 2 30 /bin/sh /kpulse/b/disk/run
                step teardown disk 0 30 /bin/sh /kpulse/b/disk/teardown
                step clean disk 0 120 /kpulse/bin/scratch none
                """);
        assertThat(text(bundle, "b/disk/setup")).isEqualTo("set -eu\ncd /\nmkdir x\n");
        assertThat(text(bundle, "b/disk/run")).isEqualTo("set -eu\ncd /\nexec 2>&1\nwork\n");
    }

    @Test
    void aBenchmarkWithoutNeedsHasOnlyItsRunsAndNoScratchVariable() {
        Bundle bundle = new BundleBuilder()
                .benchmark(Planned.named("bare").times(0, 1).build())
                .build();

        assertThat(text(bundle, "plan"))
                .isEqualTo("step run bare 0 30 /bin/sh /kpulse/b/bare/run\nstep clean bare 0 120 -\n");
        assertThat(text(bundle, "b/bare/run")).contains("unset SCRATCH\n");
    }

    @Test
    void benchmarksRunInTheOrderTheyWereAdded() {
        Bundle bundle = new BundleBuilder()
                .benchmark(Planned.named("z").build())
                .benchmark(Planned.named("a").build())
                .build();

        assertThat(text(bundle, "plan").lines().map(l -> l.split(" ", -1)[2]).distinct())
                .containsExactly("z", "a");
    }

    @Test
    void programsGoWhereTheGuestFindsThem() {
        Bundle bundle = new BundleBuilder().program("agent", new byte[] {1}).build();

        assertThat(bundle.files().keySet()).containsExactly("bin/agent", "plan");
    }

    @Test
    void theHashDoesNotDependOnTheOrderOfFiles() {
        String one = new BundleBuilder()
                .program("a", bytes("1"))
                .program("b", bytes("2"))
                .build()
                .sha256();
        String other = new BundleBuilder()
                .program("b", bytes("2"))
                .program("a", bytes("1"))
                .build()
                .sha256();

        assertThat(one).isEqualTo(other).matches("[0-9a-f]{64}");
    }

    @Test
    void theHashSeesEveryContentNameAndOrderOfSteps() {
        assertThat(List.of(
                        new BundleBuilder().program("a", bytes("1")).build().sha256(),
                        new BundleBuilder().program("a", bytes("2")).build().sha256(),
                        new BundleBuilder().program("b", bytes("1")).build().sha256(),
                        new Bundle(Map.of("a1", new byte[] {'b'})).sha256(),
                        new Bundle(Map.of("a", new byte[] {'1', 'b'})).sha256(),
                        new BundleBuilder()
                                .benchmark(Planned.named("a").build())
                                .benchmark(Planned.named("b").build())
                                .build()
                                .sha256(),
                        new BundleBuilder()
                                .benchmark(Planned.named("b").build())
                                .benchmark(Planned.named("a").build())
                                .build()
                                .sha256()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(StepId.Kind.class)
    void everyStepOfAPlanIsReadBackFromItsFrame(StepId.Kind kind) {
        StepId step = new StepId(kind, "perf-sched-pipe", -3);

        assertThat(FrameReader.parse("@kp begin " + kind.label() + " perf-sched-pipe -3"))
                .isEqualTo(new Frame.Begin(step));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Bundle bundle, String path) {
        return new String(bundle.files().get(path), StandardCharsets.UTF_8);
    }
}
