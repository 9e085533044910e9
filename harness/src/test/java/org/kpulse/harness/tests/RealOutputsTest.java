package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What guests printed, and the results that are read: {@code fixtures/<case>.txt} and {@code <case>.expected.txt}. Run with {@code
 * -Dkpulse.fixtures.update=true} to write what is expected anew, and look at the difference.
 */
class RealOutputsTest {

    private static final Path FIXTURES = Path.of("..", "benchmarks", "fsystest", "fixtures");

    static List<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.filter(each -> each.toString().matches(".*(?<!expected)\\.txt"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(outputs()).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void everyResultOfARealOutputIsRead(Path output) throws IOException {
        TestOutput read = FsystestOutput.read("fsystest", Files.readString(output));
        String found = read.results().stream()
                .map(r -> r.outcome() + " " + r.test() + " " + r.seconds() + " " + r.reason() + "\n")
                .collect(Collectors.joining());
        Path expected = output.resolveSibling(output.getFileName().toString().replace(".txt", ".expected.txt"));
        if (Boolean.getBoolean("kpulse.fixtures.update")) {
            Files.writeString(expected, found);
        }

        assertThat(read.complaint()).isEmpty();
        assertThat(found).isEqualTo(Files.readString(expected)).isNotEmpty();
    }
}
