package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Architecture;

class QemuTest {

    private static final String SAYS = "echo 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)'";

    @TempDir
    private Path home;

    @Test
    void theConfiguredProgramIsUsedAndAskedForItsVersion() throws IOException {
        Path binary = FakeQemu.script(home, SAYS).binary();

        assertThat(Qemu.find(Optional.of(binary.toString()), Architecture.X86_64, Map.of()))
                .isEqualTo(new Qemu(binary, "QEMU 7.2.22"));
    }

    @Test
    void thePathIsSearchedForTheArchitecturesProgram() throws IOException {
        Path found = home.resolve("qemu-system-aarch64");
        Files.move(FakeQemu.script(home, SAYS).binary(), found);

        assertThat(Qemu.find(Optional.empty(), Architecture.ARM64, Map.of("PATH", "/nowhere:" + home))
                        .binary())
                .isEqualTo(found);
    }

    @Test
    void noQemuIsOneSentenceThatSaysWhatToInstall() {
        assertThatThrownBy(() -> Qemu.find(Optional.empty(), Architecture.X86_64, Map.of("PATH", home.toString())))
                .isInstanceOf(InfraException.class)
                .hasMessage("No QEMU: there is no program qemu-system-x86_64;"
                        + " install it with: apt-get install qemu-system-x86 (or set qemu.binary).");
    }

    @Test
    void anotherProgramIsNotTakenForQemu() throws IOException {
        String binary = FakeQemu.script(home, "echo hello").binary().toString();

        assertThatThrownBy(() -> Qemu.find(Optional.of(binary), Architecture.X86_64, Map.of()))
                .isInstanceOf(InfraException.class)
                .hasMessage(binary + " is not QEMU: hello.");
    }
}
