package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.kernel.KernelOptions.Difference;

class KernelOptionsTest {

    private static final KernelOptions BASE = KernelOptions.parse("""
            #
            # Automatically generated file; DO NOT EDIT.
            # Linux/x86 6.1.192 Kernel Configuration
            #
            CONFIG_CC_VERSION_TEXT="gcc (Debian 12.2.0-14) 12.2.0"
            CONFIG_HZ=250
            CONFIG_SMP=y
            # CONFIG_KASAN is not set
            CONFIG_EXT4_FS=m
            CONFIG_CMDLINE=""
            """);

    @Test
    void linesThatAreNoOptionsAreSkipped() {
        assertThat(BASE.options())
                .containsOnlyKeys("CC_VERSION_TEXT", "HZ", "SMP", "KASAN", "EXT4_FS", "CMDLINE")
                .containsEntry("CC_VERSION_TEXT", "gcc (Debian 12.2.0-14) 12.2.0")
                .containsEntry("KASAN", "n")
                .containsEntry("CMDLINE", "");
        assertThat(KernelOptions.parse("\u0000\u001b[2J\nCONFIG_=y\nCONFIG_A\nCONFIG_B=y; rm\r\n")
                        .options())
                .containsOnlyKeys("B");
    }

    @Test
    void anOptionDiffersByItsValueAndByBeingThere() {
        KernelOptions candidate = KernelOptions.parse("""
                CONFIG_CC_VERSION_TEXT="gcc (Debian 12.2.0-14) 12.2.0"
                CONFIG_HZ=1000
                CONFIG_KASAN=y
                CONFIG_EXT4_FS=m
                CONFIG_CMDLINE=""
                CONFIG_NEW=y
                """);

        assertThat(BASE.differences(candidate))
                .containsExactly(
                        new Difference("HZ", Optional.of("250"), Optional.of("1000")),
                        new Difference("KASAN", Optional.of("n"), Optional.of("y")),
                        new Difference("NEW", Optional.empty(), Optional.of("y")),
                        new Difference("SMP", Optional.of("y"), Optional.empty()));
        assertThat(BASE.differences(BASE)).isEmpty();
    }

    @Test
    void offAndNotToBeChosenAreTheSame() {
        assertThat(KernelOptions.parse("# CONFIG_KASAN is not set").differences(KernelOptions.parse("")))
                .isEmpty();
    }
}
