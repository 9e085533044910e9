package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.benchmark.Extraction.Take;
import org.kpulse.harness.fault.InfraFault;
import tools.jackson.core.JsonPointer;

class OutputParserTest {

    private static final String DBENCH = """
            Running for 2 seconds with load '/usr/share/dbench/client.txt' and minimum warmup 0 secs
             Operation      Count    AvgLat    MaxLat
             ----------------------------------------
             NTCreateX       100     0.073     0.531
             Deltree           7     0.357     0.357
             ReadX           200     0.036     1.159

            Throughput 0 MB/sec  1 clients  1 procs  max_latency=0.000 ms
            """;

    @ParameterizedTest
    @CsvSource({"LAST, 3000", "FIRST, 1000", "SUM, 6000", "MEAN, 2000"})
    void severalMatchesBecomeOneValueAsTheRecipeSays(Take take, double expected) {
        assertThat(Samples.values(parse(lines("^t=(.*)$", 1000, take), "t=1\nx\nt=2.0\nt=3e0\n")))
                .containsEntry("m", expected);
    }

    @Test
    void aJsonNumberIsFoundAfterLinesThatAreNotJson() {
        Extraction json = new Extraction.Json(JsonPointer.compile("/jobs/0/lat"), 0.001);

        assertThat(Samples.values(parse(json, "fio: a note {\n{\"jobs\": [{\"lat\": 2500}]}\ntrailing {")))
                .containsEntry("m", 2.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "{", "{\"jobs\": []}", "{\"jobs\": [{\"lat\": \"5\"}]}", "[1]", "{\"jobs\": NaN}"
            })
    void outputWithoutTheJsonNumberIsOurFault(String output) {
        Extraction json = new Extraction.Json(JsonPointer.compile("/jobs/0/lat"), 1);

        assertThat(fault(parse(json, output)).kind()).isEqualTo(InfraFault.Kind.OUTPUT_UNPARSABLE);
    }

    @Test
    void anOutputThatDoesNotParseIsNamedWithBenchmarkMetricExpectationAndItsEnd() {
        ParsedOutput output =
                parse(lines("^Time: ([0-9.]+)$", 1, Take.LAST), "sh: hackbench: \"not\" found\n\u001b[31m\n");

        assertThat(fault(output))
                .isEqualTo(new InfraFault(
                        InfraFault.Kind.OUTPUT_UNPARSABLE,
                        "Benchmark sample, metric m: expected a line that matches ^Time: ([0-9.]+)$;"
                                + " the output ends with \"sh: hackbench: 'not' found ?[31m\"."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "-nan", "NaN", "inf", "Infinity", "-1", "1e999"})
    void aValueThatIsNotANumberNegativeOrInfiniteIsAnInvalidSample(String value) {
        assertThat(fault(parse(lines("^t=(.*)$", 1, Take.LAST), "t=" + value)).kind())
                .isEqualTo(InfraFault.Kind.SAMPLE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x1p3", "1d", "1,000", "1.2.3", "\u0663"})
    void whatIsNotAPlainDecimalNumberDoesNotParse(String value) {
        assertThat(fault(parse(lines("^t=(.*)$", 1, Take.LAST), "t=" + value)).kind())
                .isEqualTo(InfraFault.Kind.OUTPUT_UNPARSABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(?:a|aa)+([0-9])$", "(?:(x|a)*)*b"})
    void aHostileOutputCannotMakeAPatternRunForEver(String regex) {
        String output = "a".repeat(4000) + "!\n" + "a".repeat(40) + "!";

        assertThat(fault(parse(lines(regex, 1, Take.LAST), output)).kind())
                .isEqualTo(InfraFault.Kind.OUTPUT_UNPARSABLE);
    }

    @Test
    void anOutputOverOneMebibyteIsRefused() {
        assertThat(fault(parse(lines("^t=(.*)$", 1, Take.LAST), "t=1\n".repeat(OutputParser.MAX_OUTPUT / 4 + 1)))
                        .detail())
                .contains("at most 1 MiB of output");
    }

    @Test
    void dbenchCountsItsOperationsWithoutTheCleanup() {
        assertThat(Samples.values(parse(new Extraction.Named("dbench-operations"), DBENCH)))
                .containsEntry("m", 150.0);
    }

    @Test
    void aDbenchThatDidNotReachItsLastLineHasNoValue() {
        String cut = DBENCH.substring(0, DBENCH.indexOf("Throughput"));

        assertThat(fault(parse(new Extraction.Named("dbench-operations"), cut)).detail())
                .contains("dbench's table of operations");
    }

    @Test
    void oneMetricWithoutAValueRejectsTheWholeOutput() {
        Benchmark two = Samples.benchmark(
                List.of(),
                new Steps("", "true", ""),
                Samples.metric("a", lines("^a=(.*)$", 1, Take.LAST)),
                Samples.metric("b", lines("^b=(.*)$", 1, Take.LAST)));

        assertThat(fault(Samples.parser().parse(two, "a=1\n")).detail()).contains("metric b");
    }

    private static Extraction lines(String regex, double scale, Take take) {
        return new Extraction.Lines(Pattern.compile(regex), scale, take);
    }

    private static ParsedOutput parse(Extraction extraction, String output) {
        return Samples.parser().parse(Samples.measuring(extraction), output);
    }

    private static InfraFault fault(ParsedOutput output) {
        assertThat(output).isInstanceOf(ParsedOutput.Rejected.class);
        return ((ParsedOutput.Rejected) output).fault();
    }
}
