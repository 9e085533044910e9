package org.kpulse.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.state.OwnFiles;

/** The plugin's own C code, driven by a program that stands in for QEMU. */
class PluginCountsTest {

    private static final String BEGIN = "x 10000000 1 1\n";
    private static final String END = "x 10000040 1 1\n";
    private static final String STUBS = "t 10000000 1\nt 10000040 1\nt 10001900 1\n";
    private static final String WRITE = "ffffffff81000100 7";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void compiled() throws IOException {
        Files.writeString(directory.resolve("profile.c"), OwnFiles.text("plugin/profile.c"));
        try (InputStream driver = PluginCountsTest.class.getResourceAsStream("/plugin/driver.c")) {
            Files.write(directory.resolve("driver.c"), driver.readAllBytes());
        }
        run("gcc", "-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror", "-o", "driver", "driver.c");
    }

    private static void run(String... command) {
        new Subprocess(List.of(command), directory, Map.of(), Duration.ofMinutes(1)).runOrThrow();
    }

    private static ProfileFile profile(String commands, String... options) throws IOException {
        Files.writeString(directory.resolve("commands"), commands + "q\n", StandardCharsets.US_ASCII);
        Files.deleteIfExists(directory.resolve("out"));
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec ./driver \"$@\" < commands", "sh", "out=out"));
        words.addAll(List.of(options));
        run(words.toArray(String[]::new));
        return ProfileFile.read(directory.resolve("out"));
    }

    /** Executions by address in a segment. */
    private static Map<String, Long> counts(ProfileFile file, int segment) {
        ProfileFile.Segment found = file.segments().get(segment);
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < found.count(); i++) {
            counts.put(Long.toHexString(file.address(found.id(i))), found.executions(i));
        }
        return counts;
    }

    @Test
    void onlyWhatIsExecutedBetweenTheMarksCountsAndOfABlockTranslatedAgainAll() throws IOException {
        ProfileFile file = profile(STUBS + "t " + WRITE + "\nt 400000 5\nx " + WRITE + " 1000\n" + BEGIN + "x " + WRITE
                + " 3\nt " + WRITE + "\nx " + WRITE + " 4\nx 400000 5 10\n" + END + "x " + WRITE + " 99\n");

        assertThat(file.missing()).isEmpty();
        assertThat(file.segments()).extracting(ProfileFile.Segment::mark).containsExactly(0, 1);
        assertThat(counts(file, 0)).isEmpty();
        assertThat(counts(file, 1)).containsExactly(Map.entry("ffffffff81000100", 7L));
        assertThat(file.segments().get(1).user()).isEqualTo(51);
    }

    @Test
    void partsAreSegmentsOfTheirOwnAndMarksOutsideOfAnIterationWriteNothing() throws IOException {
        ProfileFile file = profile(STUBS + "t " + WRITE + "\nx 10001900 1 1\n" + BEGIN + "x " + WRITE
                + " 2\nx 10001900 1 1\nx " + WRITE + " 5\n" + END);

        assertThat(file.segments()).extracting(ProfileFile.Segment::mark).containsExactly(0, 100, 1);
        assertThat(counts(file, 1)).containsValue(2L);
        assertThat(counts(file, 2)).containsValue(5L);
    }

    @Test
    void blocksOfOneAddressAndOtherLengthsAreToldApart() throws IOException {
        ProfileFile file = profile(STUBS + "t " + WRITE + "\nt ffffffff81000100 3\n" + BEGIN + "x " + WRITE
                + " 2\nx ffffffff81000100 3 4\n" + END);

        assertThat(file.blocks()).isEqualTo(2);
    }

    @Test
    void tenMillionBlocksAreCountedAsUnkeptBeyondTheLimitAndNeverLost() throws IOException {
        ProfileFile file = profile(STUBS + BEGIN + "T ffffffff80000000 10000000\n" + END, "blocks=100000");

        assertThat(file.blocks()).isEqualTo(100_000);
        assertThat(file.segments().get(1).unkept()).isEqualTo(9_900_000);
        assertThat(file.missing()).isEmpty();
    }

    @Test
    void aGuestThatMarksWithoutEndMakesAFileOfLimitedSizeThatIsPartial() throws IOException {
        ProfileFile file = profile(STUBS + (BEGIN + END).repeat(2_000), "bytes=4096");

        assertThat(Files.size(directory.resolve("out"))).isLessThan(4_200);
        assertThat(file.missing()).isPresent();
    }
}
