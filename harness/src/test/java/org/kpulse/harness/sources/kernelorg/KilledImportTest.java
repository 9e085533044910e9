package org.kpulse.harness.sources.kernelorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.build.ImportedTrees;
import org.kpulse.harness.http.FakeServer;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.archive.TarBytes;
import org.kpulse.harness.sources.signature.TestKey;
import org.kpulse.harness.state.FileTrees;

/** A process that fetches a release is killed with -9 at some moment: nothing half is taken for whole, and the next one finishes. */
class KilledImportTest {

    private static final String VERSION = "6.12.3";
    private static final String REF = "release:" + VERSION;
    private static final String ARCHIVE = "/pub/linux/kernel/v6.x/linux-6.12.3.tar.xz";
    private static final boolean FULL = Boolean.getBoolean("kpulse.full");
    private static final int BALLAST = FULL ? 8 << 20 : 1 << 20;

    @TempDir
    private Path home;

    private final FakeServer server = new FakeServer();
    private FakeTree tree;
    private byte[] packed;

    @BeforeEach
    void aRelease() throws IOException {
        tree = new FakeTree(home.resolve("linux"));
        byte[] ballast = new byte[BALLAST];
        new Random(5).nextBytes(ballast);
        Files.write(tree.directory().resolve("firmware.bin"), ballast);
        for (int i = 0; i < 200; i++) {
            tree.write("Documentation/" + i + ".rst", "page " + i + "\n");
        }
        tree.commit("second");
        Path file = home.resolve("archive.tar");
        tree.git("archive", "--format=tar", "--prefix=linux-6.12.3/", "-o", file.toString(), "HEAD");
        byte[] tar = Files.readAllBytes(file);
        packed = TarBytes.xz(tar);
        TestKey key = new TestKey();
        key.writeTo(home.resolve("key.asc"));
        server.file(ARCHIVE, packed).file(ARCHIVE.replace(".xz", ".sign"), key.sign(tar));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportProcess.class.getName(),
                        home.toString(),
                        server.url(),
                        REF)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Kills it so many milliseconds after it said this; whether it was killed before it had ended by itself. */
    private boolean killed(String word, int millis) throws IOException, InterruptedException {
        Process process = begin();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains(word)) {
                line = said.readLine();
            }
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            return !ended;
        }
    }

    /** What is there is whole, whenever that is asked. */
    private void nothingHalfIsTakenForWhole() throws IOException {
        Path releases = home.resolve("state/releases");
        Path archive = releases.resolve("linux-6.12.3.tar.xz");
        if (Files.exists(archive)) {
            assertThat(Files.readAllBytes(archive)).isEqualTo(packed);
        }
        Path repository = releases.resolve("git");
        new ImportedTrees(repository, Commands.ofHost()).find(VERSION).ifPresent(commit -> {
            String tip = tree.git("--git-dir=" + repository, "rev-parse", commit + "^{tree}");
            assertThat(tip).isEqualTo(tree.git("rev-parse", "HEAD^{tree}"));
            tree.git("--git-dir=" + repository, "fsck", "--full", "--strict");
        });
        for (Kernel kernel : kernels().fetched()) {
            assertThat(Files.size(kernel.image())).isPositive();
            assertThat(kernel.ref()).isEqualTo(REF);
        }
    }

    private Kernels kernels() {
        return ImportProcess.kernels(home, server.url());
    }

    private void theNextOneFinishes() {
        Kernel kernel = kernels().fetch(REF, Progress.silent());
        assertThat(kernel.release()).isEqualTo("6.1.0-fake");
        assertThat(kernels().find(kernels().resolve(REF, Progress.silent()))).contains(kernel);
        assertThat(home.resolve("state/releases/linux-6.12.3.tar.xz")).doesNotExist();
        String commit = new ImportedTrees(home.resolve("state/releases/git"), Commands.ofHost())
                .find(VERSION)
                .orElseThrow();
        assertThat(tree.git("--git-dir=" + home.resolve("state/releases/git"), "rev-parse", commit + "^{tree}"))
                .isEqualTo(tree.git("rev-parse", "HEAD^{tree}"));
    }

    @Test
    void aDownloadThatWasKilledIsGoneOnWith() throws IOException, InterruptedException {
        server.instead(ARCHIVE, server.silenceAfter(packed.length / 2));
        Process process = begin();
        Path partial = home.resolve("state/releases/linux-6.12.3.tar.xz.partial");
        while (process.isAlive() && (!Files.exists(partial) || Files.size(partial) < packed.length / 2)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
        nothingHalfIsTakenForWhole();
        assertThat(kernels().fetched()).isEmpty();

        theNextOneFinishes();
        assertThat(server.asked(ARCHIVE))
                .extracting(each -> each.header("Range"))
                .containsExactly("", "bytes=" + packed.length / 2 + "-");
    }

    @Test
    void theArchiveGoesAlsoWhenWhoeverMadeTheCommitWasKilledBeforeItWent() throws IOException {
        theNextOneFinishes();
        Files.write(home.resolve("state/releases/linux-6.12.3.tar.xz"), packed);

        theNextOneFinishes();
    }

    @ParameterizedTest
    @CsvSource({"checking the signature, 150", "unpacking, 400", "building, 2000"})
    void whateverItWasAtTheNextOneFinishes(String word, int most) throws IOException, InterruptedException {
        Random chance = new Random();
        int kills = 0;
        for (int i = 0; i < (FULL ? 20 : 2); i++) {
            boolean killed = killed(word, chance.nextInt(most));
            nothingHalfIsTakenForWhole();
            if (killed) {
                kills++;
            } else {
                FileTrees.delete(home.resolve("state")); // it finished: the next one has all to do again
            }
        }
        if (FULL) {
            assertThat(kills).as("kills in the middle").isPositive();
        }
        System.out.println("killed " + kills + " times after \"" + word + "\"");
        theNextOneFinishes();
    }
}
