package org.kpulse.harness.sources.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.build.TreeSink;

class SourceArchiveTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 100);

    @TempDir
    private Path directory;

    private final Map<String, String> seen = new LinkedHashMap<>();

    private int read(byte[] tar) throws IOException {
        return SourceArchive.read(new ByteArrayInputStream(tar), LIMITS, new TreeSink() {
            @Override
            public void file(String path, boolean executable, long size, InputStream content) throws IOException {
                seen.put(
                        path,
                        (executable ? "x " : "") + new String(content.readNBytes((int) size), StandardCharsets.UTF_8));
            }

            @Override
            public void link(String path, String target) {
                seen.put(path, "-> " + target);
            }
        });
    }

    @Test
    void whatGitPackedIsReadAsItWas() throws IOException {
        FakeTree tree = new FakeTree(directory.resolve("linux"));
        tree.write("scripts/run.sh", "#!/bin/sh\n");
        tree.directory().resolve("scripts/run.sh").toFile().setExecutable(true);
        Files.createDirectories(tree.directory().resolve("arch/dts"));
        Files.createSymbolicLink(tree.directory().resolve("arch/dts/fs"), Path.of("../../fs"));
        tree.write("a/" + "long/".repeat(40) + "name \"quoted\" é", "x");
        tree.commit("more");
        Path tar = directory.resolve("a.tar");
        tree.git("archive", "--format=tar", "--prefix=linux-6.12.3/", "-o", tar.toString(), "HEAD");

        read(Files.readAllBytes(tar));

        assertThat(seen)
                .containsEntry("fs/pipe.c", FakeTree.PIPE)
                .containsEntry("scripts/run.sh", "x #!/bin/sh\n")
                .containsEntry("arch/dts/fs", "-> ../../fs")
                .containsEntry("a/" + "long/".repeat(40) + "name \"quoted\" é", "x")
                .hasSize(6);
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("absolute", new TarBytes().file("/etc/passwd", "x"), "absolute"),
                Arguments.of("climbing", new TarBytes().file("linux/../../evil", "x"), "leads out"),
                Arguments.of("climbing top", new TarBytes().file("../evil", "x"), "leads out"),
                Arguments.of("beside", new TarBytes().file("linux/a", "x").file("other/b", "x"), "beside the top"),
                Arguments.of("at the top", new TarBytes().file("Makefile", "x"), "outside of the top"),
                Arguments.of("git's own", new TarBytes().file("linux/.GIT/config", "x"), "file of git"),
                Arguments.of("twice", new TarBytes().file("linux/a", "x").file("linux/a", "y"), "twice"),
                Arguments.of(
                        "file and directory",
                        new TarBytes().file("linux/a/b", "x").file("linux/a", "y"),
                        "twice"),
                Arguments.of(
                        "directory over a file",
                        new TarBytes().file("linux/a", "x").directory("linux/a/"),
                        "file and a directory"),
                Arguments.of(
                        "through a link",
                        new TarBytes()
                                .file("linux/d/x", "")
                                .link("linux/l", "d")
                                .file("linux/l/a", "x"),
                        "below a file or a link"),
                Arguments.of("link out", new TarBytes().link("linux/a", "../x"), "link out of the tree"),
                Arguments.of("link far out", new TarBytes().link("linux/a/b", "../../../etc"), "link out of the tree"),
                Arguments.of("absolute link", new TarBytes().link("linux/a", "/etc/passwd"), "is a link to"),
                Arguments.of("link up later", new TarBytes().link("linux/a/b/c", "../x/../y"), "link out of the tree"),
                Arguments.of("link to git", new TarBytes().link("linux/a", ".git/hooks"), "is a link to"),
                Arguments.of("hard link", new TarBytes().special("linux/a", TarConstants.LF_LINK), "neither a file"),
                Arguments.of("device", new TarBytes().special("linux/a", TarConstants.LF_CHR), "neither a file"),
                Arguments.of("disk", new TarBytes().special("linux/a", TarConstants.LF_BLK), "neither a file"),
                Arguments.of("pipe", new TarBytes().special("linux/a", TarConstants.LF_FIFO), "neither a file"),
                Arguments.of("control characters", new TarBytes().file("linux/a\nb", "x"), "is no path"),
                Arguments.of("empty", new TarBytes(), "holds nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatNoKernelHoldsIsRefused(String name, TarBytes tar, String why) {
        assertThatThrownBy(() -> read(tar.bytes()))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "./b", "../x/b", "../../x", "d/e/f", "../a"})
    void linksWithinTheTreeAreFine(String target) throws IOException {
        read(new TarBytes().link("linux/one/two/l", target).bytes());

        assertThat(seen).containsEntry("one/two/l", "-> " + target);
    }

    @Test
    void moreEntriesThanAllowedAreRefused() {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < 101; i++) {
            tar.file("linux/" + i, "");
        }
        assertThatThrownBy(() -> read(tar.bytes()))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("100 entries");
    }

    @Test
    void aHeaderThatAsksForAllTheMemoryIsRefused() {
        TarBytes tar = new TarBytes().longName(3 << 20).file("linux/a", "");

        assertThatThrownBy(() -> read(tar.bytes()))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("headers");
    }

    @Test
    void aTarThatEndsTooEarlyIsRefused() {
        byte[] tar = new TarBytes().file("linux/a", "x".repeat(5000)).bytes();

        for (int length : new int[] {100, 511, 1000, 3000}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(tar, length)))
                    .as("%d bytes", length)
                    .isInstanceOfAny(ArchiveRefused.class, IOException.class);
        }
    }

    @Test
    void aSmallFileThatUnfoldsWithoutEndIsRefused() throws IOException {
        Path bomb = Files.write(directory.resolve("a.tar.xz"), TarBytes.xz(new byte[2 << 20]));

        assertThatThrownBy(() -> {
                    try (InputStream in = Decompressed.open(bomb, 1 << 20)) {
                        in.transferTo(java.io.OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("unfolds to more than the 1048576 bytes");
    }

    @Test
    void aDamagedOrWronglyNamedFileIsRefused() throws IOException {
        byte[] whole =
                TarBytes.xz(new TarBytes().file("linux/a", "x".repeat(5000)).bytes());
        Path cut = Files.write(directory.resolve("cut.tar.xz"), Arrays.copyOf(whole, whole.length - 20));
        Path html = Files.writeString(directory.resolve("html.tar.xz"), "<html>");
        Path gz = Files.writeString(directory.resolve("html.tar.gz"), "<html>");

        for (Path file : new Path[] {cut, html, gz}) {
            assertThatThrownBy(() -> {
                        try (InputStream in = Decompressed.open(file, 1 << 20)) {
                            in.readAllBytes();
                        }
                    })
                    .as(file.toString())
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("is damaged or not what its name says");
        }
    }

    @Test
    void snapshotsComeWithGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new TarBytes().file("linux/a", "x").bytes());
        }
        Path file = Files.write(directory.resolve("a.tar.gz"), packed.toByteArray());

        try (InputStream in = Decompressed.open(file, 1 << 20)) {
            read(in.readAllBytes());
        }

        assertThat(seen).containsEntry("a", "x");
    }
}
