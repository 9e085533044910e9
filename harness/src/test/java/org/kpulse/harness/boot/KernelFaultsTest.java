package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.TestResult;

/** What a kernel can do wrong, done by a real one. */
class KernelFaultsTest {

    private final Rig rig = Rig.shared();

    @Test
    void aPanicIsTheKernelsAndItsLastWordsAreKept() {
        RunRecord run = run("fault-panic", Rig.PATIENT);

        assertThat(fault(run).code()).isIn("PANIC", "OOPS");
        assertThat(run.consoleTail()).contains("Kernel panic - not syncing", "Call Trace");
        assertThat(rig.log(run, "console.log")).content().contains("Kernel panic - not syncing");
        assertThat(run.crashes().get(0).signature()).contains(" in sysrq_handle_crash, __handle_sysrq");
        assertThat(run.crashes().get(0).trace()).contains("sysrq_handle_crash");
    }

    @Test
    void aMachineThatResetsByItselfIsTheKernelsReboot() {
        RunRecord run = run("fault-reboot", Rig.PATIENT);

        assertThat(fault(run).code()).isEqualTo("REBOOT");
        assertThat(run.crashes()).extracting(Crash::signature).containsExactly("unexpected-reboot during fault-reboot");
    }

    @Test
    void aGuestWithoutHeartbeatHangs() {
        BootLimits impatient = new BootLimits(Rig.PATIENT.boot(), Duration.ofSeconds(11), Rig.PATIENT.total());

        RunRecord run = run("fault-hang", impatient);
        Fault fault = fault(run);

        assertThat(fault.code()).isEqualTo("HANG");
        assertThat(fault.detail()).contains("No heartbeat for 11 s during fault-hang");
        assertThat(run.crashes()).extracting(Crash::signature).containsExactly("silent-hang during fault-hang");
    }

    @Test
    void aProgramKilledForWantOfMemoryIsAnOomKill() {
        RunRecord run = run("fault-oom", Rig.PATIENT);
        Fault fault = fault(run);

        assertThat(fault.code()).isEqualTo("OOM_KILL");
        assertThat(fault.detail()).contains("tail");
        assertThat(run.crashes().get(0).signature()).startsWith("oom-kill (memory of ");
    }

    @Test
    void whatTestsFoundOutBeforeTheKernelDiedIsKept() {
        RunRecord run = run("fault-tests", Rig.PATIENT);

        assertThat(fault(run).code()).isIn("PANIC", "OOPS");
        assertThat(run.tests())
                .containsExactly(
                        new TestResult("fault-tests", "life/one", TestResult.Outcome.FAIL, 0.1, "no", "it did not"));
        assertThat(rig.log(run, "output.txt")).content().contains("fault-tests run 0: did not end", "life/one");
    }

    private RunRecord run(String benchmark, BootLimits limits) {
        return rig.run(rig.prepared(EmbeddedPool.TIME, benchmark), EmbeddedPool.TIME, limits);
    }

    private static Fault fault(RunRecord run) {
        assertThat(run.state()).as(run.fault().toString()).isEqualTo(RunState.KERNEL_FAILED);
        assertThat(run.samples()).isEmpty();
        Fault fault = run.fault().orElseThrow();
        assertThat(fault.blame()).isEqualTo(Blame.KERNEL);
        return fault;
    }
}
