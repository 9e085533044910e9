package org.kpulse.harness.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.state.StateDirectory;

/** With the real git. */
class SeriesFilesTest {

    private static final String FROM = "From 6c1f6c0b7a0b1c3c5a1d5f6f7c6a1b2c3d4e5f60 Mon Sep 17 00:00:00 2001\n";
    private static final String PIPE = """
            From: =?UTF-8?q?Bj=C3=B6rn=20T=C3=B6pel?= <bjorn@example.org>
            Date: Fri, 20 Nov 2026 10:00:00 +0100
            Subject: [PATCH v2 1/2] pipe: do =?UTF-8?q?na=C3=AFvely?=
            \tless

            Because.
            ---
             a | 2 +-
             1 file changed, 1 insertion(+), 1 deletion(-)

            diff --git a/a b/a
            index 7898192..6178079 100644
            --- a/a
            +++ b/a
            @@ -1 +1 @@
            -a
            +b
            --
            2.39.5

            """;
    private static final String FUTEX = """
            From: Ann <ann@example.org>
            Date: Fri, 20 Nov 2026 10:00:01 +0100
            Subject: [PATCH v2 2/2] futex: more

            diff --git a/a b/a
            index 6178079..f2ad6c7 100644
            --- a/a
            +++ b/a
            @@ -1 +1 @@
            -b
            +c
            --
            2.39.5

            base-commit: 0123456789abcdef0123456789abcdef01234567
            """;

    @TempDir
    Path home;

    private SeriesFiles files;

    @BeforeEach
    void open() {
        files = new SeriesFiles(Commands.ofHost(), new StateDirectory(home.resolve("state")));
    }

    @Test
    void mailsAreReadAsGitReadsThem() {
        PatchSeries series = files.read(FROM + FUTEX + FROM + PIPE, "box");

        assertThat(series.patches())
                .extracting(PatchSeries.One::subject)
                .containsExactly("pipe: do na\u00efvely less", "futex: more");
        assertThat(series.title()).isEqualTo("[PATCH v2 1/2] pipe: do na\u00efvely less");
        assertThat(series.author()).isEqualTo("Bj\u00f6rn T\u00f6pel <bjorn@example.org>");
        assertThat(series.baseCommit()).contains("0123456789abcdef0123456789abcdef01234567");
    }

    @Test
    void whatIsKeptAppliesInOrderByGitAmAndIsKeptOnce() throws IOException {
        PatchSeries series = files.read(FROM + FUTEX + FROM + PIPE, "box");

        List<Path> kept = files.save(series);

        assertThat(files.save(series)).isEqualTo(kept);
        assertThat(kept.get(1).getFileName()).hasToString(series.sha256() + ".mbox");
        Path tree = Files.createDirectories(home.resolve("tree"));
        Files.writeString(tree.resolve("a"), "a\n");
        git(tree, "init", "-q");
        git(tree, "add", "a");
        git(tree, "commit", "-q", "-m", "a");
        git(tree, "am", "-q", kept.get(1).toString());
        assertThat(Files.readString(tree.resolve("a"))).isEqualTo("c\n");
        git(tree, "reset", "-q", "--hard", "HEAD~2");
        git(tree, "am", "-q", kept.get(0).toString());
        assertThat(Files.readString(tree.resolve("a"))).isEqualTo("b\n");
        try (Stream<Path> left = Files.list(home.resolve("state/tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    private static void git(Path tree, String... arguments) {
        List<String> words = Stream.concat(
                        Stream.of("git", "-c", "user.name=k", "-c", "user.email=k@localhost"), Stream.of(arguments))
                .toList();
        Subprocess.Result result = new Subprocess(words, tree, Map.of(), Duration.ofMinutes(1)).run();
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void linesThatEndAsInWindowsAreReadToo() {
        PatchSeries series = files.read((FROM + PIPE.replace("1/2", "1/1")).replace("\n", "\r\n"), "box");

        assertThat(series.patches()).hasSize(1);
        assertThat(series.patches().get(0).subject()).isEqualTo("pipe: do na\u00efvely less");
    }

    @Test
    void whatASubjectWouldDoToATerminalIsWrittenAsAQuestionMark() {
        String hostile = PIPE.replaceFirst("Subject:.*\n.*less", "Subject: [PATCH] a =?UTF-8?q?=1B=5B2J=E2=80=AE?= b");

        assertThat(files.read(FROM + hostile, "box").title()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void whatIsNoMailboxIsSaidInOneSentence() {
        for (String content :
                List.of("", "hello\n", "\0\0\0", FROM, FROM + "\n\n", "From nobody\n" + "x".repeat(70_000))) {
            assertThatThrownBy(() -> files.read(content, "box"))
                    .as(content.substring(0, Math.min(20, content.length())))
                    .isInstanceOf(UsageException.class)
                    .hasMessageMatching("(?s)[^\\n]*box[^\\n]*\\.");
        }
    }

    @Test
    void spoiltMailboxesAreReadOrRefused() {
        Random random = new Random(7);
        byte[] good = (FROM + FUTEX + FROM + PIPE).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 40; i++) {
            byte[] bad = good.clone();
            for (int j = 0; j < 1 + random.nextInt(20); j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(files.read(new String(bad, StandardCharsets.ISO_8859_1), "box")
                                .patches())
                        .isNotEmpty();
            } catch (UsageException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
