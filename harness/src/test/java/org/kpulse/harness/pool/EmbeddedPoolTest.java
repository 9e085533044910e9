package org.kpulse.harness.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.qemu.Acceleration;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.machine.qemu.FakeQemu;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class EmbeddedPoolTest {

    private static final Calibration KVM = new Calibration(Acceleration.KVM, "works", Duration.ofSeconds(2));

    @TempDir
    private Path home;

    private final Map<String, String> flags = new TreeMap<>();

    @BeforeEach
    void aQemuIsThere() throws IOException {
        Path binary =
                FakeQemu.script(home, "echo 'QEMU emulator version 7.2.22'").binary();
        flags.put("qemu.binary", binary.toString());
    }

    @Test
    void timeUsesWhatWasCalibratedAndInstructionsAlwaysOneTranslatedProcessor() {
        flags.put("platform.time.cpus", "4");
        flags.put("platform.instructions.memory-mib", "2048");

        Platform time = pool().platform("qemu-time", KVM);
        Platform instructions = pool().platform("qemu-instructions", KVM);

        assertThat(time.kind()).isEqualTo(Platform.Kind.TIME);
        assertThat(time.acceleration()).isEqualTo("kvm");
        assertThat(time.cpus()).isEqualTo(4);
        assertThat(time.processor()).endsWith(", QEMU 7.2.22");
        assertThat(instructions.kind()).isEqualTo(Platform.Kind.INSTRUCTIONS);
        assertThat(instructions.acceleration()).isEqualTo("tcg");
        assertThat(instructions.cpus()).isEqualTo(1);
        assertThat(instructions.memoryMib()).isEqualTo(2048);
        assertThat(instructions.processor()).isEqualTo("QEMU 7.2.22");
    }

    @Test
    void timeIsMeasuredOneBootAtATimeAndInstructionsOnAllCores() {
        assertThat(pool().machine("qemu-time", KVM).parallel()).isEqualTo(1);
        assertThat(pool().machine("qemu-instructions", KVM).parallel())
                .isEqualTo(Runtime.getRuntime().availableProcessors());

        flags.put("platform.instructions.parallel", "3");
        assertThat(pool().machine("qemu-instructions", KVM).parallel()).isEqualTo(3);
    }

    @Test
    void countingInstructionsGetsMorePatience() {
        BootLimits time = pool().machine("qemu-time", KVM).limits();
        BootLimits instructions = pool().machine("qemu-instructions", KVM).limits();

        assertThat(time.boot()).isEqualTo(Duration.ofMinutes(1));
        assertThat(instructions.boot()).isEqualTo(Duration.ofMinutes(4));
        assertThat(instructions.silence()).isEqualTo(Duration.ofMinutes(2));
        assertThat(time.total()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void anUnknownPlatformIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> pool().machine("qemu-tim", KVM))
                .isInstanceOf(UsageException.class)
                .hasMessage("Unknown platform \"qemu-tim\"; did you mean qemu-time?; known: qemu-time,"
                        + " qemu-instructions.");
    }

    private EmbeddedPool pool() {
        Config config = Config.load(new Config.Sources(home, home, Map.of(), flags));
        return new EmbeddedPool(config, new StateDirectory(home), Map.of(), Progress.silent());
    }
}
