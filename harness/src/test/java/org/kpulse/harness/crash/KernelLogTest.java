package org.kpulse.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.KernelFault.Kind;

/** {@code crash-samples/}: consoles of real kernels, what was done to them (outcomes.csv), and what is to be seen. */
class KernelLogTest {

    private static final Path SAMPLES = Path.of("src/test/resources/crash-samples");

    /** What outcomes.csv calls the first signature, and what it is here. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("null-dereference", "OOPS"),
            Map.entry("page-fault", "OOPS"),
            Map.entry("kernel-bug", "OOPS"),
            Map.entry("fortify-bug", "OOPS"),
            Map.entry("stack-overflow", "OOPS"),
            Map.entry("soft-lockup", "LOCKUP"),
            Map.entry("rcu-stall", "LOCKUP"),
            Map.entry("hung-task", "LOCKUP"),
            Map.entry("panic", "PANIC"),
            Map.entry("init-killed-panic", "PANIC"),
            Map.entry("oom-kill", "OOM_KILL"),
            Map.entry("warning", "none"));

    /** A fortify bug says in a line of its own what it is. */
    private static final Set<String> WARNS = Set.of("warning", "fortify-bug");

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFirstSignOfTroubleIsFoundInEverySample(Path sample) throws IOException {
        Map<String, String> expected = table(Files.readAllLines(SAMPLES.resolve("expected.tsv")), "\t");

        assertThat(first(sample)
                        .map(crash -> crash.fault().orElseThrow() + " " + crash.line())
                        .orElse("none"))
                .isEqualTo(expected.get(name(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsFoundAgreesWithWhatWasDoneToTheKernel(Path sample) throws IOException {
        Map<String, String> outcomes = table(Files.readAllLines(SAMPLES.resolve("outcomes.csv")), ",");
        String outcome = outcomes.get(name(sample));
        if (outcome == null) {
            assertThat(name(sample)).isIn("healthy-boot-6.1", "emulator-int3-oops-6.12");
            return;
        }
        String signature = outcome.substring(0, outcome.indexOf(','));

        assertThat(first(sample)
                        .map(crash -> crash.fault().orElseThrow().name())
                        .orElse("none"))
                .isEqualTo(KINDS.get(signature));
        assertThat(lines(sample).anyMatch(KernelLog::isWarning)).isEqualTo(WARNS.contains(signature));
    }

    @Test
    void aHealthyBootGivesNothing() throws IOException {
        Path healthy = SAMPLES.resolve("healthy-boot-6.1.txt");

        assertThat(lines(healthy)).hasSizeGreaterThan(100);
        assertThat(first(healthy)).isEmpty();
        assertThat(lines(healthy)).noneMatch(KernelLog::isWarning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blk_print_req_error: operation not supported error, dev loop0, sector 0 op 0x9:(WRITE_ZEROES) flags 0x800",
                "operation not supported error, dev loop0, sector 2048 op 0x9:(WRITE_ZEROES) flags 0x8000800 phys_seg 0",
                "nfit ACPI0012:00: nvdimm0: not_armed",
                "nd_pmem namespace0.0: unable to guarantee persistence of writes",
                "BUG: MAX_LOCKDEP_CHAINS too low!",
                "page dumped because: VM_WARN_ON_PAGE(1)",
                "traps: prog[12] general protection fault ip:401000 sp:7ffd error:0 in prog[401000+1000]",
                "Kernel panic - not syncin[12]: segfault at 0 ip 0 sp 0 error 4",
                "BUG: evil[12]: segfault at 5e3c80 ip 0000000000525046 sp 00007ffe1f5ee4d0 error 7 in busybox",
                "hard LOCKUP[12]: segfault at 5e3c80 ip 0000000000525046 sp 00007ffe1f5ee4d0 error 7 in busybox",
                "BUG: evil: page allocation failure: order:5, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO)",
                "lkdtm: Performing direct entry BUG",
                "process 'BUG: x' started with executable stack"
            })
    void linesOfHealthyKernelsAndOfProgramsWithUglyNamesMeanNothing(String line) {
        assertThat(KernelLog.crash("[    2.000000] " + line)).isEmpty();
        assertThat(KernelLog.isWarning("[    2.000000] " + line)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOPS|BUG: unable to handle page fault for address: ffffffffc020d920",
                "OOPS|BUG: Bad page state in process stress-ng  pfn:1a2b3",
                "OOPS|BUG: Bad page map in process x  pte:0 pmd:0",
                "OOPS|BUG: Bad rss-counter state mm:0000000012345678 type:MM_ANONPAGES val:1",
                "OOPS|BUG: KASAN: slab-use-after-free in foo+0x1/0x2",
                "OOPS|BUG: scheduling while atomic: swapper/0/1/0x00000002",
                "OOPS|Oops: Oops: 0002 [#1] PREEMPT SMP NOPTI",
                "OOPS|Oops: invalid opcode: 0000 [#1] PREEMPT SMP NOPTI",
                "OOPS|Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP",
                "OOPS|general protection fault, probably for non-canonical address 0xdead000000000122: 0000 [#1] SMP",
                "OOPS|int3: 0000 [#1] PREEMPT SMP NOPTI",
                "OOPS|divide error: 0000 [#1] PREEMPT SMP NOPTI",
                "OOPS|Unable to handle kernel NULL pointer dereference at virtual address 0000000000000000",
                "OOPS|Internal error: Oops: 0000000096000004 [#1] SMP",
                "OOPS|traps: PANIC: double fault, error_code: 0x0",
                "PANIC|Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
                "PANIC|Kernel panic - not syncing: IO-APIC + timer doesn't work!  Boot with apic=debug",
                "LOCKUP|watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]",
                "LOCKUP|watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [BUG: x:1]",
                "LOCKUP|NMI watchdog: Watchdog detected hard LOCKUP on cpu 1",
                "LOCKUP|watchdog: CPU0: Watchdog detected hard LOCKUP on cpu 0",
                "LOCKUP|watchdog: Watchdog detected hard LOCKUP on cpu 3",
                "LOCKUP|INFO: task jbd2/vdb-8:123 blocked for more than 120 seconds.",
                "LOCKUP|rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
                "LOCKUP|rcu: INFO: rcu_sched self-detected stall on CPU",
                "LOCKUP|rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-...D } 21 jiffies",
                "LOCKUP|INFO: rcu_tasks detected stalls on tasks:",
                "LOCKUP|INFO: rcu_tasks_trace detected stalls on tasks:",
                "LOCKUP|rcu: rcu_preempt kthread starved for 5250 jiffies! g-895 f0x0 RCU_GP_WAIT_FQS(5)",
                "LOCKUP|BUG: spinlock lockup suspected on CPU#1, x/1",
                "LOCKUP|BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 45s!",
                "OOM_KILL|Out of memory: Killed process 123 (stress-ng-vm) total-vm:1000kB",
                "OOM_KILL|Memory cgroup out of memory: Killed process 123 (x) total-vm:1000kB",
                "OOM_KILL|BUG: evil invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE), order=0",
                "OOM_KILL|oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom"
            })
    void aKernelsWordsForTroubleAreKnown(KernelFault.Kind kind, String line) {
        for (String prefix : List.of("", "[    2.508253] ", "[12345.508253][    T1] ", "<0>[    2.508253] ")) {
            assertThat(KernelLog.crash(prefix + line)).hasValueSatisfying(sign -> {
                assertThat(sign.fault()).contains(kind);
                assertThat(sign.line()).isEqualTo(line);
            });
        }
    }

    @Test
    void whatAProgramWroteIntoTheLogMeansNothingWhereTheKernelSaysSo() {
        String line = "[    3.000000] Kernel panic - not syncing: not really";

        assertThat(KernelLog.crash("<12>" + line)).isEmpty();
        assertThat(KernelLog.crash("<8>" + line)).isEmpty();
        assertThat(KernelLog.isWarning("<12>[    3.000000] WARNING: not really"))
                .isFalse();
        assertThat(KernelLog.crash("<7>" + line)).flatMap(Sign::fault).contains(Kind.PANIC);
        assertThat(KernelLog.crash("<4294967295>" + line)).isEmpty();
    }

    @Test
    void onlyTheMeasuredSignatureIsTheEmulators() throws IOException {
        Sign crash = first(SAMPLES.resolve("emulator-int3-oops-6.12.txt")).orElseThrow();

        assertThat(KernelLog.isEmulatorCrash(crash.line())).isTrue();
        for (Path sample :
                samples().filter(s -> !s.toString().contains("emulator")).toList()) {
            assertThat(lines(sample)).noneMatch(KernelLog::isEmulatorCrash);
        }
    }

    @Test
    void aWarningIsShownWithoutLevelAndTime() {
        assertThat(KernelLog.strip("<4>[    2.391513] WARNING: CPU: 1 PID: 1 at a.c:1  "))
                .isEqualTo("WARNING: CPU: 1 PID: 1 at a.c:1");
    }

    private static Optional<Sign> first(Path sample) throws IOException {
        return lines(sample).flatMap(l -> KernelLog.crash(l).stream()).findFirst();
    }

    private static Stream<String> lines(Path sample) throws IOException {
        return Files.readString(sample, StandardCharsets.ISO_8859_1).lines();
    }

    private static String name(Path sample) {
        String name = sample.getFileName().toString();
        return name.substring(0, name.length() - ".txt".length());
    }

    private static Map<String, String> table(List<String> lines, String separator) {
        return lines.stream()
                .map(l -> l.split(separator, 2))
                .collect(Collectors.toMap(w -> w[0], w -> w[1], (a, b) -> b, TreeMap::new));
    }
}
