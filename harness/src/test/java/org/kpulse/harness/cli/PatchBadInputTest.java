package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;

/** {@code kpulse patch} of what is no series: one sentence, and nothing is built, booted or stored. */
@ExtendWith(PostgresExtension.class)
class PatchBadInputTest {

    @TempDir
    private Path directory;

    private final Database database;
    private Cli cli;
    private FakeTree tree;
    private String base;
    private String mail;

    PatchBadInputTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void aSeries() throws IOException {
        cli = new Cli(directory).with(database).withQemu();
        tree = new FakeTree(directory.resolve("linux"));
        base = tree.head();
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("n + lines[0]", "n - lines[0]"))
                .commit("pipe: less");
        mail = tree.mail();
    }

    private Path box(String content) throws IOException {
        Path file = directory.resolve("box.mbox");
        return Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String refused(int code, String... arguments) throws IOException {
        Cli.Answer answer =
                cli.run(Stream.concat(Stream.of("patch"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isEqualTo(code);
        if (code == 1) {
            assertThat(answer.out()).as("what is tried").startsWith("series  [PATCH] ");
        } else {
            assertThat(answer.out()).isEmpty();
        }
        assertThat(answer.err()).doesNotContain("Exception", "\tat ");
        assertThat(answer.err().lines().filter(line -> line.startsWith("kpulse: ")))
                .as(answer.err())
                .hasSize(1);
        Path left = directory.resolve("state/tmp");
        if (Files.exists(left)) {
            try (Stream<Path> files = Files.list(left)) {
                assertThat(files).isEmpty();
            }
        }
        return answer.err();
    }

    private String refusedBox(String content) throws IOException {
        String said = refused(2, box(content).toString(), "--base", tree.ref(base));
        assertThat(directory.resolve("state/machines.lock")).doesNotExist();
        assertThat(directory.resolve("state/patches"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        none -> assertThat(none).isEmptyDirectory());
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello\n", "\u0000\u0001\u00ff\u007fELF", "From \n", "From: a@example.org\n\nhello\n"})
    void whatIsNoMailboxIsNamed(String content) throws IOException {
        assertThat(refusedBox(content)).contains("There is no patch in " + directory.resolve("box.mbox"));
    }

    @Test
    void aDiffWithoutAMailAroundItIsNamed() throws IOException {
        assertThat(refusedBox(tree.git("diff", base, "HEAD")))
                .contains("There is a diff in ", "but no mail with From: and Subject: around it");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        assertThat(refused(2, directory.resolve("none").toString(), "--base", tree.ref(base)))
                .contains("There is no mailbox " + directory.resolve("none"));
        assertThat(refused(2, directory.toString(), "--base", tree.ref(base)))
                .contains("There is no mailbox " + directory);
    }

    @Test
    void binaryDiffsAreNamedByMail() throws IOException {
        Files.write(tree.directory().resolve("logo.bin"), new byte[] {0, 1, 2, 3, 0});
        tree.commit("logo: new");

        assertThat(refusedBox(tree.git("format-patch", "-1", "--stdout", "--binary")))
                .contains("mail \"[PATCH] logo: new\": a binary diff, which is not applied.");
        assertThat(refusedBox(tree.git("format-patch", "-1", "--stdout", "--no-binary")))
                .contains("mail \"[PATCH] logo: new\": a binary diff, which is not applied.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "fs/../../passwd", "/etc/passwd", ".git/hooks/post-checkout", "a/.git/config"
            })
    void pathsOutOfTheTreeAreNamedByMail(String path) throws IOException {
        assertThat(refusedBox(mail.replace("fs/pipe.c", path)))
                .contains("mail \"[PATCH] pipe: less\": it changes " + path + ", which is not in the tree.");
    }

    @Test
    void aSeriesThatIsNotWholeOrTwiceIsNamed() throws IOException {
        assertThat(refusedBox(mail.replace("[PATCH]", "[PATCH 1/2]"))).contains("Patch 2 of 2 is missing");
        assertThat(refusedBox(mail.replace("[PATCH]", "[PATCH 1/1]") + mail.replace("[PATCH]", "[PATCH v2 1/1]")))
                .contains("has more than one series");
    }

    @Test
    void tooMuchIsRefusedBeforeItIsRead() throws IOException {
        Path file = directory.resolve("large.mbox");
        Files.write(file, new byte[(64 << 20) + 1]);

        assertThat(refused(2, file.toString(), "--base", tree.ref(base))).contains("is larger than 64 MiB");
        assertThat(refusedBox("From a Mon Sep 17 00:00:00 2001\nSubject: x\n\n\n".repeat(1001)))
                .contains("1001 mails; a series has at most 1000");
    }

    @Test
    void withoutABaseOrWithTwoItIsAsked() throws IOException {
        String file = box(mail).toString();

        assertThat(refused(2, file)).contains("The series names no base-commit");
        assertThat(refused(2, file, "--base", tree.ref(base), "--tree", "linus"))
                .contains("--base says which tree");
        box(mail + "\nbase-commit: " + base + "\n");
        assertThat(refused(2, file)).contains("The series is for commit " + base, "--tree");
        box(mail + "\nbase-commit: " + base + "\nbase-commit: " + "0".repeat(40) + "\n");
        assertThat(refused(2, file, "--tree", tree.directory().toString())).contains("more than one base-commit");
        box(mail + "\nbase-commit: " + "0".repeat(40) + "\n");
        assertThat(refused(2, file, "--tree", tree.directory().toString())).contains("0".repeat(40));
        assertThat(refused(3, file, "--base", "debian:latest"))
                .contains("a ready-made kernel cannot be patched, only one of git:, release:; ");
    }

    private String[] built(Path file) {
        return new String[] {
            file.toString(),
            "--base",
            tree.ref(base),
            "--quiet",
            "--set=build.ccache=off",
            "--set=build.jobs=1",
            "--set=build.fragments="
        };
    }

    @Test
    void whatDoesNotApplyIsNamedByMailFileAndHunk() throws IOException {
        Path file = box(mail.replace(" \treturn n + ", " \treturn m + ").replace("-\treturn n + ", "-\treturn m + "));

        assertThat(refused(1, built(file)))
                .contains("(mail 1, \"pipe: less\") does not apply: hunk 1 (@@ -6,5 +6,5 @@) of fs/pipe.c.");
    }

    @Test
    void whatDoesNotBuildIsNamedByFileAndLine() throws IOException {
        Path file = box(mail.replace("n - lines[0];", "n - lines[0]"));

        assertThat(refused(1, built(file))).contains("does not build", "fs/pipe.c:9");
    }

    @Test
    void linesThatEndAsInWindowsAreApplied() throws IOException {
        Path file = box(mail.replace("n - lines[0];", "n - lines[0]").replace("\n", "\r\n"));

        assertThat(refused(1, built(file)))
                .as("it is applied, and does not build")
                .contains("fs/pipe.c:9");
    }

    @Test
    void tenMegabytesAreReadAndApplied() throws IOException {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            page.append("line ").append(i).append(" of a long page\n");
        }
        tree.git("checkout", "-q", base);
        tree.write("Documentation/page.rst", page.toString())
                .write("fs/pipe.c", FakeTree.PIPE.replace("lines[0];", "lines[0]"))
                .commit("docs: a page");
        Path file = box(tree.mail());
        assertThat(Files.size(file)).isGreaterThan(10_000_000);

        assertThat(refused(1, built(file)))
                .as("it is applied, and does not build")
                .contains("fs/pipe.c:9");
    }
}
