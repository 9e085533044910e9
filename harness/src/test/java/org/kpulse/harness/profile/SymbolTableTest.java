package org.kpulse.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolTableTest {

    private static final String ID = "040000001400000003000000474e5500" + "ab".repeat(20);
    private static final String KERNEL = """
            notes %s
            module ext4 4096 ffffffffc0001000
            ffffffff81000000 _stext
            ffffffff81000100 pipe_write
            ffffffff81000200 pipe_write.cold
            ffffffff81000300 __x64_sys_read
            ffffffff81000300 sys_read
            ffffffff810003f0 __pfx_tail
            ffffffff81000400 tail.isra.0
            ffffffff81000500 _etext
            ffffffffc0001010 ext4_write ext4
            """.formatted(ID);
    private static final String BOOT = "notes " + ID + "\nmodule ext4 4096 ffffffffc0009000\nffffffff91000000 _stext\n";

    private static CodeMap map(String text) {
        return CodeMap.read(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static SymbolTable table() {
        return SymbolTable.of(map(KERNEL), map(BOOT)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff91000100, pipe_write, true",
        "ffffffff91000104, pipe_write, false",
        "ffffffff91000200, pipe_write, false",
        "ffffffff91000300, sys_read, true",
        "ffffffff91000400, tail, true",
        "ffffffff910003f4, tail, false",
        "ffffffffc0009010, ext4_write [ext4], true",
        "ffffffffc0009fff, ext4_write [ext4], false",
    })
    void anAddressIsOfTheFunctionThatHoldsItWhereverTheKernelAndItsModulesLie(
            String address, String name, boolean entry) {
        assertThat(table().at(Long.parseUnsignedLong(address, 16))).hasValue(new SymbolTable.Function(name, entry));
    }

    @ParameterizedTest
    @CsvSource({"ffffffff90ffffff", "ffffffff91000500", "ffffffffc0009000", "ffffffffc000a000"})
    void whatNoSymbolHoldsIsUnknown(String address) {
        assertThat(table().at(Long.parseUnsignedLong(address, 16))).isEmpty();
    }

    @Test
    void symbolsOfAnotherBuildOrHiddenOnesNameNothing() {
        assertThat(SymbolTable.of(map(KERNEL), map(BOOT.replace("abab", "abac"))))
                .isEmpty();
        assertThat(SymbolTable.of(map(KERNEL), map(BOOT.replace("ffffffff91000000", "0000000000000000"))))
                .isEmpty();
        assertThat(SymbolTable.of(map(KERNEL), map(""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pipe_write.cold, pipe_write",
        "f.isra.0.cold, f",
        "f.constprop.0.part.3, f",
        "f.llvm.123, f",
        "f.4, f.4",
        ".cold, .cold"
    })
    void twinsBelongToTheirFunction(String twin, String function) {
        assertThat(SymbolTable.base(twin)).isEqualTo(function);
    }

    @Test
    void aMapIsReadGzippedOrNotAndLinesThatDoNotReadAreLeftOut() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((KERNEL + "zz bad\n\nffffffff81000600 \u0007bell\nmodule x -1 q\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);

        assertThat(CodeMap.read(packed.toByteArray())).isEqualTo(map(KERNEL));
        assertThat(CodeMap.read(packed.toByteArray()).buildId()).isEqualTo("ab".repeat(20));
        assertThat(CodeMap.read(cut).symbols().size()).isLessThan(9);
    }
}
