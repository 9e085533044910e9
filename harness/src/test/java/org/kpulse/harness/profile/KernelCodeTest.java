package org.kpulse.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;

class KernelCodeTest {

    private static final CodeMap SYMBOLS = CodeMap.read("""
            ffffffff81000000 _stext
            ffffffff81000100 pipe_write
            ffffffff81000200 pipe_write.cold
            ffffffff81000300 twice
            ffffffff81000400 ext4_iget ext4
            ffffffff81000500 _etext
            """.getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path directory;

    private KernelCode code(String objects) throws IOException {
        Path file = directory.resolve("objects.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(objects.getBytes(StandardCharsets.US_ASCII));
        }
        return KernelCode.of(SYMBOLS, Optional.of(file));
    }

    @Test
    void theFileOfAFunctionIsTheSourceOfItsObjectUnlessSeveralHaveItsName() throws IOException {
        KernelCode code = code("""
                fs/pipe.o pipe_write
                fs/pipe.o pipe_write.cold
                a/x.o twice
                b/y.o twice
                arch/x86/entry/entry_64.S _stext
                not a line of it
                """);

        assertThat(code.file("pipe_write")).hasValue("fs/pipe.c");
        assertThat(code.file("twice")).isEmpty();
        assertThat(code.file("_stext")).hasValue("arch/x86/entry/entry_64.S");
        assertThat(code.file("nowhere")).isEmpty();
        assertThat(code.byFile().get("")).isEqualTo(Set.of("ext4_iget [ext4]", "twice"));
    }

    @Test
    void aPackagedKernelHasFunctionsWithoutFiles() {
        assertThat(KernelCode.of(SYMBOLS, Optional.empty()).byFile())
                .containsOnlyKeys("")
                .containsValue(Set.of("_stext", "ext4_iget [ext4]", "pipe_write", "twice"));
    }

    @Test
    void aDamagedListIsOursToMend() throws IOException {
        Path file = directory.resolve("objects.gz");
        Files.writeString(file, "no gzip");

        assertThatThrownBy(() -> KernelCode.of(SYMBOLS, Optional.of(file))).isInstanceOf(InfraException.class);
    }
}
