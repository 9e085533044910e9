package org.kpulse.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.report.Golden;

/** {@code crash-samples/}: consoles of real kernels; crash/signatures.txt: what is made of them. */
class CrashReaderTest {

    private static final Path SAMPLES = Path.of("src/test/resources/crash-samples");

    /** Where outcomes.csv has another word than {@link CrashClass}. */
    private static final Map<String, String> WORDS = Map.of("undetected", "none", "nothing-in-log", "none");

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }

    static Stream<Path> crashed() throws IOException {
        return samples().filter(f -> !f.toString().contains("healthy"));
    }

    @ParameterizedTest
    @MethodSource("crashed")
    void theFirstCrashOfEverySampleHasTheClassThatWasMeasured(Path sample) throws IOException {
        String outcome = outcomes().getOrDefault(name(sample), "oops");

        assertThat(crashes(sample).get(0).kind().word()).isEqualTo(WORDS.getOrDefault(outcome, outcome));
    }

    @Test
    void aHealthyBootHasNoCrash() throws IOException {
        assertThat(crashes(SAMPLES.resolve("healthy-boot-6.1.txt"))).isEmpty();
    }

    @Test
    void whatIsMadeOfEverySampleIsAsItWas() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path sample : crashed().toList()) {
            text.append(name(sample)).append('\n');
            for (Crash crash : crashes(sample)) {
                text.append("  ").append(crash.signature()).append('\n');
                text.append("    ").append(crash.title()).append('\n');
                text.append("    ").append(String.join(" < ", crash.trace())).append('\n');
            }
        }
        Golden.assertIs("crash/signatures.txt", text.toString());
    }

    @Test
    void differentTriggersHaveDifferentSignatures() throws IOException {
        Map<String, String> of = new HashMap<>();
        for (Path sample : crashed().toList()) {
            String other = of.put(crashes(sample).get(0).signature(), name(sample));
            assertThat(other).as("the same signature as " + name(sample)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("crashed")
    void theSameCrashInAnotherBootHasTheSameSignature(Path sample) throws IOException {
        List<String> lines = lines(sample);
        List<String> signatures = crashes(sample).stream().map(Crash::signature).toList();
        for (int seed = 1; seed <= 10; seed++) {
            List<String> other = new AnotherBoot(seed).of(lines);
            assertThat(other).isNotEqualTo(lines);
            assertThat(read(other))
                    .as("seed " + seed)
                    .extracting(Crash::signature)
                    .isEqualTo(signatures);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noSignatureOrTraceHoldsWhatChangesFromBootToBoot(Path sample) throws IOException {
        for (Crash crash : crashes(sample)) {
            assertThat(crash.signature()).doesNotContainPattern("0x|[0-9a-f]{8}|\\bCPU\\b|init2|pid");
            assertThat(crash.trace()).noneMatch(frame -> frame.contains("+0x"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsCutOffAnywhereIsReadAsFarAsItGoes(Path sample) throws IOException {
        List<String> lines = lines(sample);
        List<Crash> whole = read(lines);
        for (int end = 0; end <= lines.size(); end++) {
            List<Crash> part = read(lines.subList(0, end));
            assertThat(part.size()).isLessThanOrEqualTo(whole.size());
            if (!part.isEmpty()) {
                assertThat(part.get(0).kind()).isEqualTo(whole.get(0).kind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noMutationHangsOrBreaksTheReader(Path sample) throws IOException {
        String text = Files.readString(sample, StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < 50; seed++) {
            List<Crash> crashes = read(Mutation.of(text, seed).lines().toList());
            assertThat(crashes.size()).isLessThanOrEqualTo(CrashReader.MAX_CRASHES);
        }
    }

    @Test
    void aLineThatNeverEndsTakesNoTime() {
        for (String piece : List.of(" at a:1 ", " in ", "WARNING: ", "0x1 ", " ", "f+0x1/0x2 ")) {
            CrashReader reader = new CrashReader();
            reader.line("WARNING: " + piece.repeat(1 << 18));
            reader.line("BUG: KASAN: " + piece.repeat(1 << 18));
            assertThat(reader.crashes()).hasSizeBetween(1, 2);
        }
    }

    @Test
    void aFloodOfCrashesIsBounded() {
        CrashReader reader = new CrashReader();
        for (int i = 0; i < 5000; i++) {
            reader.line("WARNING: CPU: 0 PID: 1 at a.c:1 f" + i + "+0x1/0x2");
            reader.line(" x".repeat(500));
        }

        assertThat(reader.crashes()).hasSize(CrashReader.MAX_CRASHES);
        assertThat(reader.crashes().get(0).signature()).isEqualTo("warning in f0 (at a.c)");
    }

    @Test
    void theCrashThatFailsARunIsKeptHoweverManyWarningsCameBeforeIt() {
        CrashReader reader = new CrashReader();
        for (int i = 0; i < 50; i++) {
            reader.line("WARNING: CPU: 0 PID: 1 at a.c:1 f" + i + "+0x1/0x2");
        }
        reader.line("Kernel panic - not syncing: first");
        reader.line("Kernel panic - not syncing: second");

        assertThat(reader.crashes()).hasSize(CrashReader.MAX_CRASHES);
        assertThat(reader.crashes())
                .extracting(Crash::signature)
                .startsWith("warning in f0 (at a.c)")
                .endsWith("panic (first)");
        assertThat(new CrashReader().joined("WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n"))
                .hasSize(1);
    }

    @Test
    void aLineOfTheGuestsLogIsNoLongerThanAKernelPrints() {
        String frame = " " + "f".repeat(5000) + "+0x1/0x2";
        CrashReader reader = new CrashReader();
        for (String line :
                List.of("kernel BUG at a.c:1!", "Call Trace:", " <TASK>", " " + "g".repeat(400) + "+0x1/0x2", frame)) {
            reader.line(line);
        }

        assertThat(reader.crashes().get(0).trace()).isNotEmpty().allMatch(each -> each.length() <= Crash.MAX_FRAME);
    }

    @Test
    void aRepeatedReportThatIsCutOffIsNoSecondCrashButAnotherOneIs() {
        CrashReader reader = new CrashReader();
        for (String line : List.of(
                "kernel BUG at mm/a.c:1!", "RIP: 0010:f+0x1/0x2", "---[ end trace 0 ]---", "kernel BUG at mm/a.c:1!")) {
            reader.line(line);
        }
        assertThat(reader.crashes()).extracting(Crash::signature).containsExactly("kernel-bug in f (at mm/a.c)");

        reader.line("kernel BUG at mm/b.c:1!");
        assertThat(reader.crashes())
                .extracting(Crash::signature)
                .containsExactly("kernel-bug in f (at mm/a.c)", "kernel-bug (at mm/b.c)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "./",
                "../mod/",
                "/b/",
                "/home/somebody/with/a/long/way/to/the/place/where/modules/are/built/mod/"
            })
    void theDirectoryOfAModuleFromOutsideTheTreeIsNoPartOfASignature(String directory) {
        assertThat(read(List.of("kernel BUG at " + directory + "m.c:12!", "RIP: 0010:f+0x1/0x2")))
                .extracting(Crash::signature)
                .containsExactly("kernel-bug in f (at m.c)");
        assertThat(read(List.of("WARNING: CPU: 0 PID: 1 at " + directory + "m.c:12 g+0x1/0x2")))
                .extracting(Crash::signature)
                .containsExactly("warning in g (at m.c)");
        assertThat(read(List.of("UBSAN: array-index-out-of-bounds in " + directory + "m.c:12:3")))
                .extracting(Crash::signature)
                .containsExactly("ubsan (array-index-out-of-bounds in m.c)");
        assertThat(read(List.of("BUG: sleeping function called from invalid context at " + directory + "m.c:12")))
                .extracting(Crash::signature)
                .containsExactly("bug (sleeping function called from invalid context at m.c)");
    }

    @Test
    void whatTheGuestSentIsPreferredToWhatAQuietConsoleShows() {
        CrashReader console = new CrashReader();
        console.line("[    2.4] Out of memory: Killed process 12 (x) total-vm:1000kB");
        console.line("[    9.9] Kernel panic - not syncing: while powering off");

        List<Crash> joined = console.joined("""
                <4>[    2.1] WARNING: CPU: 0 PID: 1 at b.c:1 g+0x1/0x2
                <12>[    2.2] WARNING: CPU: 0 PID: 1 at c.c:1 by_a_program+0x1/0x2
                <4>[    2.3] x invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                <6>[    2.3] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/
                <3>[    2.4] Out of memory: Killed process 12 (x) total-vm:1000kB
                """);

        assertThat(joined)
                .extracting(Crash::signature)
                .containsExactly(
                        "warning in g (at b.c)", "oom-kill (memory of a cgroup)", "panic (while powering off)");
        assertThat(console.joined("")).extracting(Crash::signature).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kasan",
                "kasan-shadow",
                "ubsan",
                "lockdep",
                "sleeping",
                "bad-page",
                "fortify-6.12",
                "kfence",
                "hard-lockup"
            })
    void formatsThatNoSampleHasAreReadFromTheKernelsSource(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Crash crash : read(lines(SAMPLES.resolveSibling("crash-formats").resolve(name + ".txt")))) {
            text.append(crash.signature()).append('\n');
            text.append(String.join(" < ", crash.trace())).append('\n');
        }
        Golden.assertIs("crash/formats/" + name + ".txt", text.toString());
    }

    private static Map<String, String> outcomes() throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : Files.readAllLines(SAMPLES.resolve("outcomes.csv"))) {
            String[] words = line.split(",", -1);
            outcomes.put(words[0], words[1]);
        }
        return outcomes;
    }

    private static List<Crash> crashes(Path sample) throws IOException {
        return read(lines(sample));
    }

    private static List<Crash> read(List<String> lines) {
        CrashReader reader = new CrashReader();
        new ArrayList<>(lines).forEach(reader::line);
        return reader.crashes();
    }

    private static List<String> lines(Path sample) throws IOException {
        return Files.readString(sample, StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static String name(Path sample) {
        String name = sample.getFileName().toString();
        return name.substring(0, name.length() - ".txt".length());
    }
}
