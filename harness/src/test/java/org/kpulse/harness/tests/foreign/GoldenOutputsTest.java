package org.kpulse.harness.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.harness.crash.Mutation;
import org.kpulse.harness.report.Golden;

/** {@code test-outputs/}: outputs of other people's suites, see README.txt there; foreign/: what is made of them. */
class GoldenOutputsTest {

    private static final Path OUTPUTS = Path.of("src/test/resources/test-outputs");
    private static final int MUTANTS = 60;

    static Stream<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.walk(OUTPUTS)) {
            return files
                    .filter(f -> f.toString().endsWith(".txt") && !f.endsWith("README.txt"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void whatIsMadeOfEveryOutputIsAsItWas(Path output) throws IOException {
        Golden.assertIs(
                "foreign/" + OUTPUTS.relativize(output), shown(reader(output).apply(text(output))));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void noMutationHangsOrBreaksAReader(Path output) throws IOException {
        String text = text(output);
        for (int seed = 0; seed < MUTANTS; seed++) {
            String mutant = Mutation.of(text, seed);
            for (Function<String, Report> reader : readers()) {
                Report report = reader.apply(mutant);
                assertThat(report.results().stream().map(Told::name).distinct().count())
                        .as("names are unique, seed " + seed)
                        .isEqualTo(report.results().size());
                assertThat(report.complaints().size()).isLessThanOrEqualTo(Report.MAX_COMPLAINTS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void whatIsCutOffAnywhereIsReadAsFarAsItGoes(Path output) throws IOException {
        String text = text(output);
        int all = reader(output).apply(text).results().size();
        for (int end = 0; end < text.length(); end += 1 + text.length() / 150) {
            assertThat(reader(output).apply(text.substring(0, end)).results().size())
                    .isLessThanOrEqualTo(all + 2);
        }
    }

    private static Stream<Function<String, Report>> all() {
        return Stream.of(
                TapReader::read,
                text -> LtpReader.read(new ProgramRun("p", 0, Duration.ZERO, text)),
                text -> ProgramReader.read(new ProgramRun("p", 0, Duration.ZERO, text), ExitCodes.KSELFTEST));
    }

    private static Iterable<Function<String, Report>> readers() {
        return all().toList();
    }

    private static Function<String, Report> reader(Path output) {
        return output.getFileName().toString().startsWith("ltp")
                ? text -> LtpReader.read(new ProgramRun("p", 0, Duration.ZERO, text))
                : TapReader::read;
    }

    private static String shown(Report report) {
        StringBuilder text = new StringBuilder();
        for (Told each : report.results()) {
            text.append(each.status()).append(' ').append(each.name());
            text.append(each.duration()
                    .map(time -> " " + time.toNanos() / 1e6 + " ms")
                    .orElse(""));
            text.append(each.reason().isEmpty() ? "" : " (" + each.reason() + ")")
                    .append('\n');
            each.output()
                    .lines()
                    .forEach(line -> text.append("    | ").append(line).append('\n'));
        }
        report.skipped().ifPresent(why -> text.append("skipped: ").append(why).append('\n'));
        report.complaints().forEach(each -> text.append("! ").append(each).append('\n'));
        return text.toString();
    }

    private static String text(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
