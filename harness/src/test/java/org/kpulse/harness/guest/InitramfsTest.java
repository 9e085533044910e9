package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.kernel.FakeKernelFiles;

class InitramfsTest {

    private static final Busybox BUSYBOX =
            new Busybox(ByteBuffer.wrap(FakeKernelFiles.program(1)), List.of("sh", "busybox", "[", "mount"));

    @TempDir
    private Path directory;

    private record Read(CpioArchiveEntry header, String text) {}

    @Test
    void theSameContentGivesTheSameBytesWhateverTheOrderItWasGivenIn() throws IOException {
        Initramfs one = Initramfs.builder()
                .init("#!/bin/sh\n")
                .busybox(BUSYBOX)
                .text("a/b/c", 0644, "x")
                .build();
        Initramfs other = Initramfs.builder()
                .text("a/b/c", 0644, "x")
                .busybox(BUSYBOX)
                .init("#!/bin/sh\n")
                .build();

        assertThat(bytes(one, InitramfsWriter.Compression.NONE))
                .isEqualTo(bytes(other, InitramfsWriter.Compression.NONE));
        assertThat(bytes(one, InitramfsWriter.Compression.GZIP))
                .isEqualTo(bytes(other, InitramfsWriter.Compression.GZIP));
        assertThat(InitramfsWriter.write(one, InitramfsWriter.Compression.GZIP, directory.resolve("1")))
                .isEqualTo(InitramfsWriter.write(other, InitramfsWriter.Compression.GZIP, directory.resolve("2")));
    }

    @Test
    void theArchiveReadsBackWithModesDevicesAndLinks() throws IOException {
        Map<String, Read> entries = read(new ByteArrayInputStream(bytes(
                Initramfs.builder().init("#!/bin/sh\n").busybox(BUSYBOX).build(), InitramfsWriter.Compression.NONE)));

        assertThat(entries.get("init").header().getMode()).isEqualTo(0100755);
        assertThat(entries.get("init").text()).isEqualTo("#!/bin/sh\n");
        assertThat(entries.get("dev").header().isDirectory()).isTrue();
        CpioArchiveEntry console = entries.get("dev/console").header();
        assertThat(console.isCharacterDevice()).isTrue();
        assertThat(List.of(console.getRemoteDeviceMaj(), console.getRemoteDeviceMin()))
                .containsExactly(5L, 1L);
        assertThat(entries.get("bin/sh").header().isSymbolicLink()).isTrue();
        assertThat(entries.get("bin/sh").text()).isEqualTo("busybox");
        assertThat(entries.values()).allSatisfy(entry -> {
            assertThat(entry.header().getTime()).isZero();
            assertThat(entry.header().getUID()).isZero();
        });
        assertThat(entries.values().stream().map(entry -> entry.header().getInode()))
                .doesNotHaveDuplicates();
    }

    @Test
    void compressedItIsTheSameArchive() throws IOException {
        Initramfs content = Initramfs.builder().busybox(BUSYBOX).build();
        byte[] gzip = bytes(content, InitramfsWriter.Compression.GZIP);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(bytes(content, InitramfsWriter.Compression.NONE));
    }

    @Test
    void parentsComeBeforeTheirChildren() {
        List<String> paths = Initramfs.builder().text("x/y/z", 0644, "").build().entries().stream()
                .map(InitramfsEntry::path)
                .toList();

        assertThat(paths).containsSubsequence("x", "x/y", "x/y/z");
    }

    @Test
    void busyboxIsNeverLinkedToItself() {
        List<String> paths = Initramfs.builder().busybox(BUSYBOX).build().entries().stream()
                .filter(InitramfsEntry.SymbolicLink.class::isInstance)
                .map(InitramfsEntry::path)
                .toList();

        assertThat(paths).containsExactly("bin/[", "bin/mount", "bin/sh");
        assertThatThrownBy(() -> Initramfs.builder().link("bin/busybox", "busybox"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void modulesAreListedInLoadOrder() throws IOException {
        for (String name : List.of("z-first.ko", "a_second.ko")) {
            Files.write(directory.resolve(name), FakeKernelFiles.module("name=" + name));
        }

        Map<String, Read> entries = read(new ByteArrayInputStream(bytes(
                Initramfs.builder()
                        .modules(directory, List.of("z-first.ko", "a_second.ko"))
                        .build(),
                InitramfsWriter.Compression.NONE)));

        assertThat(entries.get(Initramfs.MODULE_ORDER).text()).isEqualTo("/modules/z_first.ko\n/modules/a_second.ko\n");
        assertThat(entries).containsKeys("modules/z_first.ko", "modules/a_second.ko");
    }

    @Test
    void timesOfTheFilesItWasMadeFromDoNotShow() throws IOException {
        Path module = Files.write(directory.resolve("m.ko"), FakeKernelFiles.module("name=m"));
        byte[] before = withModule();
        Files.setLastModifiedTime(module, FileTime.fromMillis(0));

        assertThat(withModule()).isEqualTo(before);
    }

    @Test
    void nonsenseIsRefused() {
        Initramfs.Builder builder = Initramfs.builder().text("file", 0644, "");

        for (String path : List.of("/abs", "a/../b", "", "a//b", ".", "a/")) {
            assertThatThrownBy(() -> builder.text(path, 0644, ""))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder.text("file", 0644, "")).hasMessageContaining("twice");
        assertThatThrownBy(() -> builder.text("file/below", 0644, "").build()).hasMessageContaining("no directory");
    }

    private byte[] withModule() throws IOException {
        return bytes(Initramfs.builder().modules(directory, List.of("m.ko")).build(), InitramfsWriter.Compression.NONE);
    }

    private static byte[] bytes(Initramfs content, InitramfsWriter.Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InitramfsWriter.write(content, compression, out);
        return out.toByteArray();
    }

    private static Map<String, Read> read(InputStream archive) throws IOException {
        Map<String, Read> entries = new LinkedHashMap<>();
        try (CpioArchiveInputStream cpio = new CpioArchiveInputStream(archive)) {
            for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
                String text = new String(cpio.readAllBytes(), StandardCharsets.ISO_8859_1);
                entries.put(entry.getName(), new Read(entry, text));
            }
        }
        return entries;
    }
}
