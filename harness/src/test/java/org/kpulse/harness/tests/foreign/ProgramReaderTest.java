package org.kpulse.harness.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.run.TestResult.Outcome;

class ProgramReaderTest {

    private static final Duration TIME = Duration.ofMillis(12);

    private static Report read(int exitCode, String output) {
        return ProgramReader.read(new ProgramRun("ptrace/p", exitCode, TIME, output), ExitCodes.KSELFTEST);
    }

    private static Told own(Report report) {
        return report.results().get(report.results().size() - 1);
    }

    @Test
    void aProgramThatPrintsNothingIsItsExitCode() {
        assertThat(read(0, "").results())
                .containsExactly(new Told("ptrace/p", Outcome.PASS, Optional.of(TIME), "", ""));
        assertThat(read(4, "").results().get(0).status()).isEqualTo(Outcome.SKIP);
        assertThat(read(0, "").complaints()).isEmpty();
    }

    @Test
    void anExitCodeOfNoughtIsNotBelievedAgainstAResult() {
        Report report = read(0, "TAP version 13\n1..2\nok 1 a\nnot ok 2 b\n");

        assertThat(report.results()).extracting(Told::name).containsExactly("ptrace/p/a", "ptrace/p/b", "ptrace/p");
        assertThat(own(report).status()).isEqualTo(Outcome.FAIL);
        assertThat(own(report).reason()).contains("ended with 0, but 1 of its tests did not pass");
        assertThat(own(report).output()).contains("not ok 2 b");
    }

    @Test
    void aFailureWithoutAFailedTestStays() {
        assertThat(own(read(1, "1..1\nok 1 a\n")).status()).isEqualTo(Outcome.FAIL);
        assertThat(own(read(139, "1..1\nok 1 a\n")).reason()).isEqualTo("killed by signal 11");
    }

    @Test
    void aPlanOfNothingIsASkip() {
        Told own = own(read(0, "1..0 # SKIP no such hardware\n"));

        assertThat(own.status()).isEqualTo(Outcome.SKIP);
        assertThat(own.reason()).isEqualTo("no such hardware");
    }

    @Test
    void whoBailsOutHasNotPassed() {
        assertThat(own(read(0, "1..2\nok 1 a\nBail out! no disk\n")).status()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(own(read(4, "Bail out! no disk\n")).status()).isEqualTo(Outcome.SKIP);
    }

    @Test
    void aPlanThatLiesIsToldWithTheProgram() {
        assertThat(read(0, "1..3\nok 1 a\n").complaints()).containsExactly("ptrace/p: planned 3 tests, 1 came");
        assertThat(read(0, "ok 1 a\n").complaints()).containsExactly("ptrace/p: no plan");
    }
}
