package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.profile.KernelCode;
import org.kpulse.harness.store.ReachQuery.Reached;

class ReachTest {

    private static final KernelCode CODE = new KernelCode(new TreeMap<>(Map.of(
            "pipe_write", "fs/pipe.c",
            "ext4_iget [ext4]", "",
            "__do_sys_pipe2", "fs/pipe.c",
            "__x64_sys_pipe2", "fs/pipe.c",
            "pipe_poll", "fs/pipe.c")));
    private static final Map<String, List<Reached>> REACHED = Map.of(
            "pipe_write", List.of(new Reached("perf-sched-pipe", 10_001, 1_430_143), new Reached("tbench", 0.5, 66.5)),
            "ext4_iget [ext4]", List.of(new Reached("dbench-ext4", 1, 12.25)));
    private static final Touched TOUCHED = new Touched(
            Set.of("pipe_write", "ext4_iget", "pipe_poll", "inlined", "__do_sys_pipe2", "__x64_sys_pipe2", "sys_pipe2"),
            Set.of("fs/pipe.c", "fs/Kconfig", "include/linux/pipe_fs_i.h"),
            true);

    @Test
    void eachFunctionIsReachedOrNotExecutedOrHasNoSymbolAndASystemCallIsOne() {
        Reach reach = Reach.of(TOUCHED, CODE, REACHED);

        assertThat(reach.functions())
                .extracting(Reach.Function::name)
                .containsExactly("ext4_iget [ext4]", "pipe_write", "__do_sys_pipe2", "pipe_poll", "inlined");
        assertThat(reach.functions())
                .extracting(Reach.Function::state)
                .containsExactly(
                        Reach.State.REACHED,
                        Reach.State.REACHED,
                        Reach.State.NOT_EXECUTED,
                        Reach.State.NOT_EXECUTED,
                        Reach.State.NO_SYMBOL);
        assertThat(reach.benchmarks()).containsExactly("dbench-ext4", "perf-sched-pipe", "tbench");
        assertThat(reach.elsewhere()).containsExactly("fs/Kconfig", "include/linux/pipe_fs_i.h");
    }

    @Test
    void itIsThisText() {
        Golden.assertIs(
                "report/reach.txt",
                ReachText.of(Reach.of(TOUCHED, CODE, REACHED), 1)
                        + ReachText.of(Reach.of(new Touched(Set.of("pipe_poll"), Set.of(), false), CODE, REACHED), 3));
    }

    @Test
    void whereNoSymbolsAreKnownNoneIsSaidToBeMissing() {
        assertThat(Reach.of(TOUCHED, KernelCode.NONE, REACHED).functions())
                .extracting(Reach.Function::state)
                .doesNotContain(Reach.State.NO_SYMBOL);
    }
}
