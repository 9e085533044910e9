package org.kpulse.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.Channel;

/** Limits: 60 s to boot, 30 s of silence, 300 s in all. */
class GuestWatchTest {

    private static final String OOPS = "[    2.5] BUG: kernel NULL pointer dereference, address: 0000000000000000\n";
    private static final String PANIC = "[    2.6] Kernel panic - not syncing: Fatal exception\n";
    private static final String INT3 = "[    2.0] Oops: int3: 0000 [#1] PREEMPT SMP NOPTI\n";

    private final GuestWatch watch = watch(false);

    @Test
    void aJobThatIsDoneAndPowersOffEndsWell() {
        results(3, job().done());

        assertThat(watch.stopReason(seconds(4))).isEmpty();
        assertThat(watch.ended(0, "")).isEmpty();
        assertThat(watch.helloAt()).contains(seconds(3));
        assertThat(watch.doneAt()).contains(seconds(3));
        assertThat(watch.transcript().steps()).hasSize(1);
    }

    @Test
    void aJobThatIsDoneEndsWellEvenIfTheMachineIsKilledAfterwards() {
        results(3, job().done());

        assertThat(watch.ended(137, "")).isEmpty();
    }

    @Test
    void anOopsStopsTheMachineOnceItsTraceHadItsTime() {
        console(2, OOPS);

        assertThat(watch.stopReason(seconds(2))).isEmpty();
        console(3, " Call Trace:\n" + PANIC);
        assertThat(watch.stopReason(seconds(2).plus(GuestWatch.TRACE).minusMillis(1)))
                .isEmpty();
        assertThat(watch.stopReason(seconds(2).plus(GuestWatch.TRACE)))
                .hasValueSatisfying(f -> is(f, "OOPS", Blame.KERNEL, "BUG: kernel NULL pointer dereference"));
        assertThat(watch.consoleTail()).contains("Call Trace:").endsWith("Fatal exception");
    }

    @Test
    void aPanicThatEndsTheMachineIsThePanicAndNotTheReboot() {
        results(1, job());
        console(2, PANIC);

        is(watch.ended(0, ""), "PANIC", Blame.KERNEL, "Kernel panic - not syncing: Fatal exception");
    }

    @Test
    void aCrashLineInPiecesIsReadWhenItIsWhole() {
        for (String piece : OOPS.split("(?<=.)", -1)) {
            assertThat(watch.ended(0, "").map(Fault::code)).contains("DOES_NOT_BOOT");
            console(2, piece);
        }

        is(watch.ended(0, ""), "OOPS", Blame.KERNEL, "NULL pointer");
    }

    @Test
    void silenceAfterTheFirstWordIsAHangDuringItsBenchmark() {
        results(5, new Channel().hello(1).line("@kp begin run hackbench 0"));

        assertThat(watch.stopReason(seconds(35))).isEmpty();
        is(watch.stopReason(seconds(36)), "HANG", Blame.KERNEL, "No heartbeat for 30 s during hackbench.");
    }

    @Test
    void everySignOfLifePutsTheHangOff() {
        results(5, new Channel().hello(1).line("@kp begin run hackbench 0"));
        results(30, new Channel().line("@kp hb"));
        assertThat(watch.stopReason(seconds(55))).isEmpty();
        console(50, "anything\n");

        assertThat(watch.stopReason(seconds(75))).isEmpty();
        is(watch.stopReason(seconds(81)), "HANG", Blame.KERNEL, "");
    }

    @Test
    void aBootThatNeverReachesTheJobIsOneThatDoesNotBoot() {
        console(59, "still talking\n");

        assertThat(watch.stopReason(seconds(60))).isEmpty();
        is(watch.stopReason(seconds(61)), "DOES_NOT_BOOT", Blame.KERNEL, "did not reach the job within 60 s");
    }

    @Test
    void powerOffBeforeTheJobIsABootThatFailed() {
        is(watch.ended(0, ""), "DOES_NOT_BOOT", Blame.KERNEL, "before it reached the job");
    }

    @Test
    void anEndAmidTheJobIsAReboot() {
        results(5, new Channel().hello(1).line("@kp begin run fio 0"));

        is(watch.ended(0, ""), "REBOOT", Blame.KERNEL, "during fio");
    }

    @ParameterizedTest
    @CsvSource({"137, was killed by signal 9", "134, was killed by signal 6", "1, ended with exit code 1"})
    void anEmulatorThatDiesIsOurs(int exitCode, String how) {
        results(5, job());

        is(watch.ended(exitCode, "its last words"), "MACHINE_DIED", Blame.OURS, "QEMU " + how + ": its last words.");
    }

    @Test
    void aGuestThatCannotStartTheJobIsOurs() {
        results(5, new Channel().line("@kp fatal image: cannot mount /dev/vda as squashfs"));

        is(watch.stopReason(seconds(5)), "GUEST_IMAGE_BROKEN", Blame.OURS, "cannot mount /dev/vda");
        is(watch.ended(0, ""), "GUEST_IMAGE_BROKEN", Blame.OURS, "cannot mount /dev/vda");
    }

    @Test
    void aPanicThatFollowsFromAnUnusableImageIsStillOurs() {
        results(5, new Channel().line("@kp fatal image: it has no /bin/sh"));
        console(5, PANIC);

        is(watch.stopReason(seconds(5)), "GUEST_IMAGE_BROKEN", Blame.OURS, "no /bin/sh");
        is(watch.ended(0, ""), "GUEST_IMAGE_BROKEN", Blame.OURS, "no /bin/sh");
    }

    @Test
    void resultsDamagedOnTheWayAreTheKernels() {
        results(5, job().line("gibberish").done());

        is(watch.ended(0, ""), "LOST_SAMPLES", Blame.KERNEL, "Results were lost: a damaged line");
    }

    @Test
    void aLastWordWithoutAFirstIsNoJob() {
        results(5, new Channel().line("@kp done 0"));

        assertThat(watch.doneAt()).isEmpty();
        is(watch.ended(0, ""), "DOES_NOT_BOOT", Blame.KERNEL, "");
    }

    @Test
    void aJobThatTakesLongerThanEverythingMayIsOurs() {
        results(5, job());
        for (int now = 10; now <= 300; now += 10) {
            results(now, new Channel().line("@kp hb"));
            assertThat(watch.stopReason(seconds(now))).isEmpty();
        }

        is(watch.stopReason(seconds(301)), "BENCHMARK_TIMEOUT", Blame.OURS, "300 s");
    }

    @Test
    void aKernelThatDoesNotPowerOffHangs() {
        results(5, job().done());
        console(34, "Requesting system poweroff\n");

        assertThat(watch.stopReason(seconds(35))).isEmpty();
        is(watch.stopReason(seconds(36)), "HANG", Blame.KERNEL, "did not power off");
    }

    @Test
    void aCrashWhilePoweringOffCounts() {
        results(5, job().done());
        console(6, OOPS);

        is(watch.ended(0, ""), "OOPS", Blame.KERNEL, "");
    }

    @Test
    void aCrashThatOnlyTheLogOfTheGuestShowsCounts() {
        results(
                5,
                job().data("log", "<4>[    9.0] stress-ng invoked oom-killer: gfp_mask=0xcc0, order=0\n")
                        .done());

        is(watch.ended(0, ""), "OOM_KILL", Blame.KERNEL, "stress-ng invoked oom-killer");
    }

    @Test
    void theEmulatorsKnownCrashIsOursOnlyWhereTheEmulatorMayRace() {
        GuestWatch racing = watch(true);
        racing.console(bytes(INT3 + PANIC), seconds(2));
        console(2, INT3 + PANIC);

        is(racing.stopReason(seconds(4)), "EMULATOR_CRASH", Blame.OURS, "Known emulator crash: Oops: int3");
        is(racing.ended(0, ""), "EMULATOR_CRASH", Blame.OURS, "");
        is(watch.ended(0, ""), "OOPS", Blame.KERNEL, "Oops: int3: 0000");
    }

    @Test
    void anyOtherCrashIsTheKernelsWhereTheEmulatorMayRaceToo() {
        GuestWatch racing = watch(true);
        racing.console(bytes(OOPS + INT3), seconds(2));

        is(racing.ended(0, ""), "OOPS", Blame.KERNEL, "");
    }

    @Test
    void aStallOfAClockThatLeaptIsTheEmulators() {
        console(5, """
                [   27.225434] rcu: INFO: rcu_preempt self-detected stall on CPU
                [   27.365792] rcu: rcu_preempt kthread starved for 6118 jiffies! g-855 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x402 ->cpu=0
                """);

        is(watch.stopReason(seconds(7)), "EMULATOR_CRASH", Blame.OURS, "clock had leapt 22 s ahead of the host's");
    }

    @Test
    void aStallWithinTheTimeThatPassedIsTheKernels() {
        console(30, "[   27.225434] rcu: INFO: rcu_preempt self-detected stall on CPU\n");

        is(watch.stopReason(seconds(32)), "LOCKUP", Blame.KERNEL, "self-detected stall");
    }

    @Test
    void anOopsIsTheKernelsWhateverTheClockSays() {
        console(5, OOPS.replaceFirst("^\\[ *\\d+", "[  927"));

        is(watch.ended(0, ""), "OOPS", Blame.KERNEL, "");
    }

    @Test
    void warningsAreReadFromConsoleAndLogEachOnce() {
        console(2, "[    2.0] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n");
        results(5, job().data("log", """
                        <4>[    2.0] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2
                        <4>[    3.0] WARNING: CPU: 0 PID: 1 at b.c:1 g+0x1/0x2
                        <12>[    3.5] WARNING: written by a program
                        <4>[    4.0] UBSAN: shift-out-of-bounds in c.c:3
                        """).done());

        assertThat(watch.ended(0, "")).isEmpty();
        assertThat(watch.warnings())
                .containsExactly(
                        "WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2",
                        "WARNING: CPU: 0 PID: 1 at b.c:1 g+0x1/0x2",
                        "UBSAN: shift-out-of-bounds in c.c:3");
        assertThat(watch.warnings()).hasSize(3);
    }

    @Test
    void theFirstCrashIsTheCauseAndWhatFollowsFollows() {
        console(2, OOPS + "[    2.5] RIP: 0010:f+0x1/0x2\n[    2.5] Call Trace:\n[    2.5]  g+0x1/0x2\n" + PANIC);

        Optional<Fault> fault = watch.ended(0, "");
        assertThat(watch.crashes(fault))
                .extracting(Crash::signature)
                .containsExactly("null-dereference in f, g", "panic (Fatal exception)");
    }

    @Test
    void whatTheConsoleAndTheLogTellIsOneCrash() {
        console(2, "[    2.0] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n");
        results(5, job().data("log", """
                        <4>[    2.0] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2
                        <4>[    2.0] Call Trace:
                        <4>[    2.0]  g+0x1/0x2
                        """).done());

        assertThat(watch.crashes(watch.ended(0, "")))
                .extracting(Crash::signature)
                .containsExactly("warning in f, g (at a.c)");
    }

    @Test
    void aBootThatEndsWithoutAWordIsACrashOfItsOwnClass() {
        results(5, new Channel().hello(1).line("@kp begin run fio 0"));

        assertThat(watch.crashes(watch.stopReason(seconds(36))))
                .extracting(Crash::signature)
                .containsExactly("silent-hang during fio");
        assertThat(watch.crashes(watch.ended(0, "")))
                .extracting(Crash::signature)
                .containsExactly("unexpected-reboot during fio");
        assertThat(watch(false).crashes(Optional.empty())).isEmpty();
    }

    @Test
    void aBootThatWarnsAndThenEndsWithoutAWordHasBoth() {
        results(5, new Channel().hello(1).line("@kp begin run fio 0"));
        console(6, "[    2.0] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n");

        assertThat(watch.crashes(watch.ended(0, "")))
                .extracting(Crash::signature)
                .containsExactly("warning in f (at a.c)", "unexpected-reboot during fio");
    }

    @Test
    void aBootThatNeverReachesTheJobRebootsOrHangs() {
        GuestWatch other = watch(false);

        assertThat(watch.crashes(watch.ended(0, "")))
                .extracting(Crash::signature)
                .containsExactly("unexpected-reboot before the job");
        assertThat(other.crashes(other.stopReason(seconds(61))))
                .extracting(Crash::signature)
                .containsExactly("silent-hang before the job");
    }

    @Test
    void aFaultOfOursIsNoSilence() {
        results(5, job());

        assertThat(watch.crashes(watch.ended(137, ""))).isEmpty();
    }

    @Test
    void theConsolesTailIsShortPrintableAndKeepsAnUnfinishedLine() {
        for (int i = 0; i < 5000; i++) {
            console(1, "line " + i + "\r\n");
        }
        console(1, "x".repeat(1 << 20) + "\n\u0007unfinished");

        assertThat(watch.consoleTail().lines()).hasSize(61).allMatch(l -> l.length() <= 1000);
        assertThat(watch.consoleTail()).contains("line 4999\nxxx").endsWith("\n?unfinished");
    }

    private static Channel job() {
        return new Channel().hello(1).step("run", "a", 0, "t=1\n");
    }

    private static GuestWatch watch(boolean emulatorMayRace) {
        return new GuestWatch(new BootLimits(seconds(60), seconds(30), seconds(300)), emulatorMayRace);
    }

    private void results(int at, Channel channel) {
        watch.results(channel.bytes(), seconds(at));
    }

    private void console(int at, String text) {
        watch.console(bytes(text), seconds(at));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static void is(Optional<Fault> found, String code, Blame blame, String detail) {
        assertThat(found).hasValueSatisfying(fault -> is(fault, code, blame, detail));
    }

    private static void is(Fault fault, String code, Blame blame, String detail) {
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.blame()).isEqualTo(blame);
        assertThat(fault.detail()).contains(detail);
    }
}
