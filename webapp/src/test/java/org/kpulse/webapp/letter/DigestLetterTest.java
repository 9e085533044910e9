package org.kpulse.webapp.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;
import org.kpulse.webapp.letter.DigestFacts.Boots;
import org.kpulse.webapp.letter.DigestFacts.Fault;
import org.kpulse.webapp.letter.DigestFacts.Found;
import org.kpulse.webapp.letter.DigestFacts.Index;
import org.kpulse.webapp.letter.DigestFacts.Moved;
import org.kpulse.webapp.letter.DigestFacts.Part;
import org.kpulse.webapp.letter.DigestFacts.Rate;
import org.kpulse.webapp.letter.DigestFacts.Standing;

/** After a wanted change run Maven with {@code -Dkpulse.golden.update=true} and read the difference. */
class DigestLetterTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/kpulse/webapp/letter");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String HOSTILE = "evil\r\nBcc: all@example.org\u202egpj\0 " + "x".repeat(400);

    private static Moved moved(long id, String state, String candidate, OptionalDouble percent, int metrics) {
        return new Moved(
                id,
                state,
                candidate,
                "git:linus#v6.12",
                metrics == 0 ? "" : "hackbench.time",
                percent,
                metrics,
                List.of("qemu-instructions", "qemu-time"));
    }

    private static Index index(String kernel, double value) {
        return new Index(kernel, value, Optional.of(new Interval(value - 0.5, value + 0.5)));
    }

    private static DigestFacts full() {
        return new DigestFacts(
                MONDAY,
                "2026-W48",
                Part.of(
                        List.of(
                                moved(7, "culprit-known", "git:linus#v6.13-rc1", OptionalDouble.of(12.345), 4),
                                moved(9, "detected", "git:linus#v6.13-rc2", OptionalDouble.empty(), 1),
                                moved(10, "detected", "git:linus#v6.13-rc3", OptionalDouble.of(2.1), 2)),
                        2),
                1,
                Part.of(List.of(moved(3, "verified", "git:linus#v6.12-rc5", OptionalDouble.of(-4.5), 0)), 2),
                Part.of(
                        List.of(
                                new Found(
                                        3,
                                        "0ede61d858abcdef0123456789abcdef01234567",
                                        "file: convert to SLAB_TYPESAFE_BY_RCU, with a subject that is so long that it needs"
                                                + " another line",
                                        true,
                                        "hackbench/time on qemu-time"),
                                new Found(
                                        4,
                                        "1f2e3d4c5b6a79880011223344556677889900aa",
                                        "mm: faster",
                                        false,
                                        "pipe/time on qemu-instructions")),
                        5),
                List.of(
                        new Standing(
                                "qemu-time",
                                "git:linus#v6.12",
                                index("git:linus#v6.13-rc3", 97.25),
                                Optional.of(index("git:linus#v6.12.1", 99.5))),
                        new Standing(
                                "qemu-instructions",
                                "git:linus#v6.12",
                                new Index("git:linus#v6.13-rc3", 100.1, Optional.empty()),
                                Optional.empty())),
                List.of(
                        new Rate("qemu-time", "4", false, 1, 48, new Interval(0.05, 11.1)),
                        new Rate("qemu-instructions", "4", true, 0, 48, new Interval(0, 7.4))),
                new Boots(
                        412,
                        List.of(new Fault("MACHINE_DIED", 9, "qemu-time"), new Fault("DISK_FULL", 2, "qemu-time"))),
                "https://kpulse.example.org/regressions");
    }

    private static DigestFacts quiet() {
        return new DigestFacts(
                MONDAY,
                "2026-W48",
                Part.of(List.of(), 1),
                0,
                Part.of(List.of(), 1),
                Part.of(List.of(), 1),
                List.of(),
                List.of(),
                new Boots(0, List.of()),
                "");
    }

    private static void assertGolden(String name, Letter letter) throws IOException {
        String text = "Subject: " + letter.subject() + "\n\n" + letter.body();
        Path golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean("kpulse.golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void aWeekIsToldWithAllThatHappenedInIt() throws IOException {
        Letter letter = DigestLetter.of(full());

        assertThat(letter.subject()).isEqualTo("[Kpulse] Week 2026-W48: 3 regressed, 1 fixed, 2 culprits found");
        assertThat(letter.body().lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 78);
        assertGolden("digest.txt", letter);
    }

    @Test
    void aWeekInWhichNothingHappenedSaysSo() throws IOException {
        assertGolden("digest-quiet.txt", DigestLetter.of(quiet()));
    }

    @Test
    void whatStrangersWroteNeitherAddsALineNorHidesAnything() {
        DigestFacts facts = full();
        DigestFacts hostile = new DigestFacts(
                facts.monday(),
                facts.week(),
                Part.of(
                        IntStream.range(0, 60)
                                .mapToObj(i -> moved(i, "detected", HOSTILE, OptionalDouble.of(1e9), 1))
                                .toList(),
                        20),
                0,
                facts.fixed(),
                Part.of(List.of(new Found(1, HOSTILE, HOSTILE, true, HOSTILE)), 20),
                List.of(new Standing("qemu-time", HOSTILE, index(HOSTILE, 1), Optional.empty())),
                facts.rates(),
                facts.boots(),
                "");
        Letter letter = DigestLetter.of(hostile);

        assertThat(letter.body().lines())
                .allMatch(line -> line.codePointCount(0, line.length()) <= 78)
                .noneMatch(line -> line.startsWith("Bcc:"));
        assertThat(letter.body()).contains("[U+202E]", "and 40 more").doesNotContain("\r", "\u202e", "\0");
    }
}
