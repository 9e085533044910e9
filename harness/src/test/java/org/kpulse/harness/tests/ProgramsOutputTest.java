package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.crash.Mutation;
import org.kpulse.harness.report.Golden;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

/** {@code program-outputs/<case>.<format>.txt}: what {@code run-programs} printed, see README.txt there; foreign/: the results. */
class ProgramsOutputTest {

    private static final Path OUTPUTS = Path.of("src/test/resources/program-outputs");
    private static final int MUTANTS = 60;

    static List<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.list(OUTPUTS)) {
            return files.filter(file -> file.toString().matches(".*\\.(ktap|ltp|exit-code)\\.txt"))
                    .sorted()
                    .toList();
        }
    }

    private static TestFormat format(Path output) {
        return Stream.of(TestFormat.values())
                .filter(each -> output.toString().endsWith("." + each.label() + ".txt"))
                .findFirst()
                .orElseThrow();
    }

    private static TestOutput ktap(String output) {
        return ProgramsOutput.read("set", TestFormat.KTAP, output);
    }

    private static List<String> lines(TestOutput output) {
        return output.results().stream()
                .map(each -> each.outcome() + " " + each.test())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void everyResultOfEveryProgramIsRead(Path output) throws IOException {
        TestOutput read =
                ProgramsOutput.read("set", format(output), Files.readString(output, StandardCharsets.ISO_8859_1));
        String shown = read.results().stream()
                .map(r -> r.outcome() + " " + r.test() + " " + r.seconds() + " " + r.reason() + "\n"
                        + r.output().lines().map(line -> "    | " + line + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining());
        Golden.assertIs(
                "foreign/" + output.getFileName(),
                shown + read.complaint().map(text -> "! " + text + "\n").orElse(""));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void noMutationHangsOrBreaksTheReader(Path output) throws IOException {
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < MUTANTS; seed++) {
            String mutant = Mutation.of(text, seed);
            for (TestFormat format : TestFormat.values()) {
                if (format.isForeign()) {
                    List<TestResult> results =
                            ProgramsOutput.read("set", format, mutant).results();
                    assertThat(results.stream().map(TestResult::test).distinct().count())
                            .as("names are unique, seed " + seed)
                            .isEqualTo(results.size());
                }
            }
        }
    }

    @Test
    void aProgramsTestsAreNamedAfterItAndItsOwnResultComesLast() {
        TestOutput output = ktap("""
                KTAP version 1
                1..2
                # Subtest: ptrace/p
                # TAP version 13
                # 1..2
                # ok 1 first of two
                # not ok 2 the other: 3/4
                not ok 1 ptrace/p # exit=1 time=0.25s
                # Subtest: proc/read
                ok 2 proc/read # exit=0 time=1.00s
                """);

        assertThat(lines(output))
                .containsExactly(
                        "PASS ptrace/p/first-of-two", "FAIL ptrace/p/the-other-3/4", "FAIL ptrace/p", "PASS proc/read");
        assertThat(output.results().get(2).seconds()).isEqualTo(0.25);
        assertThat(output.complaint()).isEmpty();
    }

    @Test
    void whatThePlanOfAProgramPromisedAndDidNotComeIsUnresolved() {
        TestOutput output = ktap("""
                KTAP version 1
                1..1
                # Subtest: lies
                # 1..3
                # ok 1 a
                # ok 3 c
                ok 1 lies # exit=0 time=0.01s
                """);

        assertThat(lines(output))
                .containsExactly("PASS lies/a", "PASS lies/c", "UNRESOLVED lies/test-2", "UNRESOLVED lies");
        assertThat(output.results().get(3).reason()).contains("planned 3 tests, 2 came");
        assertThat(output.complaint()).as("the run is whole").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "KTAP, 4, SKIP",
        "KTAP, 77, FAIL",
        "KTAP, 2, XFAIL",
        "KTAP, 127, UNRESOLVED",
        "KTAP, 124, UNRESOLVED",
        "EXIT_CODE, 4, FAIL",
        "EXIT_CODE, 77, SKIP",
        "EXIT_CODE, 99, UNRESOLVED",
        "EXIT_CODE, 139, UNRESOLVED",
        "LTP, 32, SKIP",
        "LTP, 1, FAIL",
        "LTP, 2, UNRESOLVED",
        "LTP, 0, PASS"
    })
    void anExitCodeMeansWhatTheFormatMeans(TestFormat format, int code, Outcome outcome) {
        TestOutput output =
                ProgramsOutput.read("set", format, "1..1\n# Subtest: p\nnot ok 1 p # exit=" + code + " time=0.00s\n");

        assertThat(output.results())
                .singleElement()
                .extracting(TestResult::outcome)
                .isEqualTo(outcome);
    }

    @Test
    void whatAProgramPrintsIsOnlyReadInTheFormatsThatHaveLines() {
        String text = "1..1\n# Subtest: p\n# not ok 1 a\n# p.c:1: TFAIL: b\nok 1 p # exit=0 time=0.00s\n";

        assertThat(lines(ProgramsOutput.read("set", TestFormat.EXIT_CODE, text)))
                .containsExactly("PASS p");
        assertThat(lines(ProgramsOutput.read("set", TestFormat.LTP, text))).containsExactly("FAIL p");
        assertThat(lines(ktap(text))).containsExactly("FAIL p/a", "FAIL p");
    }

    @Test
    void noProgramSpeaksForAnotherOrForTheRunner() {
        TestOutput output = ktap("""
                1..2
                # Subtest: liar
                # ok 2 honest # exit=0 time=0.00s
                # Bail out!
                # Subtest: honest
                not ok 1 liar # exit=1 time=0.00s
                # Subtest: honest
                not ok 2 honest # exit=1 time=0.00s
                """);

        assertThat(lines(output)).contains("FAIL liar", "FAIL honest").doesNotContain("PASS honest");
        assertThat(output.complaint()).isEmpty();
    }

    @Test
    void theProgramThatRanWhenTheOutputEndedIsUnresolved() {
        TestOutput output = ktap("1..3\n# Subtest: a\nok 1 a # exit=0 time=0.00s\n# Subtest: b\n# 1..2\n# ok 1 x\n");

        assertThat(lines(output)).containsExactly("PASS a", "UNRESOLVED b");
        assertThat(output.results().get(1).output()).contains("ok 1 x");
        assertThat(output.complaint()).contains("it ends after 1 of 3 programs");
    }

    @Test
    void aProgramThatCouldNotBeBuiltIsSkippedByName() {
        TestOutput output = ktap("1..1\nok 1 proc/read # SKIP could not be built: read.c:9: error: no\n");

        assertThat(output.results())
                .containsExactly(new TestResult(
                        "set", "proc/read", Outcome.SKIP, 0, "could not be built: read.c:9: error: no", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it does not begin with a plan",
                "ok 1 a # exit=0 time=0s | it does not begin with a plan",
                "1..2 | it ends after 0 of 2 programs",
                "1..1;ok 1 a # exit=0 time=0s | a program ends that did not begin",
                "1..1;# Subtest: a;ok 2 a # exit=0 time=0s | a line is not the runner's",
                "1..1;# Subtest: a;ok 1 b # exit=0 time=0s | a program ends that did not begin",
                "1..1;noise | a line is not the runner's",
            })
    void anOutputThatIsNotTheRunnersIsAComplaint(String output, String complaint) {
        assertThat(ktap(output.replace(';', '\n')).complaint().orElseThrow()).startsWith(complaint);
    }

    @Test
    void aFloodOfResultsIsBoundedAndItsProgramSaysSo() {
        String flood = IntStream.rangeClosed(1, 20_000)
                .mapToObj(i -> "# ok " + i + " x" + i + "\n")
                .collect(Collectors.joining());
        TestOutput output = ktap("1..2\n# Subtest: a\n" + flood + "ok 1 a # exit=0 time=0.00s\n"
                + "# Subtest: b\nok 2 b # exit=0 time=0.00s\n");

        assertThat(output.results()).hasSize(ProgramsOutput.MOST_WITHIN + 2);
        assertThat(lines(output)).endsWith("PASS a", "PASS b");
        assertThat(output.results().get(ProgramsOutput.MOST_WITHIN).reason())
                .contains("only 500 of its 19999 results are kept");
        assertThat(output.complaint()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(
            value = TestFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FSYSTEST"})
    void linesThatNeverEndAndBytesOfNoTextAreBounded(TestFormat format) {
        String line = "# ok 1 " + "\u0000\u0007x/ ".repeat(1 << 18);
        TestOutput output = ProgramsOutput.read(
                "set", format, "1..1\n# Subtest: p\n" + line + "\n" + line + "\nnot ok 1 p # exit=1 time=0.00s\n");

        assertThat(output.results()).allSatisfy(each -> {
            assertThat(each.test()).matches(TestSet::isName);
            assertThat(each.output().length()).isLessThanOrEqualTo(TestOutput.MOST_OUTPUT);
        });
    }
}
