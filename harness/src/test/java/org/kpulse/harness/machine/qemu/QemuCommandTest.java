package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;

class QemuCommandTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/kpulse/harness/machine/qemu");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource(Platform.Kind.class)
    void theWholeCommandIsAsRecorded(Platform.Kind kind) throws IOException {
        List<String> words = command(kind, Acceleration.TCG).machine(order("/state"), 98_000_000);

        assertThat(String.join("\n", words) + "\n")
                .isEqualTo(Files.readString(GOLDEN.resolve("command-" + kind.label() + ".txt")));
    }

    @Test
    void kvmUsesTheHostsProcessor() {
        assertThat(command(Platform.Kind.TIME, Acceleration.KVM).machine(order("/state"), 1))
                .containsSubsequence("-accel", "kvm", "-cpu", "host")
                .doesNotContain("tcg,thread=multi");
    }

    @ParameterizedTest
    @EnumSource(Platform.Kind.class)
    void aCommaInAPathIsNoOptionOfQemu(Platform.Kind kind) {
        List<String> words = command(kind, Acceleration.TCG).machine(order("/a,b"), 1);

        assertThat(words.stream().filter(w -> w.contains("=/a")))
                .hasSizeGreaterThan(2)
                .allMatch(w -> w.contains("/a,,b/"));
        assertThat(words).containsSubsequence("-kernel", "/a,b/vmlinuz", "-initrd", "/a,b/initramfs.cpio");
    }

    @ParameterizedTest
    @CsvSource({"512, 98, 4", "1024, 98, 4", "4096, 98, 6", "65536, 3000, 68"})
    void allConfigurableMemoryLeavesRoomForTheRootImage(int memory, long imageMib, int maxGib) {
        Platform platform = new Platform(
                "qemu-instructions", Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, memory, "x");

        assertThat(new QemuCommand(Path.of("/usr/bin/qemu"), platform, Acceleration.TCG)
                        .machine(order("/state"), imageMib << 20))
                .contains(memory + "M,slots=2,maxmem=" + maxGib + "G");
    }

    @Test
    void aCommandIsShownSoThatAShellCanRunIt() {
        assertThat(QemuCommand.shown(List.of("qemu", "-append", "a b", "it's", "")))
                .isEqualTo("qemu -append 'a b' 'it'\\''s' ''");
    }

    @ParameterizedTest
    @EnumSource(Platform.Kind.class)
    void aBootThatIsReadyToLeaveADumpHasADiskAndMemoryMoreOfTheKindThatItsMachineHas(Platform.Kind kind) {
        BootOrder plain = order("/state");
        BootOrder ready = new BootOrder(
                plain.kernel(),
                plain.initramfs(),
                plain.guestImage(),
                plain.scratchMib(),
                plain.seed(),
                plain.directory(),
                plain.limits(),
                plain.machineOptions(),
                true);

        String words = String.join(" ", command(kind, Acceleration.TCG).machine(ready, 98_000_000));

        assertThat(words).contains("/state/run/dump.raw", "crashkernel=256M");
        if (kind == Platform.Kind.INSTRUCTIONS) {
            assertThat(words)
                    .contains("-m 1280M,slots=3,maxmem=5G", "nvdimm,memdev=dump")
                    .doesNotContain("virtio-blk");
        } else {
            assertThat(words).contains("-m 1280M ", "virtio-blk-pci,drive=dump");
        }
    }

    private static QemuCommand command(Platform.Kind kind, Acceleration acceleration) {
        return new QemuCommand(Path.of("/usr/bin/qemu-system-x86_64"), FakeQemu.platform(kind), acceleration);
    }

    private static BootOrder order(String state) {
        return new BootOrder(
                FakeQemu.kernel(Path.of(state, "vmlinuz")),
                Path.of(state, "initramfs.cpio"),
                Path.of(state, "guest.squashfs"),
                512,
                3,
                Path.of(state, "run"),
                new BootLimits(MINUTE, MINUTE, MINUTE),
                List.of());
    }
}
