package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubsystemTest {

    @ParameterizedTest
    @CsvSource({
        "fs/ext4/inode.c, fs/ext4",
        "kernel/sched/fair.c, kernel/sched",
        "mm/memory.c, mm",
        "arch/x86/entry/common.c, arch/x86/entry",
        "arch/x86/entry/vdso/vma.c, arch/x86/entry"
    })
    void aFileBelongsToItsFolderThreeDeepAtMost(String file, String subsystem) {
        assertThat(Subsystem.ofFile(file)).contains(subsystem);
        assertThat(Subsystem.of("f [m]", function -> Optional.of(file))).contains(subsystem);
    }

    @Test
    void aFunctionOfAModuleWithoutFileBelongsToTheModule() {
        assertThat(Subsystem.of("ext4_iget [ext4]", FunctionPlaces.NOWHERE)).contains("[ext4]");
    }

    @Test
    void whereNothingIsKnownThereIsNoSubsystem() {
        assertThat(Subsystem.of("pipe_write", FunctionPlaces.NOWHERE)).isEmpty();
        assertThat(Subsystem.ofFile("top.c")).isEmpty();
        assertThat(Subsystem.ofFile("")).isEmpty();
        assertThat(Subsystem.module(" [m]")).isEmpty();
    }
}
