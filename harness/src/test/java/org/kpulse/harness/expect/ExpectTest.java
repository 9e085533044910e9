package org.kpulse.harness.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.KernelFaultException;

class ExpectTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String KERNEL = "debian:6.1.0-50-cloud-amd64";
    private static final Path NULL_DEREFERENCE = Path.of("src/test/resources/crash-samples/ACCESS_NULL.txt");
    private static final Path HARD_LOCKUP = Path.of("src/test/resources/crash-samples/HARDLOCKUP.txt");
    private static final Path WARNING = Path.of("src/test/resources/crash-samples/WARNING.txt");

    private final FakeLine.Time time = new FakeLine.Time();
    private final FakeLine line = new FakeLine(time);
    private final FakeLine log = new FakeLine(time);
    private final KernelConsole console = new KernelConsole(KERNEL, log, false, time);
    private final Expect expect = new Expect(line, console, time);

    @Test
    void whatCameBeforeIsCollectedAndWhatCameAfterStays() {
        line.says(0, "booting\nlog").says(100, "in: now");

        Answer.Match login = expect.await("login:", LIMIT).match();
        Answer.Match rest = expect.await(Pattern.compile("n(.)(x?)w"), LIMIT).match();

        assertThat(login.before()).isEqualTo("booting\n");
        assertThat(login.text()).isEqualTo("login:");
        assertThat(rest.before()).isEqualTo(" ");
        assertThat(rest.groups()).containsExactly("o", "");
    }

    @Test
    void aTextIsNoRegularExpression() {
        line.says(0, "axb a.b");

        assertThat(expect.await("a.b", LIMIT).match().before()).isEqualTo("axb ");
    }

    @Test
    void whatDoesNotComeInTimeIsLateAndOursAndSaysWhatWasSeen() {
        line.says(0, "one\ntwo\n").says(60_000, "login:");

        Answer answer = expect.await("login:", LIMIT);

        assertThat(answer.blame()).isEqualTo(Blame.OURS);
        assertThatThrownBy(answer::match)
                .isInstanceOf(InfraException.class)
                .hasMessage("Waited 10.0 s for \"login:\" on a guest's line; it did not come. Last lines:\none\ntwo");
        assertThat(expect.await("login:", Duration.ofMinutes(1)).match().before())
                .isEqualTo("one\ntwo\n");
    }

    @Test
    void theEndOfTheLineIsAnAnswerAtOnce() {
        line.says(0, "bye").ends();
        log.ends();

        Answer answer = expect.await(Pattern.compile("lo+gin"), LIMIT);

        assertThat(answer).isEqualTo(new Answer.Ended("/lo+gin/", "bye"));
        assertThat(answer.blame()).isEqualTo(Blame.OURS);
        assertThatThrownBy(answer::match)
                .hasMessage("A guest's line ended while /lo+gin/ was waited for. Last lines:\nbye");
        assertThat(time.getAsLong()).isLessThan(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whatAnEndedLineSaidBeforeStillMatches() {
        line.says(0, "the ").says(0, "word").ends();

        assertThat(expect.await("word", LIMIT).match().before()).isEqualTo("the ");
    }

    @Test
    void aStallIsNotToldBeforeTheProcessorThatWasAskedForItsTraceHasAnswered() throws IOException {
        String report = Files.readString(HARD_LOCKUP, StandardCharsets.ISO_8859_1);
        int asked = report.indexOf("\n", report.indexOf("Sending NMI")) + 1;
        log.says(500, report.substring(0, asked)).says(3500, report.substring(asked));

        assertThat(expect.await("login:", LIMIT)).isInstanceOfSatisfying(Answer.Crashed.class, crashed -> {
            assertThat(crashed.crash().kind()).isEqualTo(CrashClass.RCU_STALL);
            assertThat(crashed.crash().signature().toString()).contains("lkdtm_HARDLOCKUP");
        });
    }

    @Test
    void aProcessorThatNeverAnswersKeepsAStallFromBeingToldOnlyForAWhile() throws IOException {
        String report = Files.readString(HARD_LOCKUP, StandardCharsets.ISO_8859_1);
        log.says(500, report.substring(0, report.indexOf("\n", report.indexOf("Sending NMI")) + 1));

        assertThat(expect.await("login:", LIMIT)).isInstanceOf(Answer.Crashed.class);
    }

    @Test
    void aCrashOnTheConsoleEndsTheWaitingAndIsTheKernels() throws IOException {
        log.says(500, Files.readString(NULL_DEREFERENCE, StandardCharsets.ISO_8859_1));

        Answer answer = expect.await("login:", LIMIT);

        assertThat(answer).isInstanceOfSatisfying(Answer.Crashed.class, crashed -> {
            assertThat(crashed.crash().kind()).isEqualTo(CrashClass.NULL_DEREFERENCE);
            assertThat(crashed.crash().trace())
                    .as("the whole report, not its first line")
                    .hasSizeGreaterThan(3);
            assertThat(crashed.fault().code()).isEqualTo(KernelFault.Kind.OOPS.name());
        });
        assertThat(answer.blame()).isEqualTo(Blame.KERNEL);
        assertThatThrownBy(answer::match)
                .isInstanceOf(KernelFaultException.class)
                .hasMessageStartingWith(KERNEL + ": BUG: kernel NULL pointer dereference")
                .hasMessageEndingWith(", while \"login:\" was waited for.");
        assertThat(time.getAsLong()).isLessThan(LIMIT.toNanos());
    }

    @Test
    void aCrashThatTakesTheLineWithItIsStillACrash() throws IOException {
        line.ends();
        log.says(0, Files.readString(NULL_DEREFERENCE, StandardCharsets.ISO_8859_1))
                .ends();

        assertThat(expect.await("login:", LIMIT)).isInstanceOf(Answer.Crashed.class);
    }

    @Test
    void aReportThatNeverEndsIsToldNevertheless() {
        log.says(0, "BUG: kernel NULL pointer dereference, address: 0000000000000000\n");
        for (int i = 1; i < 200; i++) {
            log.says(i * 50L, "noise " + i + "\n");
        }

        assertThat(expect.await("login:", Duration.ofMinutes(1))).isInstanceOf(Answer.Crashed.class);
        assertThat(time.getAsLong()).isLessThan(LIMIT.toNanos());
    }

    @Test
    void whoGoesOnAfterACrashIsToldOfTheNextOne() throws IOException {
        log.says(0, Files.readString(NULL_DEREFERENCE, StandardCharsets.ISO_8859_1));
        expect.watch(LIMIT);
        console.goOn();

        Answer quiet = expect.watch(LIMIT);
        log.says(0, "Kernel panic - not syncing: second\n");
        Answer second = expect.watch(LIMIT);

        assertThat(quiet).isInstanceOf(Answer.Late.class);
        assertThat(second)
                .isInstanceOfSatisfying(
                        Answer.Crashed.class,
                        crashed -> assertThat(crashed.crash().kind()).isEqualTo(CrashClass.PANIC));
    }

    @Test
    void aWarningIsNotedButEndsNoWaiting() throws IOException {
        log.says(0, Files.readString(WARNING, StandardCharsets.ISO_8859_1));
        line.says(5000, "login:");

        expect.await("login:", LIMIT).match();

        assertThat(console.crash()).isEmpty();
        assertThat(console.crashes()).extracting(Crash::kind).containsExactly(CrashClass.WARNING);
    }

    @Test
    void aKnownCrashOfTheEmulatorIsOurs() throws IOException {
        FakeLine ofTheEmulator = new FakeLine(time)
                .says(
                        0,
                        Files.readString(
                                Path.of("src/test/resources/crash-samples/emulator-int3-oops-6.12.txt"),
                                StandardCharsets.ISO_8859_1));
        KernelConsole racing = new KernelConsole(KERNEL, ofTheEmulator, true, time);

        Answer answer = new Expect(line, racing, time).await("login:", LIMIT);

        assertThat(answer).isInstanceOf(Answer.Crashed.class);
        assertThat(answer.blame()).isEqualTo(Blame.OURS);
        assertThatThrownBy(answer::match).isInstanceOf(InfraException.class).hasMessageStartingWith("Known emulator");
    }

    @Test
    void theConsoleItselfCanBeExpectedOnWhoeverLookedAtItBefore() throws IOException {
        log.says(0, "Linux version 6.1\n").says(10, "Run /init\n");

        console.look();
        Expect onConsole = new Expect(console, console, time);

        assertThat(onConsole.await("/init", LIMIT).match().before()).isEqualTo("Linux version 6.1\nRun ");
        onConsole.send("root");
        assertThat(log.sent()).containsExactly("root\n");
    }

    @Test
    void aFloodIsBounded() {
        for (int i = 0; i < 600; i++) {
            line.says(0, "x".repeat(1023) + "\n");
        }
        line.says(0, "login:");

        Answer.Match match = expect.await("login:", LIMIT).match();

        assertThat(match.before()).hasSizeLessThanOrEqualTo(Expect.MAX_KEPT);
    }

    @Test
    void binaryFromAGuestIsPrintableInMessages() {
        line.says(0, "a\u001b[31m\u0000b\n" + "y".repeat(5000)).ends();

        assertThat(expect.await("never", LIMIT))
                .isInstanceOfSatisfying(
                        Answer.Ended.class,
                        ended -> assertThat(ended.last()).isEqualTo("a?[31m?b\n" + "y".repeat(200)));
    }

    @Test
    void watchingNeedsNoText() {
        line.says(0, "anything");

        assertThat(expect.watch(Duration.ofSeconds(2))).isInstanceOf(Answer.Late.class);
        assertThat(expect.await("thing", LIMIT).match().before()).isEqualTo("any");
    }

    @Test
    void aShellsCommandEndsWithItsExitCodeEvenIfTheTerminalEchoes() {
        line.says(0, "{ ls /nowhere; } </dev/null; echo \"@end\"\"1 $?@\"\nls: no such file\n@end1 1@\n");
        Shell shell = new Shell(expect);

        Shell.Reply reply = shell.run("ls /nowhere", LIMIT);

        assertThat(reply.exitCode()).isEqualTo(1);
        assertThat(reply.output()).endsWith("ls: no such file\n");
        assertThat(line.sent()).containsExactly("{ ls /nowhere; } </dev/null; echo \"@end\"\"1 $?@\"\n");
    }

    @Test
    void theLateEndOfACommandIsNotTakenForThatOfTheNext() {
        line.says(60_000, "slow\n@end1 0@\n").says(60_000, "quick\n@end2 7@\n");
        Shell shell = new Shell(expect);

        assertThat(shell.ask("sleep 60", LIMIT)).isInstanceOf(Answer.Late.class);
        assertThat(shell.run("quick", Duration.ofMinutes(2)).exitCode()).isEqualTo(7);
    }

    @Test
    void twoLinesAreNoCommand() {
        Shell shell = new Shell(expect);

        assertThatThrownBy(() -> shell.run("a\nb", LIMIT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.copyOf(line.sent())).isEmpty();
    }
}
