package org.kpulse.harness.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.fault.UsageException;

class PatchReaderTest {

    private static Touched read(String hunks) {
        return PatchReader.read("diff --git a/fs/pipe.c b/fs/pipe.c\n--- a/fs/pipe.c\n+++ b/fs/pipe.c\n" + hunks);
    }

    @Test
    void aLineBelongsToTheFunctionThatGitNamesOrThatBeganLastBeforeIt() {
        Touched touched = read("""
                @@ -10,3 +10,4 @@ static ssize_t pipe_write(struct kiocb *iocb,
                 	int a;
                +	int b;
                 	a = 1;
                 	b = 2;
                @@ -50,8 +51,9 @@ static void before(void)
                 	return;
                 }

                 static bool
                 after(struct pipe_inode_info *pipe,
                 	unsigned int n)
                 {
                +	n++;
                 	return n;
                """);

        assertThat(touched.functions()).containsExactlyInAnyOrder("pipe_write", "after");
        assertThat(touched.files()).containsExactly("fs/pipe.c");
        assertThat(touched.outsideFunctions()).isFalse();
    }

    @Test
    void aSystemCallIsAllTheFunctionsThatItsMacroMakes() {
        assertThat(read("""
                @@ -1,2 +1,3 @@ SYSCALL_DEFINE2(newstat, const char __user *, filename,
                 	struct kstat stat;
                +	stat.ino = 0;
                 	return 0;
                """).functions())
                .contains("__do_sys_newstat", "__x64_sys_newstat", "sys_newstat")
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@ -1,1 +1,2 @@\n #include <linux/fs.h>\n+#include <linux/mm.h>\n",
                "@@ -9,3 +9,4 @@ static void f(void)\n }\n \n+EXPORT_SYMBOL(f);\n \n",
                "@@ -9,2 +9,3 @@ static void f(void)\n }\n+#define LIMIT 7\n \n",
                "@@ -9,3 +9,4 @@ static void f(void)\n }\n static const struct ops ops = {\n+	.read = f,\n };\n",
            })
    void codeOutsideOfFunctionsIsToldApart(String hunk) {
        assertThat(read(hunk).functions()).isEmpty();
        assertThat(read(hunk).outsideFunctions()).isTrue();
    }

    @Test
    void commentsAndBlankLinesTouchNothing() {
        Touched touched = read("@@ -9,1 +9,4 @@ static void f(void)\n 	x();\n+\n+	/* why\n+	 * not */\n");

        assertThat(touched.functions()).isEmpty();
        assertThat(touched.outsideFunctions()).isFalse();
    }

    @Test
    void labelsAndDirectivesInsideAFunctionDoNotEndIt() {
        assertThat(read("@@ -9,3 +9,4 @@ static void f(void)\n #ifdef CONFIG_X\n out:\n+	y();\n 	x();\n")
                        .functions())
                .containsExactly("f");
    }

    @Test
    void aSeriesInOneMailboxWithItsSignaturesIsReadToTheEnd() {
        Touched touched = PatchReader.read("""
                From 1234 Mon Sep 17 00:00:00 2001
                Subject: [PATCH 1/2] x: y

                --- looks like a separator
                ---
                 fs/a.c | 2 +-
                diff --git a/fs/a.c b/fs/a.c
                index 1..2 100644
                --- a/fs/a.c
                +++ b/fs/a.c
                @@ -5 +5 @@ int a(void)
                -	return 1;
                +	return 2;
                --\s
                2.39.5

                From 5678 Mon Sep 17 00:00:00 2001
                diff --git a/include/linux/b.h b/include/linux/b.h
                --- a/include/linux/b.h
                +++ b/include/linux/b.h
                @@ -5 +5 @@ static inline int b(void)
                -	return 1;
                +	return 2;
                diff --git a/fs/old.c b/fs/new.c
                similarity index 100%
                rename from fs/old.c
                rename to fs/new.c
                diff --git a/c.bin b/c.bin
                Binary files a/c.bin and b/c.bin differ
                diff --git a/fs/gone.c b/fs/gone.c
                --- a/fs/gone.c
                +++ /dev/null
                @@ -1,3 +0,0 @@
                -int gone(void)
                -{
                -}
                """.replace("\n", "\r\n"));

        assertThat(touched.functions()).containsExactlyInAnyOrder("a", "gone");
        assertThat(touched.files())
                .containsExactlyInAnyOrder("fs/a.c", "include/linux/b.h", "fs/old.c", "fs/new.c", "c.bin", "fs/gone.c");
    }

    @Test
    void textWithoutADiffIsRefused() {
        assertThatThrownBy(() -> PatchReader.read("Dear all,\n--- nothing\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is no diff in the patch");
    }

    @Test
    void noMutationOfAPatchHangsOrBreaksTheReader() {
        String whole = "diff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,9 +1,9 @@ int f(void)\n"
                + " a b c d e f g(h\n+** ** **(\n-}\n".repeat(50);
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int i = 0; i < 20; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(300));
            }
            try {
                assertThat(PatchReader.read(text.toString()).files()).isNotEmpty();
            } catch (UsageException e) {
                assertThat(e).hasMessageContaining("no diff");
            }
        }
    }
}
