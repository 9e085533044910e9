package org.kpulse.harness.crashsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;

/** What the crash suite expects and how it decides; no guest is booted. */
class FoundTest {

    private static final Crash WARNING = new Crash(CrashClass.WARNING, "warning in f", "WARNING: f", List.of("f"));
    private static final Crash PANIC = new Crash(CrashClass.PANIC, "panic in g", "Kernel panic", List.of("g"));
    private static final Optional<org.kpulse.harness.fault.Fault> REBOOT =
            Optional.of(new KernelFault(KernelFault.Kind.REBOOT, "It rebooted."));

    @TempDir
    private Path directory;

    @Test
    void theFirstCrashIsTheCauseWhateverFollows() {
        assertThat(Found.of(List.of(WARNING, PANIC), REBOOT, Optional.empty()).signature())
                .isEqualTo("warning in f");
    }

    @Test
    void aMachineThatWeLostAccusesNoKernel() {
        InfraFault killed = new InfraFault(InfraFault.Kind.MACHINE_DIED, "QEMU was killed by signal 9.");

        assertThat(Found.of(List.of(PANIC), Optional.of(killed), Optional.empty())
                        .word())
                .isEqualTo(Found.MACHINE_DIED);
    }

    @Test
    void withoutAWordItIsTheEndTheSilenceOrNothing() {
        assertThat(Found.of(List.of(), REBOOT, Optional.empty()).word()).isEqualTo(Found.REBOOT);
        assertThat(Found.of(List.of(), Optional.empty(), Optional.empty()).word())
                .isEqualTo(Found.SILENT_HANG);
        assertThat(Found.of(List.of(), Optional.empty(), Optional.of(0)).word()).isEqualTo(Found.NONE);
    }

    @Test
    void aTriggerThatTheGuestDoesNotKnowIsNoTriggerThatDidNothing() {
        assertThat(Found.of(List.of(), Optional.empty(), Optional.of(1)).word()).isEqualTo(Found.NOT_FIRED);
        assertThat(Found.of(List.of(WARNING), Optional.empty(), Optional.of(139))
                        .word())
                .isEqualTo("warning");
    }

    @Test
    void whatIsExpectedDependsOnTheConfiguration() throws IOException {
        String text =
                "A | 1 | 60 | X ? Y ? kernel-bug : warning : none\nB | 2 | 9 | X ? panic : Y ? bug : ubsan | echo b";

        assertThat(expected(text, "CONFIG_X=y\nCONFIG_Y=m\n")).containsExactly("kernel-bug", "panic");
        assertThat(expected(text, "CONFIG_X=y\n# CONFIG_Y is not set\n")).containsExactly("warning", "panic");
        assertThat(expected(text, "CONFIG_Y=y\n")).containsExactly("none", "bug");
        assertThat(expected(text, "CONFIG_XY=y\n")).containsExactly("none", "ubsan");
    }

    @Test
    void aCatalogueWithAnUnknownOutcomeIsRefused() {
        assertThatThrownBy(() -> expected("A | 1 | 60 | painc", "")).hasMessageContaining("painc");
        assertThatThrownBy(() -> expected("A | 1 | 60 | none\nA | 1 | 60 | none", ""))
                .hasMessageContaining("twice");
    }

    @Test
    void theCatalogueReads() throws IOException {
        List<Trigger> all = Catalogue.read(Catalogue.FILE, "CONFIG_HARDENED_USERCOPY=y\n");

        assertThat(all).hasSizeGreaterThan(85);
        assertThat(all)
                .filteredOn(each -> each.name().equals("USERCOPY_KERNEL"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.expected()).isEqualTo("kernel-bug");
                    assertThat(each.command())
                            .isEqualTo("echo USERCOPY_KERNEL >/sys/kernel/debug/provoke-crash/DIRECT");
                });
    }

    private List<String> expected(String catalogue, String config) throws IOException {
        Path file = Files.writeString(directory.resolve("catalogue.txt"), catalogue);
        return Catalogue.read(file, config).stream().map(Trigger::expected).toList();
    }
}
