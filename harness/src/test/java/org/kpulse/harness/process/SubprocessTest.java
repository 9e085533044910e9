package org.kpulse.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.machine.qemu.FakeQemu;

@Timeout(60)
class SubprocessTest {

    @TempDir
    private Path home;

    @Test
    void outputErrorsAndExitCodeComeBack() {
        Subprocess.Result result = sh("echo out; echo err >&2; exit 7", 20).run();

        assertThat(result).isEqualTo(new Subprocess.Result(7, "out\n", "err\n"));
    }

    @Test
    void aSignalIs128AndItsNumber() {
        assertThat(sh("kill -9 $$", 20).run().exitCode()).isEqualTo(137);
    }

    @Test
    void theProgramReadsNothingSpeaksCAndHasTheGivenEnvironment() {
        Subprocess command = new Subprocess(
                List.of("sh", "-c", "cat; echo $LC_ALL $ADDED; pwd"),
                home,
                Map.of("ADDED", "x"),
                Duration.ofSeconds(20));

        assertThat(command.run().out()).isEqualTo("C x\n" + home + "\n");
    }

    @Test
    void muchOutputOnBothStreamsDoesNotBlock() {
        Subprocess.Result result = sh("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2", 30)
                .run();

        assertThat(result.out()).hasSize(3_000_000);
        assertThat(result.err()).hasSize(3_000_000);
    }

    @Test
    void aLateProgramIsStoppedWithAllItStarted() throws IOException {
        assertThatThrownBy(() ->
                        sh("echo $$ >pid; sleep 300 & echo $! >child; wait", 1).run())
                .isInstanceOf(InfraException.class)
                .hasMessage("sh took longer than 1 s and was stopped.");
        assertThat(FakeQemu.ends(number("pid"))).isTrue();
        assertThat(FakeQemu.ends(number("child"))).isTrue();
    }

    @Test
    void anInterruptStopsTheProgramAndIsKept() throws Exception {
        Path pids = FakeQemu.pipe(home);
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                sh("echo $$ >pids; exec sleep 300", 300).run();
            } catch (InfraException e) {
                kept.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        long pid = FakeQemu.pid(pids);

        thread.interrupt();

        assertThat(kept.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(FakeQemu.ends(pid)).isTrue();
    }

    @Test
    void aProgramLeftInTheBackgroundDoesNotHoldUsForEver() throws IOException {
        try {
            assertThatThrownBy(() -> sh("sleep 300 & echo $! >child; echo done; sleep 0.3", 1)
                            .run())
                    .isInstanceOf(InfraException.class)
                    .hasMessage("sh ended, but a program it left behind keeps its output open.");
        } finally {
            ProcessHandle.of(number("child")).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aMissingProgramIsOneSentence() {
        assertThatThrownBy(() -> Subprocess.of(Duration.ofSeconds(1), "no-such-program-here")
                        .run())
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith("Cannot start no-such-program-here: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subprocess(List.of(), home, Map.of(), Duration.ofSeconds(1)));
    }

    @Test
    void aFailureIsToldWithTheProgramsLastWords() {
        assertThatThrownBy(() -> sh("echo out; echo first >&2; echo ' last ' >&2; exit 2", 20)
                        .runOrThrow())
                .isInstanceOf(InfraException.class)
                .hasMessage("sh failed with exit code 2: last");
        assertThat(new Subprocess.Result(1, "a\nb\n\n", " ").lastLine()).isEqualTo("b");
        assertThat(new Subprocess.Result(1, "", "").lastLine()).isEqualTo("no output");
    }

    private Subprocess sh(String script, int limit) {
        return new Subprocess(List.of("sh", "-c", script), home, Map.of(), Duration.ofSeconds(limit));
    }

    private long number(String file) throws IOException {
        return Long.parseLong(Files.readString(home.resolve(file)).strip());
    }

    @Test
    void aProgramReadsWhatItIsFed() {
        byte[] text = "fed\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(Subprocess.of(Duration.ofMinutes(1), "wc", "-l")
                        .feed(out -> out.write(text))
                        .out()
                        .strip())
                .isEqualTo("100000");
    }

    @Test
    void aProgramThatReadsNoMoreEndsByItsOwnCode() {
        Subprocess.Result result = Subprocess.of(Duration.ofMinutes(1), "sh", "-c", "read x; echo enough >&2; exit 7")
                .feed(out -> {
                    for (int i = 0; i < 100_000; i++) {
                        out.write("a line\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    }
                });

        assertThat(result).isEqualTo(new Subprocess.Result(7, "", "enough\n"));
    }

    @Test
    void whatTheInputThrowsEndsTheProgramAndIsThrownOn() {
        assertThatThrownBy(() -> Subprocess.of(Duration.ofMinutes(1), "cat").feed(out -> {
                    throw new IllegalStateException("the archive is damaged");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the archive is damaged");
    }
}
