package org.kpulse.harness.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.run.TestResult.Outcome;

class TapReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ok 1 a|PASS a",
                "ok|PASS test 1",
                "ok a|PASS a",
                "not ok 1 - a b|FAIL a b",
                "ok 1 # SKIP|SKIP test 1",
                "not ok 1 a # SKIP why|SKIP a",
                "ok 1 a # skipped: why|SKIP a",
                "ok 1 a # TODO|XPASS a",
                "not ok 1 a # todo later|XFAIL a",
                "not ok 1 a # XFAIL known|XFAIL a",
                "ok 1 a # XFAIL known|XFAIL a",
                "ok 1 a # XPASS|XPASS a",
                "not ok 1 a # TIMEOUT 45 seconds|UNRESOLVED a",
                "not ok 1 a # ERROR|UNRESOLVED a",
                "ok 1 a # nothing known|PASS a # nothing known",
                "ok 1 a \\# SKIP|PASS a # SKIP",
                "not ok 1 selftests: net/forwarding: b.sh # exit=1|FAIL net/forwarding/b.sh",
                "ok 1 [4711] Result (0)|PASS Result (0)",
                "ok 1 mapped at 0x7fff12345678|PASS mapped at 0x*",
                "ok 1 2 three|PASS 2 three",
            })
    void aResultLineMeansWhatItSays(String line, String expected) {
        Told result = TapReader.read("1..1\n" + line).results().get(0);

        assertThat(result.status() + " " + result.name()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"okay", "ok-1", "not  ok 1", "OK 1", "[OK] a", "notok", "1..x", "TAP version", "# ok 1 a comment", "ok1"
    })
    void whatOnlyLooksLikeAResultIsNone(String line) {
        assertThat(TapReader.read(line + "\n").results()).isEmpty();
    }

    @Test
    void severalBlocksInOneOutputEachHaveTheirPlan() {
        Report report = TapReader.read("""
                TAP version 13
                1..2
                ok 1 a
                ok 2 b
                TAP version 13
                1..2
                ok 1 a
                1..1
                ok 1 c
                """);

        assertThat(report.results()).extracting(Told::name).containsExactly("a", "b", "a#2", "test 2", "c");
        assertThat(report.complaints()).containsExactly("planned 2 tests, 1 came");
    }

    @Test
    void namesStayUniqueEvenIfATestIsCalledLikeANumberedOne() {
        assertThat(TapReader.read("1..4\nok 1 a\nok 2 a#2\nok 3 a\nok 4 a\n").results())
                .extracting(Told::name)
                .containsExactly("a", "a#2", "a#3", "a#4");
    }

    @Test
    void aFloodIsBoundedAndSaysSo() {
        StringBuilder flood = new StringBuilder("TAP version 13\n");
        for (int i = 0; i < 200_000; i++) {
            flood.append("# TAP version 13\n# ok 1 the same\n");
        }
        Report report = TapReader.read(flood.toString());

        assertThat(report.results()).hasSizeLessThanOrEqualTo(Report.MAX_RESULTS);
        assertThat(report.complaints()).anyMatch(complaint -> complaint.contains("more than 20000 results"));
        assertThat(report.complaints()).hasSizeLessThanOrEqualTo(Report.MAX_COMPLAINTS);
    }

    @Test
    void neverEndingLinesNestingAndOutputAreBounded() {
        StringBuilder text = new StringBuilder("1..1\n");
        for (int depth = 0; depth < 300; depth++) {
            text.append("  ".repeat(depth)).append("KTAP version 1\n");
        }
        text.append("ok 1 ").append("x".repeat(1 << 19)).append('\n');
        text.append("noise of the next one ".repeat(10_000)).append('\n');
        for (int i = 0; i < 20_000; i++) {
            text.append("a line of noise ").append(i).append('\n');
        }
        text.append("not ok 2 loud\n");
        Report report = TapReader.read(text.toString());

        assertThat(report.results()).hasSize(3);
        assertThat(report.results().get(1).name()).hasSize(Told.MAX_NAME);
        assertThat(report.results().get(2).output())
                .startsWith("noise of the next one")
                .contains("characters left out ...]")
                .endsWith("a line of noise 19999\n");
    }

    @Test
    void noLineTakesForEverOrTooMuchStack() {
        for (String piece : new String[] {"# ", " ", "#", "\t", "(", " (", "# skip", "ok 1 ", "\\#", "[1.000000] "}) {
            String line = piece.repeat((1 << 20) / piece.length());
            assertThat(TapReader.read(line + "ok 1").results()).hasSizeLessThanOrEqualTo(1);
            assertThat(LtpReader.read(new ProgramRun("p", 0, Duration.ZERO, line))
                            .results())
                    .hasSize(1);
        }
    }

    @Test
    void moreThanCanBeLookedAtIsLeftOutAndSaysSo() {
        Report report = TapReader.read("1..1\nok 1 a\n" + "x\n".repeat(2 << 20));

        assertThat(report.results()).hasSize(1);
        assertThat(report.complaints()).anyMatch(complaint -> complaint.startsWith("more than 2 Mi characters"));
    }

    @Test
    void theTimeOfATestIsReadWhereItIsTold() {
        Report report = TapReader.read("""
                TAP version 14
                1..2
                ok 1 a
                  ---
                  duration_ms: 12.5
                  message: fine
                  ...
                ok 2 b # time=3ms
                """);

        assertThat(report.results())
                .extracting(each -> each.duration().orElseThrow().toNanos())
                .containsExactly(12_500_000L, 3_000_000L);
    }

    @Test
    void whatKilledItsRunnerIsUnresolved() {
        Report report = TapReader.read("""
                TAP version 13
                1..2
                # selftests: a: one
                ok 1 selftests: a: one
                # selftests: a: two
                # still go""");

        assertThat(report.results()).hasSize(2);
        assertThat(report.results().get(1).name()).isEqualTo("a/two");
        assertThat(report.results().get(1).status()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(report.results().get(1).output()).contains("still go");
    }
}
